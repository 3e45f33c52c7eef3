import { createRequire } from "node:module";

const require = createRequire(import.meta.url);

/** Name and version of this package. */
export const manifest = require("glue-conformance/package.json") as { readonly name: string; readonly version: string };
