import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildCommandLine, invoke, makeFolder, type Outcome, recordIn, removeFolders, secret, writtenIn } from "../cli/command-line.testdata.ts";
import { systemEnvironment } from "../reference/server/environment.ts";
import { type Authority, createAuthority, createCertificate } from "../reference/adversarial/certificate-authority.ts";
import { answer, type HostileListener, openHostile } from "../reference/adversarial/exchange.ts";
import { createService } from "../reference/service/service.ts";

const authority: Authority = await createAuthority("Test Authority");
const narrow = ["--only", "request/accepts-empty-input", "--settle", "100"];
let bundle = "";
let target: HostileListener;

beforeAll(async () => {
  buildCommandLine();
  bundle = join(makeFolder(), "authority.pem");
  writeFileSync(bundle, `Some words before it.\n${(await createAuthority("Another")).pem}\n${authority.pem}`);
  const service = createService(systemEnvironment);
  target = await openHostile(({ request, socket }) => answer(socket, service(request)), { tls: await createCertificate(authority, { hosts: ["127.0.0.1"] }) });
}, 60_000);
afterAll(async () => {
  await target.close();
  removeFolders();
});

async function run(url: string, args: readonly string[] = [], environment: Readonly<Record<string, string>> = {}): Promise<Outcome & { readonly out: string }> {
  const out = makeFolder();
  return { ...(await invoke(["run", "--endpoint", url, "--out", out, ...narrow, ...args], environment)), out };
}

describe("a target with a private authority", () => {
  it.each([
    ["--ca-bundle", (file: string) => ({ args: ["--ca-bundle", file] })],
    ["AWS_CA_BUNDLE", (file: string) => ({ environment: { AWS_CA_BUNDLE: file } })],
    ["NODE_EXTRA_CA_CERTS", (file: string) => ({ environment: { NODE_EXTRA_CA_CERTS: file } })],
  ] as const)("is judged where the authority is named: %s", async (_name, naming) => {
    const { args = [], environment = {} } = naming(bundle) as { readonly args?: readonly string[]; readonly environment?: Record<string, string> };
    const { status, stderr } = await run(target.url, args, environment);
    expect([status, stderr]).toEqual([0, ""]);
  });

  it("is asked by the SDK's client, by `replay` and by `cleanup` too", async () => {
    const out = makeFolder();
    const only = ["--only", "request/accepts-empty-input", "--only", "sdk/dates-are-dates"];
    const ran = await invoke(["run", "--endpoint", target.url, "--out", out, "--ca-bundle", bundle, "--settle", "100", ...only]);
    expect([
      ran.status,
      recordIn(out)
        .checks.filter(({ status }) => status === "passed")
        .map(({ id }) => id),
    ]).toEqual([0, only.filter((id) => id !== "--only").toSorted()]);
    const id = "request/accepts-empty-input#input/empty";
    const replayed = await invoke(["replay", id, "--run", out], { AWS_CA_BUNDLE: bundle });
    expect([replayed.status, replayed.stderr]).toEqual([0, ""]);
    const untrusting = await invoke(["replay", id, "--run", out]);
    expect([untrusting.status, untrusting.stderr]).toEqual([3, expect.stringMatching(/cannot be asked over TLS: no authority that is known here/u)]);
    const cleaned = await invoke(["cleanup", "--run-id", "0123456789", "--endpoint", target.url, "--ca-bundle", bundle]);
    expect([cleaned.status, cleaned.stdout]).toEqual([0, expect.stringMatching(/^0 of 0 sessions are gone/u)]);
  });

  it("gets no request where it is not trusted: exit 3, a record that says why, and what to do", async () => {
    const before = target.requests();
    const { status, stdout, stderr, out } = await run(target.url);
    expect([status, stderr]).toEqual([3, ""]);
    const reported = stdout.replaceAll(/\s+/gu, " ");
    expect(reported).toMatch(/cannot be asked over TLS: no authority that is known here vouches for its certificate, which was issued by "Test Authority"\./u);
    expect(reported).toContain("--ca-bundle FILE, AWS_CA_BUNDLE or NODE_EXTRA_CA_CERTS");
    const { meta, requests } = recordIn(out);
    expect({ outcome: meta.preflight.outcome, requests, asked: meta.requests["preflight"], retries: meta.requests["retries"] }).toEqual({
      outcome: "certificate",
      requests: 0,
      asked: 1,
      retries: 0,
    });
    expect(target.requests()).toBe(before);
    expect(`${stdout}${writtenIn(out)}`).not.toContain(secret);
  });
});
