import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { messageOf } from "../../runtime/harness-error.ts";
import { notesOf } from "./notes.ts";

const usage = `Usage: npm run --silent release-notes -- VERSION

Prints what CHANGELOG.md says of a version, as Markdown for the notes of its release. Unreleased is a version too.

Example:
  npm run --silent release-notes -- 0.1.0 > notes.md
`;

const root = dirname(createRequire(import.meta.url).resolve("glue-conformance/package.json"));
const [version, ...others] = process.argv.slice(2);

if (version === undefined || others.length > 0 || version === "--help") {
  (version === "--help" ? process.stdout : process.stderr).write(usage);
  process.exitCode = version === "--help" ? 0 : 2;
} else {
  try {
    process.stdout.write(notesOf(readFileSync(join(root, "CHANGELOG.md"), "utf8"), version));
  } catch (error) {
    process.stderr.write(`${messageOf(error)}\n`);
    process.exitCode = 2;
  }
}
