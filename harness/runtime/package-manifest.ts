import { createRequire } from "node:module";

const require = createRequire(import.meta.url);

/** Name and version of this package, and the versions of what it depends on. */
export const manifest = require("glue-conformance/package.json") as {
  readonly name: string;
  readonly version: string;
  readonly dependencies: Readonly<Record<string, string>>;
};
