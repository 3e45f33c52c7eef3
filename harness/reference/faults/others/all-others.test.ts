import { describe, expect, it } from "vitest";
import { propertiesOf } from "../../../../properties/table.ts";
import { contractOf } from "../../../../spec/contracts/shipped-contracts.ts";
import { faults } from "../all-faults.ts";
import type { BreachSeen } from "../../../cases/run-cases.ts";
import { breachOf, evidenceOf } from "../judged-alone.testdata.ts";
import type { OtherFault } from "./other-fault.ts";
import { otherFaults } from "./all-others.ts";

const named = otherFaults.flatMap(({ caughtBy, ...fault }) => (caughtBy === undefined ? [] : [{ ...fault, caughtBy }]));

describe("the faults that others made", () => {
  it("are at least sixty, of at least eight projects", () => {
    expect(otherFaults.length).toBeGreaterThanOrEqual(60);
    expect(new Set(otherFaults.map(({ source }) => source.project)).size).toBeGreaterThanOrEqual(8);
  });

  it("have unique names across both banks, in kebab-case", () => {
    const names = [...faults, ...otherFaults].map(({ name }) => name);
    expect(names.filter((name, index) => names.indexOf(name) !== index || !/^[a-z0-9]+(?:-[a-z0-9]+)*$/u.test(name))).toEqual([]);
  });

  it.each(["title", "source.what"])("have a unique %s each", (member) => {
    const texts = otherFaults.map(({ title, source }) => (member === "title" ? title : source.what));
    expect(texts.filter((text, index) => texts.indexOf(text) !== index)).toEqual([]);
  });

  it("name a repository, and an issue, a pull request or a commit in it", () => {
    const vague = otherFaults.filter(({ source: { project, report, what } }) => {
      return !/^[\w.-]+\/[\w.-]+$/u.test(project) || !/^(?:(?:PR )?#\d+|commit [0-9a-f]{7,10})$/u.test(report) || !/^[A-Z].{20,}\.$/u.test(what);
    });
    expect(vague.map(({ name }) => name)).toEqual([]);
  });

  it("name properties that exist, of their own level", () => {
    const levels = new Map(propertiesOf(contractOf("ListSessions")).map(({ id, level }) => [id, level]));
    expect(named.filter(({ caughtBy, level }) => levels.get(caughtBy) !== level).map(({ name }) => name)).toEqual([]);
  });
});

function addressOf({ project, report }: OtherFault["source"]): string {
  const kind = report.startsWith("PR") ? "pull" : report.startsWith("#") ? "issues" : "commit";
  return `https://github.com/${project}/${kind}/${report.replace(/^(?:PR )?#|^commit /u, "")}`;
}

function lineOf({ name, level, source, title, caughtBy, missed }: OtherFault): string {
  const end = caughtBy === undefined ? `Missed: ${missed}.` : `Caught by \`${caughtBy}\`.`;
  return `- \`${name}\` (${level}, [${source.project} ${source.report}](${addressOf(source)})). There: ${source.what} Here: it ${title}. ${end}`;
}

it("are listed on a page", async () => {
  const share = (level: "must" | "should"): string => {
    const those = otherFaults.filter((fault) => fault.level === level);
    return `${String(those.filter(({ missed }) => missed === undefined).length)} of ${String(those.length)} that break a \`${level}\``;
  };
  const head = `Each of these was really made, in an emulator or a service, and reported or mended in public. Put into the reference service, ${share("must")} and ${share("should")} are caught, each by the property that its line names; of all others the line says why. \`npm run proof\` runs them, \`serve --fault NAME\` serves one.`;
  await expect(["# Faults that others made", "", head, "", ...otherFaults.map(lineOf), ""].join("\n")).toMatchFileSnapshot("../../OTHERS.md");
});

describe("a fault that others made is caught by the property that it names", () => {
  it.each(named.map((fault) => [fault.name, fault] as const))("%s", async (_name, fault) => {
    const breach = await breachOf(fault);
    expect(breach, "no breach of the property that it names").toBeDefined();
    expect(evidenceOf(breach as BreachSeen)).toMatchSnapshot();
  });
});
