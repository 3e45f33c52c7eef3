import { spawn } from "node:child_process";

/** Programs that open a file as a double click does, by platform. */
const openers: Readonly<Partial<Record<NodeJS.Platform, readonly [string, ...string[]]>>> = { darwin: ["open"], win32: ["cmd", "/c", "start", ""] };

/** Opens a file in the program of the user's desktop for it; resolves to whether there is one, without waiting for it to end. */
export function openFile(path: string): Promise<boolean> {
  const [command, ...args] = openers[process.platform] ?? ["xdg-open"];
  const child = spawn(command, [...args, path], { stdio: "ignore", detached: true });
  return new Promise((resolve) => {
    child.once("error", () => resolve(false));
    child.once("spawn", () => {
      child.unref();
      resolve(true);
    });
  });
}
