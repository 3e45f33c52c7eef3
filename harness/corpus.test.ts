import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildCommandLine, invoke, makeFolder, removeFolders } from "./command-line.testdata.ts";
import { systemEnvironment } from "./reference/environment.ts";
import { createFaultyService } from "./reference/fault.ts";
import { faults } from "./reference/faults.ts";
import { listen } from "./reference/http.ts";
import { createService } from "./reference/service.ts";

// A reader that knows nothing but the lines and their schema.
interface Line {
  readonly id: string;
  readonly request: {
    readonly method: string;
    readonly path: string;
    readonly headers: Record<string, string>;
    readonly body: { text?: string; base64?: string };
  };
  readonly accepts: {
    readonly answers: readonly {
      readonly from: number;
      readonly to: number;
      readonly jsonObject: boolean;
      readonly contentType?: string;
      readonly codes?: { readonly accepted: readonly string[] };
      readonly atMost?: number;
    }[];
  };
}

async function breachOf({ request: { method, path, headers, body }, accepts }: Line, url: string): Promise<string | undefined> {
  const bytes = body.text === undefined ? Buffer.from(body.base64 ?? "", "base64") : Buffer.from(body.text);
  const response = await fetch(`${url}${path}`, { method, headers, ...(method === "GET" ? {} : { body: bytes }) });
  const text = await response.text();
  const range = accepts.answers.find(({ from, to }) => response.status >= from && response.status <= to);
  if (range === undefined) return `status ${String(response.status)}`;
  if (!range.jsonObject) return undefined;
  const type = response.headers.get("content-type")?.split(";")[0];
  if (type !== range.contentType) return `content type ${String(type)}`;
  const answer = JSON.parse(text) as Record<string, unknown>;
  const named = answer["__type"] ?? answer["code"] ?? response.headers.get("x-amzn-errortype");
  const code = typeof named === "string" ? named : "";
  if (range.codes !== undefined && !range.codes.accepted.includes(code.replace(/:.*/u, "").replace(/.*#/u, ""))) return `code ${code}`;
  const listed = ["Ids", "Sessions"].map((name) => answer[name]).filter((list) => Array.isArray(list));
  return listed.every((list) => list.length <= (range.atMost ?? Infinity)) ? undefined : "too many items";
}

let written: Awaited<ReturnType<typeof invoke>> | undefined;
let text = "";
let lines: readonly Line[] = [];

async function breaches(fault?: string): Promise<readonly string[]> {
  const one = faults.find(({ name }) => name === fault);
  expect(one?.name).toBe(fault);
  const { url, close } = await listen(one === undefined ? createService(systemEnvironment) : createFaultyService(one, systemEnvironment));
  const found: string[] = [];
  for (const line of lines) if ((await breachOf(line, url)) !== undefined) found.push(line.id.split("#", 1)[0] ?? "");
  await close();
  return [...new Set(found)];
}

beforeAll(async () => {
  buildCommandLine();
  written = await invoke(["corpus", "--effort", "quick"]);
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
    const validate = new Ajv2020().compile(JSON.parse(readFileSync(new URL("../reports/corpus.schema.json", import.meta.url), "utf8")) as object);
    expect(lines.filter((line) => !validate(line)).map(({ id }) => id)).toEqual([]);
    expect(new Set(lines.map(({ id }) => id)).size).toBe(lines.length);
    expect(lines.length).toBeGreaterThan(200);
  });

  it("is the same for the same seed, in a file too", async () => {
    const out = join(makeFolder(), "corpus.jsonl");
    expect(await invoke(["corpus", "--effort", "quick", "--seed", "1", "--out", out])).toMatchObject({ status: 0, stdout: "" });
    expect(readFileSync(out, "utf8")).toBe(text);
  }, 60_000);

  it("holds nothing against the reference service", async () => {
    expect(await breaches()).toEqual([]);
  }, 60_000);

  it.each(["max-results-one-above-accepted", "max-results-numeric-text", "crash-on-textual-max-results", "crash-on-large-max-results"])(
    "shows the fault %s",
    async (fault) => {
      expect(await breaches(fault)).toContain(faults.find(({ name }) => name === fault)?.caughtBy);
    },
    60_000,
  );
});
