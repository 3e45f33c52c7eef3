import { describe, expect, it } from "vitest";
import { runHeaderOf, renderRunHeader, renderProgress } from "./run-header.ts";
import { sampleRecord } from "../sample-record.testdata.ts";

const layout = { colour: false, width: 200 };

describe("renderRunHeader()", () => {
  it("says which environment variable names the endpoint", () => {
    expect(renderRunHeader({ ...runHeaderOf(sampleRecord(3)), endpointFrom: "AWS_ENDPOINT_URL" }, layout)).toContain(", named by AWS_ENDPOINT_URL");
  });

  it("says what was loaded and what the run does", () => {
    expect(renderRunHeader(runHeaderOf(sampleRecord(3)), layout)).toBe(
      "glue-conformance 0.1.0 · ListSessions contract 0f1e2d3c4b5a · seed 1 · effort standard\n" +
        "target moto at http://127.0.0.1:5000 (us-east-1) · creates and deletes sessions · 7 properties of 6 requirements\n",
    );
  });

  it("says what narrows the run, and shows no credentials", () => {
    const plan = runHeaderOf(sampleRecord(0));
    const target = {
      ...plan.target,
      name: "https://me:secret@host",
      endpoint: "https://me:secret@host",
      state: "observe" as const,
    };
    const text = renderRunHeader({ ...plan, target, narrowedBy: ["--only request/**", "--state observe"] }, layout);
    expect(text).toContain("target https://host (us-east-1) · observes, creates nothing ·");
    expect(text).toContain("narrowed by --only request/**, --state observe");
    expect(text).not.toContain("secret");
  });
});

describe("renderProgress()", () => {
  const progress = {
    done: 7,
    total: 61,
    failed: 1,
    requests: 80,
    elapsedMs: 1234,
    doing: "tags/\u001B[2J",
  };

  it("is a line of its own in a log", () => {
    expect(renderProgress(progress, { ...layout, interactive: false })).toBe(" 7/61 cases · 1 property failed · 80 requests · 1.2 s · tags/\\u001b[2J\n");
  });

  it("replaces the previous line on a terminal, and never fills its last column", () => {
    const line = renderProgress(progress, { ...layout, width: 40, interactive: true });
    expect(line.startsWith("\r\u001B[2K")).toBe(true);
    expect(line.replace("\r\u001B[2K", "")).toMatch(/^[^\n]{39}$/u);
  });
});
