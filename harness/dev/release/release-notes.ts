import { readFileSync } from "node:fs";
import { join } from "node:path";
import { HarnessError } from "../../runtime/harness-error.ts";
import { root } from "../processes/package-root.ts";
import { runProgram } from "../processes/program.ts";
import { notesOf } from "./notes.ts";

const usage = `Usage: npm run --silent release-notes -- VERSION > notes.md

Prints what CHANGELOG.md says of a version, as Markdown for the notes of its release. Unreleased is a version too.
`;

await runProgram(usage, {}, ({ positionals: [version, ...others] }) => {
  if (version === undefined || others.length > 0) throw new HarnessError("usage", usage);
  process.stdout.write(notesOf(readFileSync(join(root, "CHANGELOG.md"), "utf8"), version));
  return 0;
});
