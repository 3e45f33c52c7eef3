import { answer, answerOf, isListing, openHostile, type React } from "./exchange.ts";
import type { HostileTarget } from "./hostile-target.ts";

function values(name: string, title: string, ends: HostileTarget["ends"], react: React): HostileTarget {
  return { name, title, ends, open: (port = 0) => openHostile(react, { port }) };
}

/** Lists with a text of its own wherever the reference service lists; does everything else correctly. */
function listing(name: string, title: string, ends: HostileTarget["ends"], text: (count: number) => string | Uint8Array): HostileTarget {
  return values(name, title, ends, async ({ request, socket, count, reference, pass }) => {
    if (!isListing(request) || reference().status !== 200) return pass();
    answer(socket, answerOf(200, text(count)));
  });
}

/** As `listing`, with more than a client can hold in memory. */
function listingMuch(name: string, title: string, text: () => string, ends: HostileTarget["ends"] = fails): HostileTarget {
  return { ...listing(name, title, ends, text), heavy: true };
}

const fails = { exit: 1, reported: /^FAILS/mu, requests: 6_000 } as const;
const tooMany = { exit: 3, reported: /the body holds more than 100000 values/u, requests: 8, neverFailed: true } as const;
const times = (count: number, text: string): string => Array.from({ length: count }, () => text).join();
const deep = 200_000;
const nested = `${"[".repeat(deep)}${"]".repeat(deep)}`;

/** Targets whose answers are valid HTTP with unexpected content. */
export const valueTargets: readonly HostileTarget[] = [
  listingMuch("nested-arrays", "lists with 200,000 arrays in one another", () => nested),
  listingMuch(
    "nested-sessions",
    "lists sessions that are 200,000 arrays in one another",
    () => `{"Ids":[],"Sessions":[{"Id":"a","Tags":${nested}},${nested}]}`,
  ),
  listingMuch("nested-objects", "lists with 200,000 objects in one another", () => `${'{"Sessions":'.repeat(deep)}1${"}".repeat(deep)}`),
  listingMuch(
    "many-members",
    "lists with 90,000 unknown members",
    () => `{"Ids":[1],${Array.from({ length: 90_000 }, (_, index) => `"m${String(index)}":0`).join()}}`,
  ),
  listingMuch("many-ids", "lists two million ids that are empty, in 6 MB", () => `{"Ids":[${times(2_000_000, '""')}],"Sessions":[]}`, tooMany),
  listingMuch("many-empty-ids", "lists 90,000 ids that are empty", () => `{"Ids":[${times(90_000, '""')}],"Sessions":[]}`),
  listingMuch("many-empty-sessions", "lists 90,000 sessions without any member", () => `{"Ids":[],"Sessions":[${times(90_000, "{}")}]}`),
  listingMuch("many-nulls", "lists 90,000 sessions that are null", () => `{"Ids":[],"Sessions":[${times(90_000, "null")}]}`),
  listingMuch(
    "many-wrong-sessions",
    "lists 45,000 sessions whose members have other types",
    () => `{"Ids":[],"Sessions":[${times(45_000, '{"Id":1,"Status":2}')}]}`,
  ),
  listingMuch("many-tags", "lists a session with 90,000 tags", () => {
    const tags = Array.from({ length: 90_000 }, (_, index) => `"t${String(index)}":1`).join();
    return `{"Ids":[1],"Sessions":[{"Id":"a","Tags":{${tags}}}]}`;
  }),
  listingMuch(
    "many-lists",
    "lists with 40,000 lists in each of which there is another",
    () => `{"Ids":[${times(40_000, "[[]]")}],"Sessions":[${times(40_000, "[{}]")}]}`,
  ),
  listing("not-a-number", "lists with NaN and Infinity", fails, () => '{"Ids":[],"Sessions":[{"Id":"a","Progress":NaN,"CreatedOn":-Infinity}]}'),
  listing(
    "prototype-members",
    "lists with members named like those that every object has",
    fails,
    () => '{"__proto__":{"Ids":["p"]},"constructor":{"prototype":{"x":1}},"Ids":["a"],"Sessions":[{"__proto__":{"Id":"b"},"toString":1,"Id":7}]}',
  ),
  listing("no-utf-8", "lists with bytes that are no UTF-8", fails, () => Buffer.from('{"Ids":["\u00FF\u00FE\u00C0"],"Sessions":[]}', "latin1")),
  listingMuch("huge-number", "lists with a number of a million digits", () => `{"Ids":[],"Sessions":[{"Id":"a","Progress":1${"0".repeat(1_000_000)}}]}`),
  listing("endless-tokens", "gives a new token with every page", fails, (count) => `{"Ids":[],"Sessions":[],"NextToken":"token-${String(count)}"}`),
  {
    ...values(
      "endless-sessions",
      "has a new session, and a new token, with every page of a plain listing",
      { exit: 3, reported: /paging\/finds-every-session is unexercised \(.*does not come to its end/u, requests: 8_000, neverFailed: true },
      ({ request, socket, count, reference, pass }) => {
        const text = Buffer.from(request.body).toString();
        // The reference service does not know these tokens.
        const known = { ...request, body: Buffer.from(text.replace(/,?"NextToken":"token-\d+"/u, "").replace("{,", "{")) };
        if (!isListing(request) || text.includes("Tags") || reference(known).status !== 200) return pass();
        const id = `s-${String(count)}`;
        answer(socket, {
          ...reference(known),
          body: Buffer.from(`{"Ids":["${id}"],"Sessions":[{"Id":"${id}","Status":"READY"}],"NextToken":"token-${String(count)}"}`),
        });
      },
    ),
    // Walks for the sessions of the run go on for long before they are abandoned.
    limits: { only: ["paging/finds-every-session"] },
  },
];
