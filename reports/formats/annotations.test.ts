import { describe, expect, it } from "vitest";
import { renderAnnotations } from "./annotations.ts";
import { hostileRecord } from "../hostile.testdata.ts";
import { sampleCheck, sampleRecord } from "../sample-record.testdata.ts";

/** A workflow command as the runner reads it: no text of a target may end its title or start another one. */
const commandLine = /^::(?:error|warning|notice) title=[^:,\r\n]*::[^\r\n]*$/u;

describe("renderAnnotations()", () => {
  it("writes breaches as errors, then failures that do not fail the run as warnings", () => {
    expect(renderAnnotations(sampleRecord(3)).split("\n")).toEqual([
      "::error title=must request/max-results/refuses-out-of-range::MaxResults: 0 → status 200; expected a refusal with status 400 (request.max-results)",
      expect.stringMatching(/^::error title=must request\/max-results\/refuses-wrong-type::MaxResults: "ten" → /u),
      expect.stringMatching(/^::warning title=should errors\/message\/has-capital-name::failed, but a `should` does not fail the run without --strict: /u),
      "",
    ]);
  });

  it("has at most ten lines, and says that there are more", () => {
    const lines = renderAnnotations(sampleRecord(25)).trimEnd().split("\n");
    expect(lines).toHaveLength(10);
    expect(lines.at(-1)).toBe("::notice title=ListSessions conformance::16 more are in the job summary and the reports.");
  });

  it("reports a run that failed without a breach, and nothing for one that conforms", () => {
    expect(renderAnnotations(sampleRecord(0))).toMatch(
      /^::error title=ListSessions conformance%3A incomplete::2 of 3 must properties could not be judged: .*\n$/u,
    );
    expect(renderAnnotations(sampleRecord(0, { verdict: "conforms", checks: [sampleCheck({ id: "a/b" })] }))).toBe("");
  });

  it("lets no text of a target be a command, or end ours", () => {
    const lines = renderAnnotations(hostileRecord(sampleRecord(25)))
      .trimEnd()
      .split("\n");
    expect(lines).toHaveLength(10);
    expect(lines.filter((line) => !commandLine.test(line))).toEqual([]);
    expect(lines.join("\n")).not.toMatch(/%(?!25|0D|0A|3A|2C)/u);
    expect(lines.map((line) => line.replace(/^::\w+ title=[^:]*::/u, "")).join("\n")).not.toMatch(/::[a-z-]+[ :]|##\[/iu);
  });
});
