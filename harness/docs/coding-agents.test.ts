import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { startReference } from "../api/library.ts";
import { performRun } from "../run/run-conformance.ts";
import { documentText, linksIn, root } from "./documents.testdata.ts";

const page = documentText("harness/docs/coding-agents.md");

/** The paths in the first column of the table, each in backticks. */
const members = [...page.matchAll(/^\| (`[^|]+`) /gmu)]
  .flatMap(([, cells = ""]) => [...cells.matchAll(/`([^`]+)`/gu)].map(([, member = ""]) => member))
  .filter((member) => member !== "run.json");

describe("the page for coding agents", () => {
  it("names members that a record has", async () => {
    const { url, close } = await startReference({ fault: "max-results-one-above-accepted" });
    const { record } = await performRun({ endpoint: url, effort: "quick", only: ["request/max-results"] });
    await close();
    const failed = record.checks.find(({ status }) => status === "failed");
    expect(members).toContain("checks[].breaches");
    const lacking = members.filter((member) => {
      const [first = "", ...rest] = member.replace(/^checks\[\]\./u, "").split(".");
      const from = member.startsWith("checks[]") || member === "level" ? failed : record;
      let value: unknown = from?.[first as keyof typeof from];
      for (const name of rest) value = (value as Readonly<Record<string, unknown>> | undefined)?.[name];
      return value === undefined;
    });
    expect(lacking).toEqual([]);
    for (const name of ["code", "pointer", "expected", "received", "cases", "curl"]) expect(failed?.breaches?.[0]).toHaveProperty(name);
    expect(record.causes?.[0]?.checks).toContain(failed?.id);
  });
});

describe("llms.txt", () => {
  const text = documentText("llms.txt");

  it("is short, packed, and leads to files that are there", () => {
    expect(text.length).toBeLessThan(2_000);
    expect((JSON.parse(documentText("package.json")) as { readonly files: readonly string[] }).files).toContain("llms.txt");
    for (const link of linksIn(text)) expect(existsSync(join(root, link))).toBe(true);
    expect(linksIn(text).length).toBeGreaterThan(3);
  });
});
