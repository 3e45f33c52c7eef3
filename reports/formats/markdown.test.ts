import { describe, expect, it } from "vitest";
import { renderMarkdown, type MarkdownOptions } from "./markdown.ts";
import type { RunRecord } from "../record/run-record.ts";
import { sampleCheck, sampleRecord, sampleRequirement } from "../sample-record.testdata.ts";

const render = (record: RunRecord, options: Partial<MarkdownOptions> = {}): string => renderMarkdown(record, { requirementOf: sampleRequirement, ...options });

describe("renderMarkdown()", () => {
  it.each<[string, RunRecord]>([
    ["three-failures", sampleRecord(3)],
    ["passing", sampleRecord(0, { verdict: "conforms", checks: [sampleCheck({ id: "request/empty-object/is-accepted" })] })],
  ])("renders a fixed record: %s", async (name, record) => {
    await expect(render(record)).toMatchFileSnapshot(`../golden/markdown-${name}.md`);
  });

  it("lists all failures, the first ones in full", () => {
    const { checks, ...sample } = sampleRecord(28);
    const record = {
      ...sample,
      checks: [
        ...checks,
        ...checks.map((check) => ({ ...check, id: `${check.id}-again` })),
        ...checks.map((check) => ({ ...check, id: `${check.id}-once-more` })),
      ],
    };
    const text = render(record);
    expect(record.checks.filter(({ id, status }) => status === "failed" && !text.includes(`\`${id}\``))).toEqual([]);
    expect(text.match(/<details>/gu)).toHaveLength(82);
  });

  it("lists accepted failures separately", () => {
    const record = sampleRecord(3);
    const text = render({ ...record, checks: record.checks.map((check) => ({ ...check, baselined: check.status === "failed" })) });
    expect(text).toContain("## Accepted by the baseline (3)");
    expect(text).not.toContain("## Failures");
  });

  it.each([200, 2_000, 9_000])("fits into %i bytes, says that something is missing, and closes all markup", (most) => {
    const text = render(sampleRecord(28), { maxBytes: most });
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(most);
    expect(text).toContain("*The rest does not fit here");
    expect(text.match(/<details>/gu)?.length).toBe(text.match(/<\/details>/gu)?.length);
    expect((text.match(/^ *```/gmu) ?? []).length % 2).toBe(0);
  });
});
