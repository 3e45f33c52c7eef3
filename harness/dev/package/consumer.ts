import { writeFileSync } from "node:fs";
import { join } from "node:path";

/** A program that uses the package as a library, with an address of the reference service as its argument. */
const program = `import { HarnessError, runConformance } from "glue-conformance";
const outcomes = [];
const record = await runConformance({ endpoint: process.argv[2], only: ["request/max-results"], effort: "quick", onOutcome: ({ id }) => outcomes.push(id) });
const refused = await runConformance({ endpoint: "nowhere" }).catch((error) => error instanceof HarnessError);
console.log(JSON.stringify({ verdict: record.verdict, told: outcomes.length === record.checks.length, refused }));
`;

/** What a user of the types writes. */
const typed = `import { type Check, type ConformanceOptions, HarnessError, runConformance, type RunRecord } from "glue-conformance";
import { describeConformance } from "glue-conformance/vitest";
import schema from "glue-conformance/reports/run-record.schema.json" with { type: "json" };
const options: ConformanceOptions = { endpoint: "http://127.0.0.1:1", onOutcome: (check: Check) => console.log(check.status), signal: new AbortController().signal };
const record: Promise<RunRecord> = runConformance(options);
export const verdict: "conforms" | "fails" | "incomplete" = (await record).verdict;
export const title: string = schema.title;
// @ts-expect-error -- there is no such effort
void runConformance({ effort: "quik" });
describeConformance({ endpoint: () => "http://127.0.0.1:1", skip: ["sdk/**"] });
export const code: "usage" | "input" | "interrupted" = new HarnessError("usage", "").code;
`;

const compilerOptions = {
  strict: true,
  noEmit: true,
  exactOptionalPropertyTypes: true,
  resolveJsonModule: true,
  target: "es2023",
  lib: ["es2023", "dom"],
  types: [],
};

/** Writes what uses the package into the folder that it is installed in; the result is the arguments of \`tsc\` that check it, once for each way of resolving. */
export function writeConsumers(folder: string): readonly (readonly string[])[] {
  writeFileSync(join(folder, "library.mjs"), program);
  writeFileSync(join(folder, "typed.mts"), typed);
  return [
    { module: "nodenext", moduleResolution: "nodenext" },
    { module: "esnext", moduleResolution: "bundler" },
  ].map((resolution) => {
    const file = join(folder, `tsconfig.${resolution.moduleResolution}.json`);
    writeFileSync(file, JSON.stringify({ compilerOptions: { ...compilerOptions, ...resolution }, files: ["typed.mts"] }));
    return ["-p", file];
  });
}
