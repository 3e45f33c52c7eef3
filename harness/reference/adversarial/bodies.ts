import { gzipSync } from "node:zlib";
import { answer, answerOf, headOf, isListing, openHostile } from "./exchange.ts";
import type { HostileTarget } from "./hostile-target.ts";

const tooLarge = /larger than \d+ bytes \(--body-limit\)/u;

/** Lists with a body of its own, created once, from a given request of the run on; does everything else correctly. */
function listing(
  name: string,
  title: string,
  ends: HostileTarget["ends"],
  make: () => string | Uint8Array,
  {
    headers = {},
    from = 0,
    heavy = true,
    limits = {},
  }: { readonly headers?: Readonly<Record<string, string>>; readonly from?: number; readonly heavy?: boolean; readonly limits?: HostileTarget["limits"] } = {},
): HostileTarget {
  return {
    name,
    title,
    ends,
    heavy,
    limits,
    open: (port = 0) => {
      const made = Buffer.from(make());
      return openHostile(({ request, socket, count, pass }) => (isListing(request) && count > from ? answer(socket, answerOf(200, made, headers)) : pass()), {
        port,
      });
    },
  };
}

const session = (index: number, size: number): string => `{"Id":"other-projects-${String(index)}","Description":"${"x".repeat(size)}"}`;
const pageOf = (count: number, size: number): string =>
  `{"Ids":[],"Sessions":[${Array.from({ length: count }, (_, index) => session(index, size)).join(",")}]}`;

/** Targets whose bodies are too large, or not what their headers say. */
export const bodyTargets: readonly HostileTarget[] = [
  listing("page-of-30-megabytes", "lists with 30 MB", { exit: 3, reported: tooLarge, requests: 4, neverFailed: true }, () => pageOf(1_000, 30_000)),
  listing(
    "page-of-30-megabytes-from-the-middle-on",
    "lists with 30 MB from the middle of the run on",
    { exit: 3, reported: tooLarge, requests: 4_000, neverFailed: true },
    () => pageOf(1_000, 30_000),
    { from: 100, limits: { maxRequests: 120 } },
  ),
  listing("page-of-7-megabytes", "lists with 7 MB of foreign sessions", { exit: 1, reported: /^FAILS/mu, requests: 4_000 }, () => pageOf(1_000, 7_000), {
    limits: { state: "create" },
  }),
  {
    name: "never-ends",
    title: "never ends a body",
    ends: { exit: 3, reported: tooLarge, requests: 4, neverFailed: true },
    heavy: true,
    open: (port = 0) =>
      openHostile(
        ({ socket }) => {
          socket.write(headOf("200 OK", { "content-type": "application/x-amz-json-1.1" }));
          const more = "x".repeat(65_536);
          const write = (): void => {
            if (!socket.destroyed && socket.write(more)) setImmediate(write);
          };
          socket.on("drain", write);
          write();
        },
        { port },
      ),
  },
  listing("gzip-bomb", "lists with 200 MB that gzip made small", { exit: 3, reported: tooLarge, requests: 4, neverFailed: true }, bomb, {
    headers: { "content-encoding": "gzip" },
  }),
  listing(
    "gzip-in-name-only",
    "says gzip of a body that is plain",
    { exit: 3, reported: /body is not the gzip that its content-encoding names/u, requests: 8 },
    () => "{}",
    { heavy: false, headers: { "content-encoding": "gzip" } },
  ),
  listing(
    "corrupt-gzip",
    "lists with gzip that is cut off",
    { exit: 3, reported: /body is not the gzip that its content-encoding names/u, requests: 8 },
    () => gzipSync(pageOf(100, 100)).subarray(0, 200),
    { heavy: false, headers: { "content-encoding": "gzip" } },
  ),
  listing(
    "unknown-encoding",
    "uses an encoding that was not requested",
    { exit: 3, reported: /encoding that no request asked for/u, requests: 8 },
    () => "(\u00B5/\u00FD",
    { heavy: false, headers: { "content-encoding": "zstd" } },
  ),
];

function bomb(): Uint8Array {
  return gzipSync(Buffer.alloc(200_000_000, "x"));
}
