import { existsSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";
import { describe, expect, it } from "vitest";
import propertyIds from "../../properties/property-ids.json" with { type: "json" };
import { violationCodes } from "../../properties/core/violation-codes.ts";
import { parseBaseline } from "../../reports/documents/parse-baseline.ts";
import { parseFixture } from "../../reports/documents/parse-fixture.ts";
import { renderProofPage } from "../../reports/formats/proof-page.ts";
import { topics } from "../../reports/text/help-links.ts";
import { allCommands } from "../cli/commands.ts";
import { anchorsIn, documents, documentText, linksIn, root } from "./documents.testdata.ts";
import { readProofFigures } from "../files/read-proof-figures.ts";

describe("anchorsIn()", () => {
  it("names headings as GitHub does", () => {
    const text = "# A, b & `c-d` (e)\n\n<details>\n<summary>x</summary>\n\n## Twice\n\n</details>\n\n## Twice\n\n```text\n# none\n```\n";
    expect([...anchorsIn(text)]).toEqual(["a-b--c-d-e", "twice", "twice-1"]);
  });
});

describe("the documents", () => {
  it.each(documents())("%s links to existing files and headings", (file) => {
    const dead = linksIn(documentText(file)).filter((link) => {
      if (link.startsWith("https://")) return false;
      const [path = "", anchor] = link.split("#");
      const linked = path === "" ? file : posix.join(posix.dirname(file), path);
      return !existsSync(join(root, linked)) || (anchor !== undefined && !anchorsIn(documentText(linked)).has(anchor));
    });
    expect(dead).toEqual([]);
  });

  it("link to one another at all", () => {
    expect(documents().filter((file) => linksIn(documentText(file)).some((link) => link.includes(".md#")))).toContain("README.md");
  });
});

describe("the guide", () => {
  const examples = [...documentText("harness/docs/guide.md").matchAll(/```json\n([\s\S]*?)```/gu)].map(([, code = ""]) => code);

  it("shows a valid fixture and a valid baseline", () => {
    const [fixture = "", baseline = ""] = examples;
    expect(parseFixture(fixture).sessions).toHaveLength(2);
    const known = { properties: propertyIds, codes: violationCodes, nearest: String, mayLackReason: false };
    expect(parseBaseline(baseline, known).entries).toHaveLength(1);
    expect(examples).toHaveLength(2);
  });
});

describe("the troubleshooting page", () => {
  it("has a section for each topic that messages name, and no other", () => {
    const sections = [...anchorsIn(documentText("harness/docs/troubleshooting.md"))];
    expect(sections.slice(1).toSorted()).toEqual(topics.toSorted());
  });
});

describe("the README", () => {
  const blocks = [...documentText("README.md").matchAll(/^```sh\n([\s\S]*?)^```$/gmu)].map(([, code = ""]) => code);

  it("shows existing commands", () => {
    const known = new Set(allCommands.map((make) => make().name()));
    const calls = blocks.flatMap((code) => [...code.matchAll(/(?:npx glue-conformance|cli\/cli\.js|harness\/cli\.js) (\S+)/gu)].map(([, name = ""]) => name));
    expect(calls.filter((name) => !known.has(name))).toEqual([]);
    expect(calls.length).toBeGreaterThan(0);
    const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { readonly scripts: Readonly<Record<string, string>> };
    const run = blocks.flatMap((code) => [...code.matchAll(/npm (?:run )?([a-z:]+)/gu)].map(([, name = ""]) => name)).filter((name) => name !== "ci");
    expect(run.filter((name) => scripts[name] === undefined)).toEqual([]);
    expect(run.length).toBeGreaterThan(0);
  });
});

describe("the page of the proof", () => {
  it("equals what `proof --write` writes from the checked-in figures", () => {
    expect(documentText("reports/proof.md")).toBe(renderProofPage(readProofFigures()));
  });
});
