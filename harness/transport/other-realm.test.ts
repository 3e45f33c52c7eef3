import { spawn } from "node:child_process";
import { once } from "node:events";
import { pathToFileURL } from "node:url";
import { join } from "node:path";
import { beforeAll, expect, it } from "vitest";
import { buildCommandLine } from "../cli/command-line.testdata.ts";
import { root } from "../docs/documents.testdata.ts";
import { answering, serveHttp } from "./test-server.testdata.ts";

beforeAll(buildCommandLine, 120_000);

it("reads answers where Uint8Array is not that of Node, as in jsdom", async () => {
  const server = await serveHttp(answering((_, response) => response.end("ok")));
  const transport = pathToFileURL(join(root, "dist/harness/transport/http-transport.js")).href;
  const program = `
    import { runInNewContext } from "node:vm";
    import { createHttpTransport } from ${JSON.stringify(transport)};
    globalThis.Uint8Array = runInNewContext("Uint8Array");
    const transport = createHttpTransport(new URL(${JSON.stringify(server.url)}), { timeoutMs: 5000, connectTimeoutMs: 3000, bodyLimit: 1000, connections: 1 });
    const { response } = await transport.send({ method: "GET", path: "/", headers: {}, body: Buffer.alloc(0) });
    await transport.close();
    console.log(response?.status);`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", program], { stdio: ["ignore", "pipe", "inherit"] });
  let printed = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (printed += text));
  await once(child, "close");
  await server.close();
  expect(printed).toBe("200\n");
});
