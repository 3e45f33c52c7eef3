import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { WireRequest } from "../../properties/core/exchange.ts";
import { buildCommandLine, invoke, makeFolder, recordIn, removeFolders, writtenIn } from "../cli/command-line.testdata.ts";
import { answerOf, operationOf } from "../cases/exchange.testdata.ts";
import { systemEnvironment } from "../reference/server/environment.ts";
import { listen } from "../reference/server/http.ts";
import { createService } from "../reference/service/service.ts";

const closers: (() => Promise<void>)[] = [];
beforeAll(buildCommandLine, 60_000);
afterEach(async () => {
  await Promise.all(closers.splice(0).map((close) => close()));
});
afterAll(removeFolders);

/** The reference service behind a gateway that wants a key, with a request that resets it. */
async function gateway(resetStatus = 200): Promise<{ readonly url: string; readonly seen: WireRequest[] }> {
  const service = createService(systemEnvironment);
  const seen: WireRequest[] = [];
  const { url, close } = await listen(async (request) => {
    seen.push(request);
    if (request.path === "/reset") return answerOf(resetStatus, {});
    return request.headers["x-key"] === key ? service(request) : answerOf(403, { __type: "AccessDeniedException" });
  });
  closers.push(close);
  return { url, seen };
}

const key = "k-of-the-gateway-0123456789";
const narrow = ["--only", "request/accepts-empty-input", "--format", "terminal"];

function configFor(url: string, more: object = {}): readonly [folder: string, ...args: string[]] {
  const folder = makeFolder();
  const file = join(folder, "glue.jsonc");
  const target = { endpoint: url, out: "out", headers: { "x-key": { environment: "GATEWAY_KEY" } }, ...more };
  writeFileSync(file, `// The gateway.\n${JSON.stringify({ effort: "quick", targets: { gateway: target, other: { endpoint: "http://127.0.0.1:1" } } })}`);
  return [folder, "--config", file, "--target", "gateway"];
}

const reset = { resetRequest: { method: "POST", path: "/reset", body: "{}" } };

describe("run by a configuration", () => {
  it("resets the target, once and before all else, and judges it with the key from the environment", async () => {
    const { url, seen } = await gateway();
    const [folder, ...args] = configFor(url, reset);
    const { status, stdout } = await invoke(["run", ...narrow, ...args], { GATEWAY_KEY: key });
    expect([status, stdout]).toEqual([0, expect.stringContaining("gateway")]);
    expect(seen.map(({ path }) => path).filter((path) => path === "/reset")).toHaveLength(1);
    expect(seen[0]).toMatchObject({ method: "POST", path: "/reset", headers: { "content-type": "application/json", "x-key": key } });
    expect(Buffer.from(seen[0]?.body ?? []).toString()).toBe("{}");
    expect(writtenIn(join(folder, "out"))).not.toContain(key);

    seen.length = 0;
    const replayed = await invoke(["replay", "request/accepts-empty-input#input/empty", "--run", join(folder, "out"), "--config", args[1] ?? ""], {
      GATEWAY_KEY: key,
    });
    expect([replayed.status, replayed.stderr, seen.every(({ headers }) => headers["x-key"] === key)]).toEqual([0, "", true]);
  });

  it("ends with exit 3 where the reset is refused, and sends nothing more", async () => {
    const { url, seen } = await gateway(302);
    const [folder, ...args] = configFor(url, reset);
    const { status, stdout } = await invoke(["run", ...narrow, ...args], { GATEWAY_KEY: key });
    const { preflight } = recordIn(join(folder, "out")).meta;
    expect([status, seen.length, preflight.outcome]).toEqual([3, 1, "reset"]);
    expect(preflight.message).toMatch(
      /^The reset request POST \/reset was to empty http:\S+ before the run, and was answered with status 302 instead of 2xx\. Correct resetRequest/u,
    );
    expect(stdout).toContain("reset request");
  });

  it("does not reset what it only observes, and says so", async () => {
    const { url, seen } = await gateway();
    const [, ...args] = configFor(url, reset);
    const { stderr } = await invoke(["run", ...narrow, ...args, "--state", "observe"], { GATEWAY_KEY: key });
    expect(stderr).toContain("resetRequest is not sent, since a run that only observes changes nothing");
    expect(seen.map(operationOf)).not.toContain(undefined);
    expect(seen.some(({ path }) => path === "/reset")).toBe(false);
  });

  it("prints the file and the place of an option that cannot be used", async () => {
    const [, ...args] = configFor("http://127.0.0.1:1", { only: ["nothing/there"] });
    const { status, stderr } = await invoke(["run", ...args], { GATEWAY_KEY: key });
    expect(status).toBe(2);
    expect(stderr).toMatch(/^glue-conformance: --only "nothing\/there" matches no property; .* \(only: \S+glue\.jsonc, line 2, column \d+\)$/mu);
  });

  it("prints the effective options and their sources, and no secret", async () => {
    const [folder, ...args] = configFor("http://user:pass-word@127.0.0.1:1", reset);
    const { status, stdout } = await invoke(["run", ...args, "--print-config", "--seed", "7"], { GATEWAY_KEY: key, AWS_REGION: "eu-west-1" });
    expect([status, stdout]).toEqual([0, expect.not.stringMatching(new RegExp(`${key}|pass-word`, "u"))]);
    const place = expect.stringMatching(/glue\.jsonc, line 2, column \d+$/u) as unknown;
    expect(JSON.parse(stdout)).toMatchObject({
      endpoint: { value: "http://127.0.0.1:1/", from: place },
      out: { value: join(folder, "out"), from: place },
      name: { value: "gateway", from: place },
      effort: { value: "quick", from: place },
      seed: { value: 7, from: "command line" },
      region: { value: "eu-west-1", from: "environment variable AWS_REGION" },
      timeout: { value: 10_000, from: "default" },
      resetRequest: { value: "POST /reset", from: place },
      headers: { "x-key": { value: "…", from: place } },
    });
  });

  it("is read by cleanup for where a run's sessions are", async () => {
    const { url, seen } = await gateway();
    const [, ...args] = configFor(url);
    const { status, stdout } = await invoke(["cleanup", "--run-id", "0a1b2c3d4e", ...args], { GATEWAY_KEY: key });
    expect([status, stdout]).toEqual([0, `0 of 0 sessions are gone (${url}, run 0a1b2c3d4e).\n`]);
    expect(seen.every(({ headers }) => headers["x-key"] === key)).toBe(true);
  });
});
