import { resolve } from "node:path";
import { root } from "../processes/package-root.ts";
import { runProgram, say } from "../processes/program.ts";
import { packArchive } from "./archive.ts";

const usage = `Usage: npm run pack -- [FOLDER]

Packs what is built into an archive that npm installs, in FOLDER or here.
`;

await runProgram(usage, {}, async ({ positionals: [folder = "."] }) => {
  const { filename, size } = await packArchive(root, resolve(folder));
  say(`${filename}: ${String(size)} bytes`);
  return 0;
});
