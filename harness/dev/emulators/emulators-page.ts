import { matrixOf } from "../../../reports/matrix/matrix.ts";
import { cell, inlineCode, prose, table } from "../../../reports/encoding/markdown-text.ts";
import { renderMatrixMarkdown } from "../../../reports/matrix/matrix-text.ts";
import type { RunRecord } from "../../../reports/record/run-record.ts";
import { contractOf } from "../../../spec/contracts/shipped-contracts.ts";
import { catalogueOf } from "../../config/catalogue.ts";
import { findingsOf, judgedRecords, notJudged } from "./findings.ts";

/** The page `reports/emulators/README.md`: the matrix, the evidence for each breach, and the emulators that are not judged. */
export function emulatorsPage(): string {
  const judged = judgedRecords();
  const matrix = matrixOf(
    judged.map(({ record }) => ({ record, link: undefined })),
    catalogueOf(contractOf("ListSessions")),
  );
  return `${[
    "# Emulators, judged",
    introduction,
    table(["emulator", "judged on", "in"], judged.map(judgedRow)),
    renderMatrixMarkdown(matrix).replace(/^#/gmu, "##").trimEnd(),
    "## What was read behind each breach",
    reading,
    ...judged.flatMap(({ name, record }) => [`### ${inlineCode(record.target.name)}`, breachesTable(name, record)]),
    "## A whole service",
    wholeService,
    "## Not judged",
    table(
      ["emulator", "from", "tried on", "seen"],
      notJudged().map(({ name, from, date, seen }) => [cell(name), prose(from), date, prose(seen)]),
    ),
  ].join("\n\n")}\n`;
}

const introduction = `Published emulators, each judged in one version on the day below, as anyone can: \`npm run emulators -- NAME\` installs it, starts it on loopback, judges it and
stops it. The folders beside this page hold the run records; \`glue-conformance matrix\` made the tables of them, and \`glue-conformance report\` renders each of them in full.

An emulator serves what its users need, and few of them need every corner of one operation: a breach here is a difference from the contract that a client could
meet, not a judgement of a project. Where you think that an entry is unfair, or a newer version has fixed it, please say so: the first is a bug of this suite.`;

const wholeService = `The operations of moto 5.2.1's Glue that read, judged on an empty account by \`glue-conformance run --model glue/2017-03-31/service-2.json.gz\`: [the table](moto/glue/service.md) and
[its record](moto/glue/service.json). Twenty failed musts, drawn at random, were read by what was sent and answered, and ten each of ten other services of moto; what was unfair was mended in this suite.`;

const reading = "Each breach was verified in the source of the judged version, or in its answer.";

function judgedRow({ record: { target, meta, suite } }: { readonly record: RunRecord }): readonly string[] {
  return [cell(target.name), meta.startedAt.slice(0, 10), `${String(Math.round(meta.durationMs / 1_000))} s, suite ${suite.version}`];
}

function breachesTable(name: string, record: RunRecord): string {
  const levelOf = new Map(record.checks.map(({ id, level }) => [id, level]));
  const rows = findingsOf(name).breaches.map(({ property, codes, read }) => [
    cell(property),
    levelOf.get(property) ?? "",
    codes.map(cell).join(", "),
    prose(read),
  ]);
  return table(["property", "level", "violations", "read"], rows);
}
