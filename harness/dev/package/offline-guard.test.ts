import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { makeFolder, removeFolders } from "../../cli/command-line.testdata.ts";
import { answering, serveHttp } from "../../transport/test-server.testdata.ts";
import { offlineGuard } from "./offline-guard.ts";

afterAll(removeFolders);

/** What a program notes that asks for these addresses, one after another, and what it prints of each. */
async function asks(urls: readonly string[]): Promise<readonly [printed: string, noted: string]> {
  const folder = makeFolder();
  const log = join(folder, "network.log");
  writeFileSync(join(folder, "guard.mjs"), offlineGuard(log));
  const program = `for (const url of ${JSON.stringify(urls)}) console.log(await fetch(url).then(({ status }) => status, () => "failed"));`;
  const child = spawn(process.execPath, ["--import", join(folder, "guard.mjs"), "--input-type=module", "-e", program], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let printed = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (printed += text));
  await once(child, "close");
  return [printed, existsSync(log) ? readFileSync(log, "utf8") : ""];
}

describe("offlineGuard()", () => {
  it("lets a program reach this machine", async () => {
    const { url, close } = await serveHttp(answering((_, response) => response.writeHead(204).end()));
    expect(await asks([url, url.replace("127.0.0.1", "localhost")])).toEqual(["204\n204\n", ""]);
    await close();
  });

  it("notes every other address, named or numbered, and lets none through", async () => {
    const [printed, noted] = await asks(["http://192.0.2.1/", "http://registry.example/"]);
    expect([printed, noted.trim().split("\n").length]).toEqual(["failed\nfailed\n", 2]);
    expect(noted).toMatch(/192\.0\.2\.1\n[^]*registry\.example\n/u);
  });
});
