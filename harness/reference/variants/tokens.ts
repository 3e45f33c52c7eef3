import { contractOf } from "../../../spec/contracts/shipped-contracts.ts";
import { Refusal } from "../service/refusal.ts";
import { legal, mayFail, type Variant } from "./variant.ts";
import { type Apply, deciding, slowing, type Wrap } from "./changes.ts";
import type { TagFilter } from "../service/decisions.ts";
import { namedOperation } from "../faults/answers.ts";

/** An issued token, and its meaning. */
interface Issued {
  readonly position: number;
  readonly filter: TagFilter;
  readonly at: number;
}

interface TokenBook {
  /** The name of the n-th token. */
  readonly spelled: (number: number) => string;
  /** Whether a token is taken, for that filter and at that moment. */
  readonly takes: (issued: Issued, filter: TagFilter, at: number) => boolean;
  readonly once?: true;
}

const refusal = (): Refusal => new Refusal("token", "The specified NextToken is not valid or has expired", ["NextToken"]);

const sameFilter = (one: TagFilter, other: TagFilter): boolean => one.size === other.size && [...one].every(([key, value]) => other.get(key) === value);

/** Tokens that the service looks up among those it gave; each is given once only. */
function bookkeeping({ spelled, takes, once }: TokenBook): Apply {
  return (behaviour) => {
    const book = new Map<string, Issued>();
    let count = 0;
    return {
      ...behaviour,
      issueToken(position, filter, { at }) {
        const token = spelled((count += 1));
        book.set(token, { position, filter, at });
        return token;
      },
      readToken(token, filter, { at }) {
        const issued = book.get(token);
        if (issued === undefined || !takes(issued, filter, at)) throw refusal();
        if (once === true) book.delete(token);
        return issued.position;
      },
    };
  };
}

const numbered = (number: number): string => `page-token-${String(number)}-${(number * 0x9e3779b1).toString(36)}`;
const boundToFilter: TokenBook["takes"] = (issued, filter) => sameFilter(issued.filter, filter);
const tenMinutes = 10 * 60_000;

/** Adds text to every token that the service gives, as long as it leaves it alone. */
function respelling(put: (token: string) => string, take: (token: string) => string): Apply {
  return deciding(({ issueToken, readToken }) => ({
    issueToken: (...position) => put(issueToken(...position)),
    // The inner reading issues the token again to compare: both ways the added text is gone.
    readToken(token, filter, call) {
      const behaviour = { ...call.behaviour, issueToken };
      const inner = take(token);
      if (put(inner) !== token) throw refusal();
      return readToken(inner, filter, { ...call, behaviour });
    },
  }));
}

const longest = (): number => contractOf("ListSessions").response.properties["NextToken"]?.maxLength ?? 0;
const oddities = "\u00E9\u{1F600}\"\\/'<>&%00=+|,;:{}[] \t\n\u2028\u0000end";

/** Refuses a used token, whatever else is wrong with the request. */
const refusingUsedFirst: Wrap = (service) => {
  const used = new Set<string>();
  return async (request) => {
    const answer = await service(request);
    const token = tokenOf(request.body);
    if (namedOperation(request) !== "ListSessions" || token === undefined) return answer;
    if (!used.has(token)) {
      used.add(token);
      return answer;
    }
    return { ...answer, status: 400, body: Buffer.from(JSON.stringify({ __type: "InvalidToken", message: "The token was used" })) };
  };
};

function tokenOf(body: Uint8Array): string | undefined {
  try {
    const token: unknown = (JSON.parse(Buffer.from(body).toString()) as { readonly NextToken?: unknown } | null)?.NextToken;
    return typeof token === "string" && token.startsWith("page-token-") ? token : undefined;
  } catch {
    return undefined;
  }
}

/** Services with tokens of other kinds. */
export const tokenVariants: readonly Variant[] = [
  ...legal({
    "tokens-used-once: takes each token once": bookkeeping({ spelled: numbered, takes: boundToFilter, once: true }),
    "used-tokens-refused-first: takes each token once, and looks at nothing else of a request with one that was used": [
      bookkeeping({ spelled: numbered, takes: boundToFilter, once: true }),
      { wrap: refusingUsedFirst },
    ],
    "tokens-never-alike: gives another token for the same page each time": bookkeeping({ spelled: numbered, takes: boundToFilter }),
    "tokens-bound-to-nothing: takes a token whatever the filter that comes with it": () => ({ sealOf: (position) => String(position * 7919) }),
    "tokens-expire: takes no token that is ten minutes old": [
      bookkeeping({ spelled: numbered, takes: (issued, filter, at) => sameFilter(issued.filter, filter) && at - issued.at < tenMinutes }),
      { wrap: slowing(50) },
    ],
    "tokens-as-long-as-allowed: gives tokens of the greatest length that the page allows": respelling(
      (token) => token.padEnd(longest(), "="),
      (token) => token.replace(/=*$/u, ""),
    ),
    "tokens-with-odd-characters: gives tokens with quotes, controls, line breaks and non-ASCII characters in them": respelling(
      (token) => token + oddities,
      (token) => token.slice(0, -oddities.length),
    ),
    "tokens-that-look-like-numbers: gives tokens that are decimal numbers": bookkeeping({
      spelled: (number) => `0${String(number * 1_000_003)}`,
      takes: boundToFilter,
    }),
    "tokens-of-one-character: gives tokens as short as can be": bookkeeping({
      spelled: (number) => String.fromCodePoint(0x4e00 + number),
      takes: boundToFilter,
    }),
    "empty-token-is-absent: takes an empty token for none": ({ readToken }) => ({
      readToken: (token, filter, call) => (token === "" ? 0 : readToken(token, filter, call)),
    }),
    "foreign-tokens-start-over: begins a walk again at a token that it never gave": [
      ({ readToken }) => ({
        readToken(token, filter, call) {
          try {
            return readToken(token, filter, call);
          } catch (error) {
            if (error instanceof Refusal) return 0;
            throw error;
          }
        },
      }),
      mayFail("request/next-token/refuses-foreign-tokens"),
    ],
  }),
];
