import { answer, answerOf, headOf, isListing, openHostile, type React } from "./exchange.ts";
import type { HostileTarget } from "./hostile-target.ts";

const notHttp = /What .* answers is not HTTP/u;

function framing(name: string, title: string, ends: HostileTarget["ends"], react: React, limits: HostileTarget["limits"] = {}): HostileTarget {
  return { name, title, ends, limits, open: (port = 0) => openHostile(react, { port }) };
}

const page = '{"Ids":[],"Sessions":[]}';
const json = { "content-type": "application/x-amz-json-1.1" };

/** Targets whose answers violate the framing of HTTP. */
export const framingTargets: readonly HostileTarget[] = [
  framing("speaks-ssh", "speaks another protocol", { exit: 3, reported: notHttp, requests: 4 }, ({ socket }) => void socket.end("SSH-2.0-OpenSSH_9.2\r\n")),
  framing(
    "speaks-in-bytes",
    "answers with bytes that mean nothing",
    { exit: 3, reported: notHttp, requests: 4 },
    ({ socket }) => void socket.end(Buffer.from(Array.from({ length: 4_096 }, (_, index) => (index * 167) % 256))),
  ),
  framing("garbles-chunks", "sends chunks whose sizes are no numbers", { exit: 3, reported: notHttp, requests: 4 }, ({ socket }) => {
    socket.write(`${headOf("200 OK", { ...json, "transfer-encoding": "chunked" })}zz\r\n${page}\r\n0\r\n\r\n`);
  }),
  framing(
    "never-ends-chunks",
    "ends no chunk",
    { exit: 3, reported: /gives no answer: no complete answer within/u, requests: 2 },
    ({ socket }) => {
      socket.write(`${headOf("200 OK", { ...json, "transfer-encoding": "chunked" })}ffffff\r\n${page}`);
    },
    { timeout: 500 },
  ),
  framing("contradicts-its-length", "gives two lengths that differ", { exit: 3, reported: notHttp, requests: 4 }, ({ socket }) => {
    socket.write(`HTTP/1.1 200 OK\r\ncontent-length: 24\r\ncontent-length: 5\r\n\r\n${page}`);
  }),
  framing("length-and-chunks", "gives a length and sends chunks", { exit: 3, reported: notHttp, requests: 4 }, ({ socket }) => {
    socket.write(`${headOf("200 OK", { "content-length": 24, "transfer-encoding": "chunked" })}18\r\n${page}\r\n0\r\n\r\n`);
  }),
  framing(
    "promises-more",
    "gives a length above that of its body, and closes",
    { exit: 3, reported: /the connection was lost in the middle of the answer/u, requests: 4 },
    ({ socket }) => {
      socket.end(headOf("200 OK", { ...json, "content-length": 1_000 }) + page);
    },
  ),
  framing(
    "promises-less",
    "gives a length below that of its body",
    { exit: 1, reported: /not-json|a JSON object/u, requests: 4_000 },
    async ({ request, socket, pass, reference }) => {
      if (!isListing(request)) return pass();
      const { status, headers, body } = reference();
      socket.write(headOf(`${String(status)} OK`, { ...headers, "content-length": Math.max(0, body.length - 5) }));
      socket.write(body);
    },
  ),
  framing("answers-twice", "sends a second answer behind each", { exit: 0, reported: /^CONFORMS/mu, requests: 4_000 }, ({ socket, pass }) => {
    pass();
    answer(socket, answerOf(200, '{"Ids":["of-no-run"],"Sessions":[]}'));
  }),
  framing(
    "storms-of-interim-answers",
    "sends interim answers without end",
    { exit: 3, reported: /gives no answer/u, requests: 4 },
    ({ socket }) => {
      const storm = (): void => {
        if (!socket.destroyed && socket.write("HTTP/1.1 102 Processing\r\n\r\n".repeat(50))) setImmediate(storm);
      };
      socket.on("drain", storm);
      storm();
    },
    { timeout: 500 },
  ),
  framing("switches-protocols", "switches to a protocol that was not requested", { exit: 3, reported: /gives no answer/u, requests: 4 }, ({ socket }) => {
    socket.write(headOf("101 Switching Protocols", { connection: "upgrade", upgrade: "websocket" }));
  }),
  framing(
    "status-of-four-digits",
    "answers with a status that is none",
    { exit: 3, reported: notHttp, requests: 4 },
    ({ socket }) => void socket.write(headOf("2000 OK", { "content-length": 0 })),
  ),
  framing("http-1-0", "speaks HTTP/1.0", { exit: 0, reported: /^CONFORMS/mu, requests: 4_000 }, async ({ socket, reference }) => {
    const { status, headers, body } = reference();
    socket.write(headOf(`${String(status)} OK`, headers).replace("HTTP/1.1", "HTTP/1.0"));
    socket.end(body);
  }),
  framing("repeats-headers", "sends every header twice", { exit: 1, reported: /content-type/u, requests: 4_000 }, async ({ socket, reference }) => {
    const { status, headers, body } = reference();
    const twice = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n${name}: ${value}\r\n`);
    socket.write(`HTTP/1.1 ${String(status)} OK\r\n${twice.join("")}content-length: ${String(body.length)}\r\n\r\n`);
    socket.write(body);
  }),
  framing("huge-header", "sends a header of 1 MiB", { exit: 3, reported: /headers are larger than \d+ bytes/u, requests: 4 }, ({ socket }) => {
    answer(socket, answerOf(200, page, { "x-long": "x".repeat(1_048_576) }));
  }),
  framing("many-headers", "sends 100,000 headers", { exit: 3, reported: /headers are larger than \d+ bytes/u, requests: 4 }, ({ socket }) => {
    socket.write(`HTTP/1.1 200 OK\r\n${Array.from({ length: 100_000 }, (_, index) => `x-${String(index)}: y\r\n`).join("")}content-length: 2\r\n\r\n{}`);
  }),
];
