import { existsSync, mkdirSync } from "node:fs";
import { dirname } from "node:path";

/** Makes an absolute folder and those above it, for the user and the group. One level at a time: Node's own recursive way never ends where the kernel says ENOENT for a folder that cannot be made, as under /proc. */
export function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  makeFolder(dirname(folder));
  mkdirSync(folder, 0o750);
}
