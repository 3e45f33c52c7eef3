import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { WireResponse } from "../../../properties/core/exchange.ts";
import { fromRecordedBody } from "../../../reports/record/recorded-body.ts";
import type { RecordedRequest } from "../../../reports/record/run-record.ts";
import { oneRunIn } from "../../../reports/sample-journal.testdata.ts";
import { buildCommandLine, invoke, makeFolder, removeFolders } from "../command-line.testdata.ts";
import { breachOf, isForWantOfCapacity, type Line, requestOf } from "./corpus-reader.testdata.ts";
import { systemEnvironment } from "../../reference/server/environment.ts";
import { createChangedService } from "../../reference/faults/changed-service.ts";
import { faults } from "../../reference/faults/all-faults.ts";
import { listen } from "../../reference/server/http.ts";
import { createService, type Service } from "../../reference/service/service.ts";
import { worldOf } from "../../reference/variants/variant.ts";
import { variants } from "../../reference/variants/all-variants.ts";
import { createVirtualClock } from "../../runtime/virtual-clock.ts";

let written: Awaited<ReturnType<typeof invoke>> | undefined;
let text = "";
let lines: readonly Line[] = [];

/** What breaks what is accepted, line by line; what a service has no room for is sent again. */
async function breaches(service: (line: Line) => Promise<WireResponse> | WireResponse, of: readonly Line[]): Promise<readonly string[]> {
  const found: string[] = [];
  for (const line of of) {
    let breach: string | undefined;
    for (let tries = 0; tries < 4; tries += 1) {
      try {
        const answer = await service(line);
        breach = breachOf(line, answer);
        if (breach === undefined || !isForWantOfCapacity(answer)) break;
      } catch (error) {
        breach = String(error);
      }
    }
    if (breach !== undefined) found.push(`${line.id}: ${breach}`);
  }
  return found;
}

const inProcess =
  (service: Service): ((line: Line) => Promise<WireResponse> | WireResponse) =>
  (line) =>
    service(requestOf(line));

beforeAll(async () => {
  buildCommandLine();
  written = await invoke(["corpus"]);
  text = written.stdout;
  lines = text
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as Line);
}, 120_000);
afterAll(removeFolders);

describe("corpus", () => {
  it("is valid by its schema, line by line, with ids of their own", () => {
    expect([written?.status, written?.stderr]).toEqual([0, expect.stringMatching(/\d+ cases written; \d+ left out/u)]);
    const validate = new Ajv2020().compile(JSON.parse(readFileSync(new URL("../../../reports/corpus.schema.json", import.meta.url), "utf8")) as object);
    expect(lines.filter((line) => !validate(line)).map(({ id }) => id)).toEqual([]);
    expect(new Set(lines.map(({ id }) => id)).size).toBe(lines.length);
    expect(lines.length).toBeGreaterThan(200);
  });

  it("is the same for the same seed, in a file too", async () => {
    const out = join(makeFolder(), "corpus.jsonl");
    expect(await invoke(["corpus", "--seed", "1", "--out", out])).toMatchObject({ status: 0, stdout: "" });
    expect(readFileSync(out, "utf8")).toBe(text);
  }, 60_000);

  it("has the first request of a run for each case of the same id, byte by byte", async () => {
    const sentBy = async (...args: readonly string[]): Promise<ReadonlyMap<string | undefined, RecordedRequest>> => {
      const out = makeFolder();
      await invoke(["run", "--out", out, "--format", "json", ...args]);
      const { exchanges } = oneRunIn(readFileSync(join(out, "exchanges.jsonl"), "utf8"));
      return new Map(exchanges.flatMap((one) => (one.part === "properties" && one.step === 0 ? [[one.case, one.request] as const] : [])));
    };
    const observing = await sentBy("--state", "observe");
    // A run that only observes sends no method that changes something.
    const changing = lines.filter(({ request: { method } }) => method === "PUT" || method === "DELETE");
    expect(changing.filter(({ id }) => observing.has(id))).toEqual([]);
    const sent = new Map([...observing, ...(await sentBy(...changing.flatMap(({ property }) => ["--only", property])))]);
    // A Request writes header names in lower case, whatever it is given.
    const isExpressed = ({ id }: Line): boolean => !id.startsWith("protocol/header-names/");
    expect(lines.filter((line) => isExpressed(line) && !sent.has(line.id)).map(({ id }) => id)).toEqual([]);
    const differing = lines.filter(isExpressed).filter((line) => {
      const { method, path, headers, body } = requestOf(line);
      const run = sent.get(line.id);
      const isSame = run !== undefined && Buffer.from(fromRecordedBody(run.body)).equals(body);
      return !isSame || JSON.stringify([run.method, run.path, run.headers]) !== JSON.stringify([method, path, headers]);
    });
    expect(differing.map(({ id }) => id)).toEqual([]);
  }, 60_000);

  it("accuses the reference service over HTTP of nothing", async () => {
    const { url, close } = await listen(createService(systemEnvironment));
    const overHttp = async (line: Line): Promise<WireResponse> => {
      const { method, path, headers, body } = requestOf(line);
      const response = await fetch(`${url}${path}`, { method, headers, ...(method === "GET" ? {} : { body: Buffer.from(body) }) });
      return { status: response.status, headers: Object.fromEntries(response.headers), body: new Uint8Array(await response.arrayBuffer()) };
    };
    expect(await breaches(overHttp, lines)).toEqual([]);
    await close();
  }, 60_000);

  it("accuses unusual but legal services of nothing", async () => {
    // The lines are not signed; what exists only over sockets is proven there. Each service is asked an eighth of the lines, so each line is put to many.
    const legal = variants.filter(({ name, onWire }) => onWire !== true && !name.startsWith("signatures-checked"));
    const found: string[] = [];
    for (const [index, variant] of legal.entries()) {
      const service = createChangedService(variant, worldOf(createVirtualClock(Date.UTC(2025, 0, 1, 12)), 1));
      const asked = lines.filter(({ property }, place) => place % 8 === index % 8 && !variant.mayFail.includes(property));
      found.push(...(await breaches(inProcess(service), asked)).map((breach) => `${variant.name}: ${breach}`));
    }
    expect(legal.length).toBeGreaterThan(100);
    expect(found).toEqual([]);
  }, 60_000);

  it.each([
    ["max-results-one-above-accepted", "request/max-results/refuses-wrong-range#MaxResults/maximum/above: status 200"],
    ["max-results-numeric-text", "request/max-results/refuses-wrong-type#MaxResults/type/numeric-string: status 200"],
    ["crash-on-textual-max-results", "request/max-results/refuses-wrong-type#MaxResults/type/numeric-string: status 500"],
    ["crash-on-large-max-results", "request/max-results/accepts-edges#MaxResults/minimum/at: status 500"],
    ["constraint-as-unavailable", "request/max-results/refuses-wrong-range#MaxResults/minimum/below: status 503"],
    ["constraint-unprocessable", "request/max-results/refuses-wrong-range#MaxResults/minimum/below: status 422"],
    ["error-html-page", "protocol/target/refuses-unknown#x-amz-target/unknown-operation: content type text/html"],
    ["code-nowhere", "protocol/target/refuses-unknown#x-amz-target/unknown-operation: no code"],
  ])("shows the fault %s", async (name, breach) => {
    const fault = faults.find((one) => one.name === name);
    if (fault === undefined) throw new Error(`the bank has no fault ${name}`);
    expect(await breaches(inProcess(createChangedService(fault, systemEnvironment)), lines)).toContain(breach);
  });
});
