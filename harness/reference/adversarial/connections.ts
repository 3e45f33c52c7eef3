import type { Socket } from "node:net";
import { headOf, isListing, openHostile } from "./exchange.ts";
import type { HostileTarget } from "./hostile-target.ts";

/** Requests that a target answers correctly before it fails. */
const good = 150;
/** What a run may still send to a dead target: two tries of each of eight requests under way, three plain ones, and one deletion. */
const untilDead = 8 * 5 + 1;

/** Sends a text a byte at a time, for as long as the connection is open. */
function drip(socket: Socket, text: string, pauseMs = 1_000): void {
  let sent = 0;
  const timer = setInterval(() => {
    socket.write(text.charAt(sent % text.length));
    sent += 1;
  }, pauseMs);
  socket.on("close", () => clearInterval(timer));
}

/** It does not answer some requests, and a run must not wait long for each. */
const impatient = { timeout: 500 };

const noAnswer = /gives no answer: no complete answer within \d+ ms/u;

/** Targets whose connections fail. */
export const connectionTargets: readonly HostileTarget[] = [
  {
    name: "nothing-listens",
    title: "is not there",
    ends: { exit: 3, reported: /Nothing answers at .*ECONNREFUSED/u, requests: 0 },
    open: async (port) => {
      const listener = await openHostile(() => undefined, port === undefined ? {} : { port });
      await listener.close();
      return listener;
    },
  },
  {
    name: "never-answers",
    title: "accepts connections and never answers",
    ends: { exit: 3, reported: noAnswer, requests: 2 },
    limits: impatient,
    open: (port = 0) => openHostile(() => undefined, { port }),
  },
  {
    name: "resets-at-once",
    title: "resets every connection at once",
    ends: { exit: 3, reported: /gives no answer: the connection was closed without an answer/u, requests: 8 },
    open: (port = 0) => openHostile(() => undefined, { port, onConnection: (socket) => socket.resetAndDestroy() }),
  },
  {
    name: "resets-every-fifth",
    title: "resets the connection of every fifth request",
    ends: { exit: 0, reported: /^CONFORMS/mu, requests: 3_000 },
    open: (port = 0) => openHostile(({ socket, count, pass }) => (count % 5 === 0 ? void socket.resetAndDestroy() : pass()), { port }),
  },
  {
    name: "cuts-every-fifth-body",
    title: "closes the connection in the middle of every fifth answer",
    ends: { exit: 0, reported: /^CONFORMS/mu, requests: 3_000 },
    open: (port = 0) =>
      openHostile(({ socket, count, pass }) => (count % 5 === 0 ? void socket.end(`${headOf("200 OK", { "content-length": 100 })}{"Ids"`) : pass()), { port }),
  },
  {
    name: "resets-in-the-headers",
    title: "resets every connection after half of the headers",
    ends: { exit: 3, reported: /gives no answer: the connection was closed without an answer/u, requests: 4 },
    open: (port = 0) =>
      openHostile(({ socket }) => void socket.write("HTTP/1.1 200 OK\r\ncontent-ty", () => setTimeout(() => socket.resetAndDestroy(), 5)), { port }),
  },
  {
    name: "drips",
    title: "sends its answers one byte a second",
    ends: { exit: 3, reported: noAnswer, requests: 2 },
    limits: impatient,
    open: (port = 0) => openHostile(({ socket }) => drip(socket, `${headOf("200 OK", { "content-length": 9 })}{"Ids":[]}`), { port }),
  },
  {
    name: "drips-headers",
    title: "never ends its headers",
    ends: { exit: 3, reported: noAnswer, requests: 2 },
    limits: impatient,
    open: (port = 0) => openHostile(({ socket }) => void socket.write("HTTP/1.1 200 OK\r\n", () => drip(socket, "x-more: yes\r\n", 10)), { port }),
  },
  {
    name: "dies",
    title: "dies in the middle of the run",
    ends: { exit: 3, reported: /the target is dead: \d+ requests in a row got no answer \(.*ECONNREFUSED/u, requests: good + 1, neverFailed: true },
    open: (port = 0) => openHostile(({ count, die, pass }) => (count > good ? die() : pass()), { port }),
  },
  {
    name: "resets-from-the-middle-on",
    title: "resets every connection from the middle of the run on",
    ends: {
      exit: 3,
      reported: /the target is dead: \d+ requests in a row got no answer \(the connection was closed/u,
      requests: good + untilDead,
      neverFailed: true,
    },
    open: (port = 0) => openHostile(({ socket, count, pass }) => (count > good ? void socket.resetAndDestroy() : pass()), { port }),
  },
  {
    name: "silent-from-the-middle-on",
    title: "answers nothing from the middle of the run on",
    ends: {
      exit: 3,
      reported: /the target is dead: \d+ requests in a row got no answer \(no complete answer within/u,
      requests: good + untilDead,
      neverFailed: true,
    },
    limits: impatient,
    open: (port = 0) => openHostile(({ count, pass }) => (count > good ? undefined : pass()), { port }),
  },
  {
    name: "hangs-on-page-sizes",
    title: "never answers a request that asks for a size of pages",
    ends: { exit: 1, reported: /no complete answer within \d+ ms/u, requests: 1_000 },
    limits: impatient,
    open: (port = 0) =>
      openHostile(({ request, pass }) => (isListing(request) && Buffer.from(request.body).includes("MaxResults") ? undefined : pass()), { port }),
  },
];
