import { answer, answerOf, endless, headOf, isListing, type React } from "./exchange.ts";
import { conforms, fails, stops, targets } from "./hostile-target.ts";

const notHttp = stops(4, /What .* answers is not HTTP/u);
const longHeaders = stops(4, /headers are larger than \d+ bytes/u);
const page = '{"Ids":[],"Sessions":[]}';
const json = { "content-type": "application/x-amz-json-1.1" };
const chunked = headOf("200 OK", { ...json, "transfer-encoding": "chunked" });
const impatient = { limits: { timeout: 500 } };

/** Sends the same to everything. */
const sending =
  (text: string | Uint8Array): React =>
  ({ socket }) =>
    void socket.write(text);

/** Targets whose answers violate the framing of HTTP. */
export const framingTargets = targets({
  "speaks-ssh: speaks another protocol": [notHttp, ({ socket }) => void socket.end("SSH-2.0-OpenSSH_9.2\r\n")],
  "speaks-in-bytes: answers with bytes that mean nothing": [
    notHttp,
    ({ socket }) => void socket.end(Buffer.from(Array.from({ length: 4_096 }, (_, index) => (index * 167) % 256))),
  ],
  "garbles-chunks: sends chunks whose sizes are no numbers": [notHttp, sending(`${chunked}zz\r\n${page}\r\n0\r\n\r\n`)],
  "never-ends-chunks: ends no chunk": [stops(2, /gives no answer: no complete answer within/u), sending(`${chunked}ffffff\r\n${page}`), impatient],
  "contradicts-its-length: gives two lengths that differ": [notHttp, sending(`HTTP/1.1 200 OK\r\ncontent-length: 24\r\ncontent-length: 5\r\n\r\n${page}`)],
  "length-and-chunks: gives a length and sends chunks": [
    notHttp,
    sending(`${headOf("200 OK", { "content-length": 24, "transfer-encoding": "chunked" })}18\r\n${page}\r\n0\r\n\r\n`),
  ],
  "promises-more: gives a length above that of its body, and closes": [
    stops(4, /the connection was lost in the middle of the answer/u),
    ({ socket }) => void socket.end(headOf("200 OK", { ...json, "content-length": 1_000 }) + page),
  ],
  "promises-less: gives a length below that of its body": [
    fails(4_000, /not-json|a JSON object/u),
    ({ request, socket, pass, reference }) => {
      if (!isListing(request)) return pass();
      const { status, headers, body } = reference();
      socket.write(headOf(`${String(status)} OK`, { ...headers, "content-length": Math.max(0, body.length - 5) }));
      socket.write(body);
    },
  ],
  "answers-twice: sends a second answer behind each": [
    conforms(4_000),
    ({ socket, pass }) => {
      pass();
      answer(socket, answerOf(200, '{"Ids":["of-no-run"],"Sessions":[]}'));
    },
  ],
  "storms-of-interim-answers: sends interim answers without end": [
    stops(4, /gives no answer/u),
    endless("", "HTTP/1.1 102 Processing\r\n\r\n".repeat(50)),
    impatient,
  ],
  "switches-protocols: switches to a protocol that was not requested": [
    stops(4, /gives no answer/u),
    sending(headOf("101 Switching Protocols", { connection: "upgrade", upgrade: "websocket" })),
  ],
  "status-of-four-digits: answers with a status that is none": [notHttp, sending(headOf("2000 OK", { "content-length": 0 }))],
  "http-1-0: speaks HTTP/1.0": [
    conforms(4_000),
    ({ socket, reference }) => {
      const { status, headers, body } = reference();
      socket.write(headOf(`${String(status)} OK`, headers).replace("HTTP/1.1", "HTTP/1.0"));
      socket.end(body);
    },
  ],
  "repeats-headers: sends every header twice": [
    fails(4_000, /content-type/u),
    ({ socket, reference }) => {
      const { status, headers, body } = reference();
      const twice = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n${name}: ${value}\r\n`);
      socket.write(`HTTP/1.1 ${String(status)} OK\r\n${twice.join("")}content-length: ${String(body.length)}\r\n\r\n`);
      socket.write(body);
    },
  ],
  "huge-header: sends a header of 1 MiB": [longHeaders, ({ socket }) => answer(socket, answerOf(200, page, { "x-long": "x".repeat(1_048_576) }))],
  "many-headers: sends 100,000 headers": [
    longHeaders,
    ({ socket }) => {
      const lines = Array.from({ length: 100_000 }, (_, index) => `x-${String(index)}: y\r\n`);
      socket.write(`HTTP/1.1 200 OK\r\n${lines.join("")}content-length: 2\r\n\r\n{}`);
    },
  ],
});
