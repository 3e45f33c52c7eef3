import { writeFileSync } from "node:fs";
import { join } from "node:path";

/** A program that uses the package as a library, with an address of the reference service as its argument. */
const program = `import { GlueClient, ListSessionsCommand } from "@aws-sdk/client-glue";
import { HarnessError, runConformance, startReference } from "glue-conformance";
import { createHandlers } from "glue-conformance/msw";
import { setupServer } from "msw/node";
const outcomes = [];
const record = await runConformance({ endpoint: process.argv[2], only: ["request/max-results"], effort: "quick", onOutcome: ({ id }) => outcomes.push(id) });
const refused = await runConformance({ endpoint: "nowhere" }).catch((error) => error instanceof HarnessError);
const clientOf = (endpoint) =>
  new GlueClient({ region: "us-east-1", credentials: { accessKeyId: "test", secretAccessKey: "test" }, ...(endpoint === undefined ? {} : { endpoint }) });
const listed = async (client) => (await client.send(new ListSessionsCommand())).Ids.length;
const reference = await startReference({ sessions: 2 });
const served = await listed(clientOf(reference.url));
await reference.close();
const server = setupServer(...createHandlers({ sessions: 3 }));
server.listen();
const mocked = await listed(clientOf());
server.close();
console.log(JSON.stringify({ verdict: record.verdict, reported: outcomes.length === record.checks.length, refused, served, mocked }));
`;

/** A program that uses the types. */
const typed = `import { type Check, type ConformanceOptions, HarnessError, runConformance, type RunRecord, startReference } from "glue-conformance";
import { createHandlers } from "glue-conformance/msw";
import { describeConformance } from "glue-conformance/vitest";
import schema from "glue-conformance/reports/run-record.schema.json" with { type: "json" };
const options: ConformanceOptions = { endpoint: "http://127.0.0.1:1", onOutcome: (check: Check) => console.log(check.status), signal: new AbortController().signal };
const record: Promise<RunRecord> = runConformance(options);
export const verdict: "conforms" | "fails" | "incomplete" = (await record).verdict;
export const title: string = schema.title;
// @ts-expect-error -- there is no such effort
void runConformance({ effort: "quik" });
export const handlers: number = createHandlers({ url: "http://127.0.0.1:1", clock: Date }).length;
export const address: string = (await startReference({ port: 0, variant: "token-empty-at-end" })).url;
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

/** Writes what uses the package into the folder that it is installed in; the result is the configurations of tsc that check it, one for each way of resolving. */
export function writeConsumers(folder: string): readonly string[] {
  writeFileSync(join(folder, "library.mjs"), program);
  writeFileSync(join(folder, "typed.mts"), typed);
  return [
    { module: "nodenext", moduleResolution: "nodenext" },
    { module: "esnext", moduleResolution: "bundler" },
  ].map((resolution) => {
    const file = join(folder, `tsconfig.${resolution.moduleResolution}.json`);
    writeFileSync(file, JSON.stringify({ compilerOptions: { ...compilerOptions, ...resolution }, files: ["typed.mts"] }));
    return file;
  });
}
