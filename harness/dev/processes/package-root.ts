import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/** The folder of the package. */
export const root = dirname(createRequire(import.meta.url).resolve("glue-conformance/package.json"));

/** The command line, as it is built. */
export const commandLine = join(root, "dist", "harness", "cli", "cli.js");
