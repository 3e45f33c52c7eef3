import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { performRun } from "../../run/run-conformance.ts";
import { emulatorsPage } from "./emulators-page.ts";
import { emulators } from "./emulators.ts";
import { findingsOf, judgedRecords, notJudged, records, unexpectedOf } from "./findings.ts";
import { findEmulator, startEmulator } from "./install.ts";

const judged = judgedRecords();

describe("the checked-in files of emulators", () => {
  it("have a record of each that can be judged, and a reason for each that cannot", () => {
    const able = emulators.filter(({ name }) => findingsOf(name).preflight === "works").map(({ name }) => name);
    expect(judged.map(({ name }) => name)).toEqual(able);
    const unable = notJudged().map(({ name }) => name);
    expect(unable).toEqual([...new Set(unable)].toSorted());
    for (const { name } of emulators) expect(unable.includes(name)).toBe(!able.includes(name));
    for (const { from, date, seen } of notJudged()) {
      expect(from).toMatch(/^.{10,}$/u);
      expect(date).toMatch(/^\d{4}-\d{2}-\d{2}$/u);
      expect(seen).toMatch(/^[^|]{20,}\.$/u);
    }
  });

  it.each(judged)("have a record of $name that agrees with its findings, in the installed version", ({ name, record }) => {
    const version = emulators.find((emulator) => emulator.name === name)?.version;
    expect(record.target.name).toBe(`${name} ${String(version)}`);
    expect(unexpectedOf(record.meta.exit ?? -1, record, findingsOf(name))).toEqual([]);
    const failed = record.checks.filter(({ status }) => status === "failed").map(({ id }) => id);
    expect(findingsOf(name).breaches.map(({ property }) => property)).toEqual(failed);
  });

  it.each(judged)("have no path of the machine in the record of $name", ({ name }) => {
    const text = readFileSync(join(records, name, "run.json"), "utf8");
    expect(text.match(/(?<![\w.])\/(?:home|root|tmp|usr|var|work|Users)\/[^"\\ ]*/gu)).toBeNull();
  });

  it("agree with the page that --record writes", () => {
    expect(readFileSync(join(records, "README.md"), "utf8")).toBe(emulatorsPage());
  });
});

describe("an emulator that is installed", async () => {
  for (const emulator of emulators) {
    const program = await findEmulator(emulator);
    it.skipIf(program === undefined)(
      `${emulator.name} ${emulator.version} starts on loopback, shows its known failures, and stops (skipped where it is not installed)`,
      { timeout: 60_000 },
      async () => {
        const { preflight, breaches } = findingsOf(emulator.name);
        const service = await startEmulator(emulator, program ?? "");
        try {
          const only = "request/max-results/refuses-wrong-range";
          const { record } = await performRun({ endpoint: service.url, sign: "dummy", effort: "quick", only: [only] });
          expect(record.meta.preflight.outcome).toBe(preflight);
          const failed = record.checks.filter(({ status }) => status === "failed").map(({ id }) => id);
          expect(failed).toEqual(breaches.map(({ property }) => property).filter((property) => property === only));
        } finally {
          await service.stop();
        }
        await expect(fetch(service.url)).rejects.toThrow("fetch failed");
      },
    );
  }
});
