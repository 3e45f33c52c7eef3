import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { journalText, oneRunIn, sampleHeader } from "../../../reports/sample-journal.testdata.ts";
import { buildCommandLine, invoke, makeFolder, removeFolders, start } from "../command-line.testdata.ts";
import { answerOf, inputOf, operationOf, refusalOf } from "../../cases/exchange.testdata.ts";
import { systemEnvironment } from "../../reference/server/environment.ts";
import { listen } from "../../reference/server/http.ts";
import { createService, type Service } from "../../reference/service/service.ts";
import { claimedRequest, sessionNamed } from "../../reference/service/testbed.testdata.ts";
import { closedUrl } from "../../transport/test-server.testdata.ts";

const closers: (() => Promise<void>)[] = [];
beforeAll(buildCommandLine, 60_000);
afterEach(async () => {
  await Promise.all(closers.splice(0).map((close) => close()));
});
afterAll(removeFolders);

interface Stage {
  readonly url: string;
  readonly service: Service;
  /** Ids that the target was asked to delete. */
  readonly deleted: Set<unknown>;
}

async function stage(onListing: (count: number) => void = () => undefined, wrap: (service: Service) => Service = (service) => service): Promise<Stage> {
  const service = createService(systemEnvironment);
  const deleted = new Set<unknown>();
  let listings = 0;
  const { url, close } = await listen((request) => {
    if (operationOf(request) === "DeleteSession") deleted.add((inputOf(request) as { Id?: unknown }).Id);
    if (operationOf(request) === "ListSessions") onListing((listings += 1));
    return wrap(service)(request);
  });
  closers.push(close);
  return { url, service, deleted };
}

async function call({ service }: Stage, operation: string, input: object): Promise<Record<string, unknown>> {
  const { body } = await service({ ...claimedRequest(operation), body: Buffer.from(JSON.stringify(input)) });
  return JSON.parse(Buffer.from(body).toString()) as Record<string, unknown>;
}

const idsOn = async (target: Stage): Promise<readonly unknown[]> => (await call(target, "ListSessions", { MaxResults: 1_000 }))["Ids"] as unknown[];

function withJournal(folder: string, text: string): string {
  writeFileSync(join(folder, "exchanges.jsonl"), text);
  return folder;
}

describe("cleanup", () => {
  it("deletes the sessions that a killed run left, and nothing else", async () => {
    const out = makeFolder();
    const running: { kill?: () => void } = {};
    const target = await stage((count) => (count > 60 ? running.kill?.() : undefined));
    await call(target, "CreateSession", sessionNamed("glue-conformance-ffffffffff-of-another-run"));
    const { child, ended } = start(["run", "--endpoint", target.url, "--out", out]);
    running.kill = () => void child.kill("SIGKILL");
    await ended;
    expect((await idsOn(target)).length).toBeGreaterThan(10);
    expect(oneRunIn(readFileSync(join(out, "exchanges.jsonl"), "utf8")).end).toBeUndefined();

    const { status, stdout } = await invoke(["cleanup", out]);
    expect([status, await idsOn(target)]).toEqual([0, ["glue-conformance-ffffffffff-of-another-run"]]);
    expect(stdout).toMatch(/(\d+) of \1 sessions are gone \(http:\/\/127\.0\.0\.1:\d+, run [0-9a-f]{10}\)\.\n$/u);
    expect(oneRunIn(readFileSync(join(out, "exchanges.jsonl"), "utf8")).sessionsLeft).toEqual([]);

    const again = await invoke(["cleanup", out]);
    expect([again.status, again.stdout]).toEqual([0, "Nothing to do: every session that the journal names is known to be gone.\n"]);
  });

  it("deletes by a named run only what bears its prefix, whatever the target lists", async () => {
    const lies = ["of-another-user", "glue-conformance-", "glue-conformance-0123456788-x", "xglue-conformance-0123456789-x"];
    const target = await stage(
      () => undefined,
      (service) => (request) =>
        operationOf(request) === "ListSessions" ? answerOf(200, { Ids: [...lies, "glue-conformance-0123456789-mine"], Sessions: [] }) : service(request),
    );
    const { status, stdout } = await invoke(["cleanup", "--run-id", "0123456789", "--endpoint", target.url]);
    expect([status, [...target.deleted]]).toEqual([0, ["glue-conformance-0123456789-mine"]]);
    expect(stdout).toContain("1 of 1 sessions are gone");
  });

  it("deletes ids without the prefix where the journal says that they were made, and nowhere else", async () => {
    const target = await stage();
    const out = makeFolder();
    const journal = (endpoint: string): void =>
      writeFileSync(
        join(out, "exchanges.jsonl"),
        `${journalText([
          { ...sampleHeader, target: { ...sampleHeader.target, endpoint } },
          { kind: "session", id: "odd" },
          { kind: "session", id: "glue-conformance-0123456789-x" },
        ])}{"kind":"cut`,
      );
    journal("http://127.0.0.1:9");
    await invoke(["cleanup", out, "--endpoint", target.url]);
    expect([...target.deleted]).toEqual(["glue-conformance-0123456789-x"]);
    journal(target.url);
    await invoke(["cleanup", out]);
    expect(target.deleted).toEqual(new Set(["glue-conformance-0123456789-x", "odd"]));
    expect(oneRunIn(readFileSync(join(out, "exchanges.jsonl"), "utf8"))).toMatchObject({ sessionsLeft: [], cut: false });
  });

  it.each<[string, (out: string) => readonly string[], RegExp]>([
    ["a folder that is not there", (out) => [join(out, "none")], /there is no folder .*none\. .*nothing is deleted without one or the other\.$/u],
    ["a folder without a journal", (out) => [out], /holds no journal of a run\. Give the folder of a run/u],
    ["a journal that is none", (out) => [withJournal(out, "{}\n")], /does not begin as the journal of a run does/u],
    ["no id of a run", () => ["--run-id", "*", "--endpoint", "http://127.0.0.1:9"], /--run-id "\*" is not the id of a run\./u],
    ["a run without a target", () => ["--run-id", "0123456789"], /--run-id needs --endpoint/u],
  ])("refuses %s", async (_, args, message) => {
    const { status, stdout, stderr } = await invoke(["cleanup", ...args(makeFolder())]);
    expect([status, stdout]).toEqual([2, ""]);
    expect(stderr.trimEnd()).toMatch(message);
  });

  it("stops a session that may not be deleted yet, and deletes it then", async () => {
    const asked: string[] = [];
    const target = await stage(
      () => undefined,
      (service) => (request) => {
        const operation = operationOf(request);
        if (/^(?:Stop|Delete)/u.test(operation)) asked.push(operation);
        return operation === "DeleteSession" && asked.length < 4 ? refusalOf("ConcurrentModificationException") : service(request);
      },
    );
    const id = "glue-conformance-0123456789-a";
    await call(target, "CreateSession", sessionNamed(id));
    const header = { ...sampleHeader, target: { ...sampleHeader.target, endpoint: target.url } };
    const { status, stdout } = await invoke(["cleanup", withJournal(makeFolder(), journalText([header, { kind: "session", id }]))]);
    expect([status, await idsOn(target), asked]).toEqual([0, [], ["DeleteSession", "StopSession", "DeleteSession", "StopSession", "DeleteSession"]]);
    expect(stdout).toMatch(/^gone glue-conformance-0123456789-a$/mu);
  });

  it("deletes the sessions that a damaged journal still names, reports its damaged lines, and ends with exit 2", async () => {
    const out = makeFolder();
    const target = await stage();
    const ids = ["glue-conformance-0123456789-a", "glue-conformance-0123456789-b"];
    for (const id of ids) await call(target, "CreateSession", sessionNamed(id));
    const header = { ...sampleHeader, settleMs: 0, target: { ...sampleHeader.target, endpoint: target.url } };
    const [first, a, b] = [header, ...ids.map((id) => ({ kind: "session", id }) as const)].map((line) => journalText([line]));
    withJournal(out, `${first ?? ""}${a ?? ""}\u0000\u0000\n{"kind":"session","id":7}\n${b ?? ""}{"kind":"sess`);
    writeFileSync(join(out, "exchanges-ffffffffff.jsonl"), "{}\n");
    const { status, stdout, stderr } = await invoke(["cleanup", out]);
    expect([status, await idsOn(target)]).toEqual([2, []]);
    expect(stdout).toMatch(/^2 of 2 sessions are gone/mu);
    expect(stderr).toMatch(/exchanges\.jsonl is damaged: journal, line 3, column 3: not JSON .*; journal, line 4, \/id: .*must be/u);
    expect(stderr).toContain(`are found by: glue-conformance cleanup --run-id 0123456789 --endpoint ${target.url}\n`);
    expect(stderr).toMatch(/exchanges-ffffffffff\.jsonl does not begin as the journal of a run does \(journal, line 1, \/kind: saw /u);
  });

  it("leaves the sessions that it has not come to where it is interrupted, with exit 130, and the journal says which", async () => {
    const running: { stop?: () => void } = {};
    const target = await stage(
      () => undefined,
      (service) => (request) => {
        if (operationOf(request) === "DeleteSession") running.stop?.();
        return service(request);
      },
    );
    const ids = Array.from({ length: 200 }, (_, index) => `glue-conformance-0123456789-${String(index)}`);
    for (const id of ids) await call(target, "CreateSession", sessionNamed(id));
    const header = { ...sampleHeader, target: { ...sampleHeader.target, endpoint: target.url } };
    const out = withJournal(makeFolder(), journalText([header, ...ids.map((id) => ({ kind: "session", id }) as const)]));
    const { child, ended } = start(["cleanup", out]);
    running.stop = () => {
      delete running.stop;
      child.kill("SIGINT");
    };
    const { status, stdout, stderr } = await ended;
    const left = await idsOn(target);
    expect([status, stderr]).toEqual([130, "\nglue-conformance: Stopping and keeping the other sessions. Press Ctrl-C again to quit immediately.\n"]);
    expect(left.length).toBeGreaterThan(0);
    expect(left.length).toBeLessThan(ids.length);
    expect(new Set<unknown>(oneRunIn(readFileSync(join(out, "exchanges.jsonl"), "utf8")).sessionsLeft)).toEqual(new Set(left));
    expect(stdout).toContain(`${String(ids.length - left.length)} of 200 sessions are gone`);
  });

  it("ends with exit 3 where nothing answers, and leaves the journal as it is", async () => {
    const out = makeFolder();
    const text = journalText([
      { ...sampleHeader, target: { ...sampleHeader.target, endpoint: await closedUrl() } },
      { kind: "session", id: "glue-conformance-0123456789-x" },
    ]);
    writeFileSync(join(out, "exchanges.jsonl"), text);
    const { status, stderr } = await invoke(["cleanup", out]);
    expect([status, readFileSync(join(out, "exchanges.jsonl"), "utf8"), existsSync(join(out, "exchanges.jsonl.lock"))]).toEqual([3, text, false]);
    expect(stderr).toContain("Nothing was deleted.");
  });
});
