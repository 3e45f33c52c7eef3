import { describe, expect, it } from "vitest";
import { freePort, startServiceProcess } from "./service-process.ts";

const server = `
  const server = require("node:http").createServer((request, response) => response.end(String(process.pid)));
  server.listen(0, "127.0.0.1", () => console.error("Listening on http://127.0.0.1:" + server.address().port + "/"));
`;

describe("startServiceProcess()", () => {
  it("gives the address once it answers, and nothing answers after stop()", async () => {
    const { url, stop } = await startServiceProcess(process.execPath, ["-e", server]);
    expect(await (await fetch(url)).text()).toMatch(/^\d+$/u);
    await stop();
    await expect(fetch(url)).rejects.toThrow("fetch failed");
  });

  it("leaves no listener behind", async () => {
    const count = (): number[] => ["exit", "SIGINT", "SIGTERM", "SIGHUP"].map((event) => process.listenerCount(event));
    const before = count();
    const { stop } = await startServiceProcess(process.execPath, ["-e", server]);
    await stop();
    expect(count()).toEqual(before);
  });

  it("prints the last words of a program that ends early", async () => {
    const start = startServiceProcess(process.execPath, ["-e", 'console.error("no port is free"); process.exit(1);']);
    await expect(start).rejects.toThrow("did not start: it ended before it answered: no port is free");
  });

  it("does not wait for ever", async () => {
    const start = startServiceProcess(process.execPath, ["-e", "setInterval(() => {}, 1000);"], { limitMs: 300 });
    await expect(start).rejects.toThrow("it has printed no address and does not answer after 0.3 s: it said nothing");
  });

  it("takes the address that the program was given, with its folder and its environment, though it prints another", async () => {
    const url = `http://127.0.0.1:${String(await freePort())}`;
    const reported = `
      console.log("Running on https://127.0.0.1:1/");
      require("node:http").createServer((request, response) => response.end(process.cwd() + " " + process.env.GIVEN)).listen(${new URL(url).port}, "127.0.0.1");
    `;
    const service = await startServiceProcess(process.execPath, ["-e", reported], { url, folder: "/", environment: { ...process.env, GIVEN: "so" } });
    try {
      expect(service.url).toBe(url);
      expect(await (await fetch(url)).text()).toBe("/ so");
    } finally {
      await service.stop();
    }
  });

  it("prints the last words of a program that ends before it answers at its address", async () => {
    const url = `http://127.0.0.1:${String(await freePort())}`;
    const start = startServiceProcess(process.execPath, ["-e", 'console.error("no such option"); process.exit(1);'], { url });
    await expect(start).rejects.toThrow("did not start: it ended before it answered: no such option");
  });

  it("says so where there is no such program", async () => {
    await expect(startServiceProcess("no-such-program-here", [])).rejects.toThrow("ENOENT");
    await expect(startServiceProcess("no-such-program-here", [], { url: "http://127.0.0.1:1" })).rejects.toThrow("ENOENT");
  });
});
