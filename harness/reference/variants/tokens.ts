import { contractOf } from "../../../spec/contracts/shipped-contracts.ts";
import { memberOf } from "../../../spec/json.ts";
import { jsonOf, namedOperation } from "../faults/answers.ts";
import { type Change, type Members, refuseToken } from "../faults/change.ts";
import { readsToken } from "../faults/listing.ts";
import { Refusal } from "../service/refusal.ts";
import type { TagFilter } from "../service/decisions.ts";
import { legal, mayFail, slowedBy, type VariantTraits } from "./variant.ts";

/** An issued token, and its meaning. */
interface Issued {
  readonly position: number;
  readonly filter: TagFilter;
  readonly at: number;
}

const sameFilter = (one: TagFilter, other: TagFilter): boolean => one.size === other.size && [...one].every(([key, value]) => other.get(key) === value);
const numbered = (number: number): string => `page-token-${String(number)}-${(number * 0x9e3779b1).toString(36)}`;

/** Tokens that the service looks up among those it gave, and takes with their own filter; each is given once only. */
const bookkeeping =
  ({ spelled = numbered, once = false, lastsMs = Infinity }): Change =>
  () => {
    const book = new Map<string, Issued>();
    let count = 0;
    return {
      issueToken(position, filter, { at }) {
        const token = spelled((count += 1));
        book.set(token, { position, filter, at });
        return token;
      },
      readToken(token, filter, { at }) {
        const issued = book.get(token);
        if (issued === undefined || !sameFilter(issued.filter, filter) || at - issued.at >= lastsMs) return refuseToken();
        if (once) book.delete(token);
        return issued.position;
      },
    };
  };

/** Tokens that say by what filter the walk goes on. */
const holdsFilter: Change = ({ filterOf }) => {
  const filters = new Map<string, TagFilter>();
  return {
    filterOf: (input) => (input.NextToken === undefined ? undefined : filters.get(input.NextToken)) ?? filterOf(input),
    issueToken(position, filter) {
      const token = Buffer.from(JSON.stringify([position, ...filter])).toString("base64");
      filters.set(token, filter);
      return token;
    },
    readToken: (token) => (filters.has(token) ? Number((JSON.parse(Buffer.from(token, "base64").toString()) as unknown[])[0]) : refuseToken()),
  };
};

/** Adds text to every token that the service gives, as long as it leaves it alone. */
const respelling =
  (put: (token: string) => string, take: (token: string) => string): Change =>
  ({ issueToken, readToken }) => ({
    issueToken: (...position) => put(issueToken(...position)),
    // The inner reading issues the token again to compare: both ways the added text is gone.
    readToken(token, filter, call) {
      const inner = take(token);
      return put(inner) === token ? readToken(inner, filter, { ...call, behaviour: { ...call.behaviour, issueToken } }) : refuseToken();
    },
  });

const longest = (): number => contractOf("ListSessions").response.properties["NextToken"]?.maxLength ?? 0;
const oddities = "\u00E9\u{1F600}\"\\/'<>&%00=+|,;:{}[] \t\n\u2028\u0000end";

/** Refuses a used token, whatever else is wrong with the request. */
const refusingUsedFirst: VariantTraits = {
  wrap(service) {
    const used = new Set<unknown>();
    return async (request) => {
      const answer = await service(request);
      const token = memberOf(jsonOf(request), "NextToken");
      if (namedOperation(request) !== "ListSessions" || !String(token).startsWith("page-token-")) return answer;
      if (used.has(token)) return { ...answer, status: 400, body: Buffer.from(JSON.stringify({ __type: "InvalidToken", message: "The token was used" })) };
      used.add(token);
      return answer;
    };
  },
};

/** Services with tokens of other kinds. */
export const tokenVariants = [
  ...legal({
    "tokens-hold-the-filter: takes the filter of later pages from the token, whatever comes with it": holdsFilter,
    "tokens-used-once: takes each token once": bookkeeping({ once: true }),
    "used-tokens-refused-first: takes each token once, and looks at nothing else of a request with one that was used": [
      bookkeeping({ once: true }),
      refusingUsedFirst,
    ],
    "tokens-never-alike: gives another token for the same page each time": bookkeeping({}),
    "tokens-bound-to-nothing: takes a token whatever the filter that comes with it": () => ({ sealOf: (position) => String(position * 7919) }),
    "tokens-bound-to-origin: takes a token only with the RequestOrigin that it was given for": ({ sealOf }) => ({
      sealOf: (position, filter, call) => sealOf(position, new Map([...filter, ["\0origin", String((call.input as Members)["RequestOrigin"])]]), call),
    }),
    "tokens-expire: takes no token that is ten minutes old": [bookkeeping({ lastsMs: 10 * 60_000 }), slowedBy(50)],
    "tokens-as-long-as-allowed: gives tokens of the greatest length that the page allows": respelling(
      (token) => token.padEnd(longest(), "="),
      (token) => token.replace(/=*$/u, ""),
    ),
    "tokens-with-odd-characters: gives tokens with quotes, controls, line breaks and non-ASCII characters in them": respelling(
      (token) => token + oddities,
      (token) => token.slice(0, -oddities.length),
    ),
    "tokens-that-look-like-numbers: gives tokens that are decimal numbers": bookkeeping({ spelled: (number) => `0${String(number * 1_000_003)}` }),
    "tokens-of-one-character: gives tokens as short as can be": bookkeeping({ spelled: (number) => String.fromCodePoint(0x4e00 + number) }),
    "empty-token-is-absent: takes an empty token for none": readsToken((token, usual) => (token === "" ? 0 : usual())),
  }),
  ...mayFail(["request/next-token/refuses-foreign-tokens"], {
    "foreign-tokens-start-over: begins a walk again at a token that it never gave": readsToken((_token, usual) => {
      try {
        return usual();
      } catch (error) {
        if (error instanceof Refusal) return 0;
        throw error;
      }
    }),
  }),
];
