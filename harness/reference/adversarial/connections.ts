import type { Socket } from "node:net";
import { headOf, isListing, openHostile } from "./exchange.ts";
import { abstains, conforms, fails, good, later, stops, targets } from "./hostile-target.ts";

/** What a run may still send to a dead target: two tries of each of eight requests under way, three plain ones, and one deletion. */
const untilDead = good + 8 * 5 + 1;

/** Sends a text a byte at a time, for as long as the connection is open. */
function drip(socket: Socket, text: string, pauseMs = 1_000): void {
  let sent = 0;
  const timer = setInterval(() => void socket.write(text.charAt(sent++ % text.length)), pauseMs);
  socket.on("close", () => clearInterval(timer));
}

const silent = (): void => undefined;
const reset = ({ socket }: { readonly socket: Socket }): void => void socket.resetAndDestroy();
const noAnswer = /gives no answer: no complete answer within \d+ ms/u;
const closed = /gives no answer: the connection was closed without an answer/u;
const dead = (reason: string): RegExp => new RegExp(String.raw`the target is dead: \d+ requests in a row got no answer \(${reason}`, "u");

const failing = targets({
  "nothing-listens: is not there": [
    stops(0, /Nothing answers at .*ECONNREFUSED/u),
    silent,
    {
      open: async (port = 0) => {
        const listener = await openHostile(silent, { port });
        await listener.close();
        return listener;
      },
    },
  ],
  "resets-at-once: resets every connection at once": [stops(8, closed), silent, { server: { onConnection: (socket) => reset({ socket }) } }],
  "resets-every-fifth: resets the connection of every fifth request": [
    conforms(3_000),
    (exchange) => (exchange.count % 5 === 0 ? reset(exchange) : exchange.pass()),
  ],
  "cuts-every-fifth-body: closes the connection in the middle of every fifth answer": [
    conforms(3_000),
    ({ socket, count, pass }) => (count % 5 === 0 ? void socket.end(`${headOf("200 OK", { "content-length": 100 })}{"Ids"`) : pass()),
  ],
  "resets-in-the-headers: resets every connection after half of the headers": [
    stops(4, closed),
    ({ socket }) => void socket.write("HTTP/1.1 200 OK\r\ncontent-ty", () => setTimeout(() => reset({ socket }), 5)),
  ],
  "dies: dies in the middle of the run": [abstains(good + 1, dead(".*ECONNREFUSED")), later(({ die }) => die())],
  "resets-from-the-middle-on: resets every connection from the middle of the run on": [abstains(untilDead, dead("the connection was closed")), later(reset)],
});

// They do not answer some requests, and a run must not wait long for each.
const slow = targets(
  {
    "never-answers: accepts connections and never answers": [stops(2, noAnswer), silent],
    "drips: sends its answers one byte a second": [stops(2, noAnswer), ({ socket }) => drip(socket, `${headOf("200 OK", { "content-length": 9 })}{"Ids":[]}`)],
    "drips-headers: never ends its headers": [
      stops(2, noAnswer),
      ({ socket }) => void socket.write("HTTP/1.1 200 OK\r\n", () => drip(socket, "x-more: yes\r\n", 10)),
    ],
    "silent-from-the-middle-on: answers nothing from the middle of the run on": [abstains(untilDead, dead("no complete answer within")), later(silent)],
    "hangs-on-page-sizes: never answers a request that asks for a size of pages": [
      fails(1_000, /no complete answer within \d+ ms/u),
      ({ request, pass }) => (isListing(request) && Buffer.from(request.body).includes("MaxResults") ? undefined : pass()),
    ],
  },
  { limits: { timeout: 500 } },
);

/** Targets whose connections fail. */
export const connectionTargets = [...failing, ...slow];
