import { answer, answerOf, isListing, type React } from "./exchange.ts";
import { abstains, fails, targets } from "./hostile-target.ts";

/** Lists with a text of its own wherever the reference service lists; does everything else correctly. A text that is always the same is made once. */
function listing(text: (count: number) => string | Uint8Array): React {
  let made: Uint8Array | undefined;
  const textFor = (count: number): string | Uint8Array => (text.length > 0 ? text(count) : (made ??= Buffer.from(text(0))));
  return ({ request, socket, count, reference, pass }) =>
    isListing(request) && reference().status === 200 ? answer(socket, answerOf(200, textFor(count))) : pass();
}

const failing = fails(6_000);
const times = (count: number, text: string): string => Array.from({ length: count }, () => text).join();
const numbered = (count: number, text: (index: string) => string): string => Array.from({ length: count }, (_, index) => text(String(index))).join();
const deep = 200_000;
const nested = `${"[".repeat(deep)}${"]".repeat(deep)}`;

// More than a client can hold in memory, were it to keep what it finds wrong.
const heavy = targets(
  {
    "nested-arrays: lists with 200,000 arrays in one another": [failing, listing(() => nested)],
    "nested-sessions: lists sessions that are 200,000 arrays in one another": [
      failing,
      listing(() => `{"Ids":[],"Sessions":[{"Id":"a","Tags":${nested}},${nested}]}`),
    ],
    "nested-objects: lists with 200,000 objects in one another": [failing, listing(() => `${'{"Sessions":'.repeat(deep)}1${"}".repeat(deep)}`)],
    "many-members: lists with 90,000 unknown members": [failing, listing(() => `{"Ids":[1],${numbered(90_000, (index) => `"m${index}":0`)}}`)],
    "many-ids: lists two million ids that are empty, in 6 MB": [
      abstains(8, /the body holds more than 100000 values/u),
      listing(() => `{"Ids":[${times(2_000_000, '""')}],"Sessions":[]}`),
    ],
    "many-empty-ids: lists 90,000 ids that are empty": [failing, listing(() => `{"Ids":[${times(90_000, '""')}],"Sessions":[]}`)],
    "many-empty-sessions: lists 90,000 sessions without any member": [failing, listing(() => `{"Ids":[],"Sessions":[${times(90_000, "{}")}]}`)],
    "many-nulls: lists 90,000 sessions that are null": [failing, listing(() => `{"Ids":[],"Sessions":[${times(90_000, "null")}]}`)],
    "many-wrong-sessions: lists 45,000 sessions whose members have other types": [
      failing,
      listing(() => `{"Ids":[],"Sessions":[${times(45_000, '{"Id":1,"Status":2}')}]}`),
    ],
    "many-tags: lists a session with 90,000 tags": [
      failing,
      listing(() => `{"Ids":[1],"Sessions":[{"Id":"a","Tags":{${numbered(90_000, (index) => `"t${index}":1`)}}}]}`),
    ],
    "many-lists: lists with 40,000 lists in each of which there is another": [
      failing,
      listing(() => `{"Ids":[${times(40_000, "[[]]")}],"Sessions":[${times(40_000, "[{}]")}]}`),
    ],
    "huge-number: lists with a number of a million digits": [failing, listing(() => `{"Ids":[],"Sessions":[{"Id":"a","Progress":1${"0".repeat(1_000_000)}}]}`)],
  },
  { heavy: true },
);

const light = targets({
  "not-a-number: lists with NaN and Infinity": [failing, listing(() => '{"Ids":[],"Sessions":[{"Id":"a","Progress":NaN,"CreatedOn":-Infinity}]}')],
  "prototype-members: lists with members named like those that every object has": [
    failing,
    listing(() => '{"__proto__":{"Ids":["p"]},"constructor":{"prototype":{"x":1}},"Ids":["a"],"Sessions":[{"__proto__":{"Id":"b"},"toString":1,"Id":7}]}'),
  ],
  "no-utf-8: lists with bytes that are no UTF-8": [failing, listing(() => Buffer.from('{"Ids":["\u00FF\u00FE\u00C0"],"Sessions":[]}', "latin1"))],
  "endless-tokens: gives a new token with every page": [failing, listing((count) => `{"Ids":[],"Sessions":[],"NextToken":"token-${String(count)}"}`)],
  "endless-sessions: has a new session, and a new token, with every page of a plain listing": [
    abstains(8_000, /paging\/finds-every-session is unexercised \(.*does not come to its end/u),
    ({ request, socket, count, reference, pass }) => {
      const text = Buffer.from(request.body).toString();
      // The reference service does not know these tokens.
      const known = { ...request, body: Buffer.from(text.replace(/,?"NextToken":"token-\d+"/u, "").replace("{,", "{")) };
      if (!isListing(request) || text.includes("Tags") || reference(known).status !== 200) return pass();
      const id = `s-${String(count)}`;
      const body = `{"Ids":["${id}"],"Sessions":[{"Id":"${id}","Status":"READY"}],"NextToken":"token-${String(count)}"}`;
      answer(socket, { ...reference(known), body: Buffer.from(body) });
    },
    // Walks for the sessions of the run go on for long before they are abandoned.
    { limits: { only: ["paging/finds-every-session"] } },
  ],
});

/** Targets whose answers are valid HTTP with unexpected content. */
export const valueTargets = [...heavy, ...light];
