import { gzipSync } from "node:zlib";
import { answer, answerOf, endless, headOf, isListing, type React } from "./exchange.ts";
import { abstains, fails, stops, targets } from "./hostile-target.ts";

const tooLarge = (requests: number): ReturnType<typeof abstains> => abstains(requests, /larger than \d+ bytes \(--body-limit\)/u);
const notGzip = stops(8, /body is not the gzip that its content-encoding names/u);

const json = { "content-type": "application/x-amz-json-1.1" };
const pageOf = (count: number, size: number): string => {
  const sessions = Array.from({ length: count }, (_, index) => `{"Id":"other-projects-${String(index)}","Description":"${"x".repeat(size)}"}`);
  return `{"Ids":[],"Sessions":[${sessions.join(",")}]}`;
};
const largePage = (): string => pageOf(1_000, 30_000);

/** Lists with a body of its own, made once, from a given request of the run on; does everything else correctly. */
function listing(make: () => string | Uint8Array, encoding?: string, from = 0): React {
  let made: Uint8Array | undefined;
  const headers = encoding === undefined ? {} : { "content-encoding": encoding };
  return ({ request, socket, count, pass }) =>
    isListing(request) && count > from ? answer(socket, answerOf(200, (made ??= Buffer.from(make())), headers)) : pass();
}

const large = targets(
  {
    "page-of-30-megabytes: lists with 30 MB": [tooLarge(4), listing(largePage)],
    "page-of-30-megabytes-from-the-middle-on: lists with 30 MB from the middle of the run on": [
      tooLarge(4_000),
      listing(largePage, undefined, 100),
      { limits: { maxRequests: 120 } },
    ],
    "page-of-7-megabytes: lists with 7 MB of foreign sessions": [fails(4_000), listing(() => pageOf(1_000, 7_000)), { limits: { state: "create" } }],
    "never-ends: never ends a body": [tooLarge(4), endless(headOf("200 OK", json), "x".repeat(65_536))],
    "gzip-bomb: lists with 200 MB that gzip made small": [tooLarge(4), listing(() => gzipSync(Buffer.alloc(200_000_000, "x")), "gzip")],
  },
  { heavy: true },
);

const misnamed = targets({
  "gzip-in-name-only: says gzip of a body that is plain": [notGzip, listing(() => "{}", "gzip")],
  "corrupt-gzip: lists with gzip that is cut off": [notGzip, listing(() => gzipSync(pageOf(100, 100)).subarray(0, 200), "gzip")],
  "unknown-encoding: uses an encoding that was not requested": [stops(8, /encoding that no request asked for/u), listing(() => "(\u00B5/\u00FD", "zstd")],
});

/** Targets whose bodies are too large, or not what their headers say. */
export const bodyTargets = [...large, ...misnamed];
