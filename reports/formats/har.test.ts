import { createRequire } from "node:module";
import { Ajv } from "ajv";
import type { Har } from "har-format";
import { describe, expect, it } from "vitest";
import { renderHar } from "./har.ts";
import { hostile } from "../hostile.testdata.ts";
import { journalText, sampleExchange, sampleHeader, sampleLines } from "../sample-journal.testdata.ts";
import { sampleRecord } from "../sample-record.testdata.ts";

const require = createRequire(import.meta.url);
const schemas = require("har-schema") as Readonly<Record<string, object>>;
// The schemas have formats and keywords of their own, which are not validated here.
const ajv = new Ajv({ strict: false, validateFormats: false, validateSchema: false });
for (const schema of Object.values(schemas)) ajv.addSchema({ ...schema, $schema: "http://json-schema.org/draft-07/schema#" });
const errorsOf = (text: string): unknown => {
  const validate = ajv.getSchema("har.json#");
  return validate?.(JSON.parse(text)) === true ? [] : (validate?.errors ?? "no schema");
};
const render = (lines = sampleLines): string => renderHar(sampleRecord(3), journalText(lines));
const entriesOf = (lines: typeof sampleLines): Har["log"]["entries"] => (JSON.parse(render(lines)) as Har).log.entries;
const one = (changes: Parameters<typeof sampleExchange>[2] = {}): Har["log"]["entries"][number] | undefined =>
  entriesOf([sampleHeader, sampleExchange("a/b#1", "{}", changes)])[0];

describe("renderHar()", () => {
  it("renders a fixed journal", async () => {
    await expect(render()).toMatchFileSnapshot("../golden/exchanges.har");
  });

  it("is valid by a schema that can refuse", () => {
    expect(errorsOf(render())).toEqual([]);
    expect(errorsOf(render().replace('"method"', '"verb"'))).not.toEqual([]);
  });

  it("is valid without a journal, and says so", () => {
    const text = renderHar(sampleRecord(3), "");
    expect([errorsOf(text), (JSON.parse(text) as Har).log.entries, (JSON.parse(text) as Har).log.comment]).toEqual([
      [],
      [],
      expect.stringContaining("no journal"),
    ]);
  });

  it("has when and where a request was sent, and for which case", () => {
    expect(one({ at: 1_500, latencyMs: 2.5 })).toMatchObject({
      startedDateTime: "2026-01-01T00:00:01.500Z",
      time: 2.5,
      timings: { wait: 2.5 },
      request: { method: "POST", url: "http://127.0.0.1:5000/", bodySize: 2, postData: { mimeType: "application/x-amz-json-1.1", text: "{}" } },
      response: { status: 200, content: { size: 10, text: '{"Ids":[]}' } },
      _case: "a/b#1",
      _part: "properties",
    });
  });

  it("has exchanges in the order of sending", () => {
    const times = entriesOf([sampleHeader, ...[30, 10, 20].map((at) => sampleExchange("a/b#1", "{}", { at }))]).map(({ startedDateTime }) => startedDateTime);
    expect(times).toEqual(times.toSorted());
  });

  it("keeps bodies that are not UTF-8, and expands long runs", () => {
    const base64 = Buffer.from([0xff, 0xfe]).toString("base64");
    const parts = [{ repeat: "a", times: 100 }];
    const { request } = sampleExchange("a/b#1", "");
    const entry = one({ request: { ...request, body: { base64 } }, response: { status: 200, headers: {}, body: { parts } } });
    expect(entry).toMatchObject({
      request: { bodySize: 2, postData: { text: base64, comment: expect.stringContaining("base64") } },
      response: { content: { size: 100, text: "a".repeat(100) } },
    });
  });

  it("shows an exchange without an answer", () => {
    expect(one({ response: { failure: { kind: "timeout", message: "no answer" } } })).toMatchObject({ response: { status: 0, _error: "timeout: no answer" } });
  });

  it("shows no secret header and no password, even if a journal contains one", () => {
    const headers = {
      authorization: "s3cret",
      "X-Amz-Security-Token": "s3cret",
      cookie: "s3cret",
      "x-api-key": "s3cret",
      "x-other": "http://user:s3cret@host/",
    };
    const header = { ...sampleHeader, headers: ["X-Api-Key"], target: { ...sampleHeader.target, endpoint: "http://user:s3cret@127.0.0.1:5000" } };
    const { request } = sampleExchange("a/b#1", "{}");
    const text = render([
      header,
      sampleExchange("a/b#1", "{}", { request: { ...request, headers }, response: { status: 200, headers: { "set-cookie": "s3cret" }, body: { text: "" } } }),
    ]);
    expect(text).not.toContain("s3cret");
    expect(text).toContain("x-other");
  });

  it("is valid and harmless with hostile text in every field", () => {
    const { request } = sampleExchange("a/b#1", "{}");
    const exchange = sampleExchange(hostile, "", {
      request: { ...request, method: hostile, path: hostile, headers: { [hostile]: hostile }, body: { text: hostile } },
      response: { status: 200, headers: { [hostile]: hostile, "content-type": hostile }, body: { text: hostile } },
    });
    const text = render([{ ...sampleHeader, target: { ...sampleHeader.target, endpoint: hostile } }, exchange]);
    expect(errorsOf(text)).toEqual([]);
    expect(text).not.toMatch(/[^\P{Cc}\n]|[\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Noncharacter_Code_Point}]/u);
    expect((JSON.parse(text) as Har).log.entries[0]?.response.content.text).toBe(hostile);
  });
});
