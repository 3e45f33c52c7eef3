import type { Call } from "../call.ts";
import type { Fault } from "../fault.ts";
import { Refusal } from "../refusal.ts";
import { behindAll, type Change, crash } from "./change.ts";

const accepted = "paging/token-is-accepted";
const refuses = "request/next-token/refuses-foreign-tokens";
const survives = "request/next-token/survives-foreign-tokens";
const oddIds = "paging/finds-sessions-with-odd-ids";

/** Looks at a token before it is read. */
const looksAt =
  (look: (token: string) => void): Change =>
  (behaviour) => ({
    ...behaviour,
    readToken(token, filter, call) {
      look(token);
      return behaviour.readToken(token, filter, call);
    },
  });

/** Reads tokens that the reference refuses as a position instead. */
const takesForeign =
  (position: (token: string) => number | undefined): Change =>
  (behaviour) => ({
    ...behaviour,
    readToken(token, filter, call) {
      try {
        return behaviour.readToken(token, filter, call);
      } catch (refusal) {
        const instead = position(token);
        if (instead === undefined) throw refusal;
        return instead;
      }
    },
  });

const foreign: readonly Fault[] = [
  {
    name: "foreign-token-restarts",
    title: "begins with the first page where it does not know the token",
    level: "should",
    caughtBy: refuses,
    apply: takesForeign(() => 0),
  },
  {
    name: "foreign-token-ends",
    title: "lists nothing where it does not know the token",
    level: "should",
    caughtBy: refuses,
    apply: takesForeign(() => behindAll),
  },
  {
    name: "foreign-token-as-offset",
    title: "takes a number for a token",
    level: "should",
    caughtBy: refuses,
    apply: takesForeign((token) => (/^\d+$/u.test(token) ? Number(token) : undefined)),
  },
  {
    name: "foreign-token-not-verified",
    title: "takes any token that decodes",
    level: "should",
    caughtBy: refuses,
    apply: takesForeign((token) => (Buffer.from(token, "base64url").toString().startsWith("{") ? 0 : undefined)),
  },
  {
    name: "foreign-token-is-an-id",
    title: "goes on behind where a token would stand among the ids",
    level: "should",
    caughtBy: refuses,
    apply: takesForeign((token) => (/^[a-z-]+$/u.test(token) ? 0 : undefined)),
  },
  {
    name: "empty-token-crash",
    title: "comes to grief over an empty token",
    level: "must",
    caughtBy: survives,
    apply: looksAt((token) => void (token === "" && crash("an empty token"))),
  },
  {
    name: "undecodable-token-crash",
    title: "comes to grief over a token that is not base64",
    level: "must",
    caughtBy: survives,
    apply: looksAt((token) => void (/[^\w-]/u.test(token) && crash("a token that is not base64"))),
  },
  {
    name: "short-token-crash",
    title: "comes to grief over a token of fewer characters than it takes apart",
    level: "must",
    caughtBy: survives,
    apply: looksAt((token) => void (token.length < 4 && crash("a short token"))),
  },
  {
    name: "json-token-crash",
    title: "comes to grief over a token that holds other JSON than its own",
    level: "must",
    caughtBy: survives,
    apply: looksAt((token) => void (Buffer.from(token, "base64url").toString().startsWith("{") && crash("the members of a token"))),
  },
  {
    name: "percent-token-crash",
    title: "comes to grief over a token with percent signs",
    level: "must",
    caughtBy: survives,
    apply: looksAt((token) => void decodeURIComponent(token)),
  },
  {
    name: "non-ascii-token-crash",
    title: "comes to grief over a token beyond ASCII",
    level: "must",
    caughtBy: survives,
    apply: looksAt((token) => void (/[^\0-\u007F]/u.test(token) && crash("a token beyond ASCII"))),
  },
  {
    name: "huge-number-token-crash",
    title: "comes to grief over a token that is a huge number",
    level: "must",
    caughtBy: survives,
    apply: looksAt((token) => void (Number(token) > behindAll && crash("a huge number"))),
  },
  {
    name: "long-token-crash",
    title: "comes to grief over a token of its longest length",
    level: "must",
    caughtBy: survives,
    apply: looksAt((token) => void (token.length > 65_535 && crash("a long token"))),
  },
];

const own: readonly Fault[] = [
  {
    name: "token-refused-on-second-page",
    title: "refuses every token that it gave",
    level: "must",
    caughtBy: accepted,
    apply: looksAt(() => {
      throw new Refusal("token", "The specified NextToken is not valid", ["NextToken"]);
    }),
  },
  {
    name: "token-refused-with-tags",
    title: "refuses a token in a request that filters",
    level: "must",
    caughtBy: "filters/single-pair/kept-over-pages",
    apply: (behaviour) => ({
      ...behaviour,
      readToken: (token, filter, call) => behaviour.readToken(filter.size > 0 ? "" : token, filter, call),
    }),
  },
  {
    name: "token-bound-to-page-size",
    title: "refuses a token where MaxResults is another than before",
    level: "must",
    caughtBy: accepted,
    apply: (behaviour) => ({
      ...behaviour,
      sealOf: (position, filter, call) => `${behaviour.sealOf(position, filter, call)}.${String((call.input as { readonly MaxResults?: number }).MaxResults)}`,
    }),
  },
  {
    name: "token-in-upper-case",
    title: "gives tokens in upper case and reads them exactly",
    level: "must",
    caughtBy: accepted,
    apply: (behaviour) => ({
      ...behaviour,
      operations: {
        ...behaviour.operations,
        ListSessions(call) {
          const { NextToken, ...listing } = behaviour.operations.ListSessions(call) as { readonly NextToken?: string };
          return { ...listing, NextToken: NextToken?.toUpperCase() };
        },
      },
    }),
  },
  {
    name: "token-ignored",
    title: "begins with the first page whatever the token",
    level: "must",
    caughtBy: "paging/ends",
    apply: (behaviour) => ({ ...behaviour, readToken: () => 0 }),
  },
  {
    name: "token-always-the-same",
    title: "gives the same token on every page but the last",
    level: "must",
    caughtBy: "paging/ends",
    apply: (behaviour) => {
      let cursor = 0;
      return {
        ...behaviour,
        issueToken(position) {
          cursor = position;
          return "next";
        },
        readToken: (token, filter, call) => (token === "next" ? cursor : behaviour.readToken(token, filter, call)),
      };
    },
  },
];

/** Tokens that hold the id of the last session listed, as it is, and a version. */
function holdsId(write: (id: string) => string, read: (token: string) => string): Change {
  return (behaviour) => ({
    ...behaviour,
    issueToken: (position, _filter, call) => write(idAt(position, call)),
    readToken(token, _filter, { store }) {
      const session = store.get(read(token));
      if (session === undefined) throw new Refusal("token", "The specified NextToken is not valid", ["NextToken"]);
      return session.sequence;
    },
  });
}

function idAt(position: number, { store }: Call): string {
  const [session] = store.after(position - 1);
  return session?.id ?? "";
}

const separated = (separator: string): Change =>
  holdsId(
    (id) => `v1${separator}${id}${separator}list`,
    (token) => token.split(separator)[1] ?? "",
  );

const holdingIds: readonly Fault[] = [
  {
    name: "token-split-at-colon",
    title: "takes tokens apart at colons, which may stand in an id",
    level: "must",
    caughtBy: accepted,
    apply: separated(":"),
  },
  {
    name: "token-split-at-slash",
    title: "takes tokens apart at slashes, which may stand in an id",
    level: "must",
    caughtBy: accepted,
    apply: separated("/"),
  },
  {
    name: "token-split-at-equals-sign",
    title: "takes tokens apart at equals signs, which may stand in an id",
    level: "must",
    caughtBy: accepted,
    apply: separated("="),
  },
  {
    name: "token-split-at-dot",
    title: "takes tokens apart at dots, which may stand in an id",
    level: "must",
    caughtBy: accepted,
    apply: separated("."),
  },
  {
    name: "token-split-at-bar",
    title: "takes tokens apart at bars, which may stand in an id",
    level: "should",
    caughtBy: oddIds,
    apply: separated("|"),
  },
  {
    name: "token-split-at-comma",
    title: "takes tokens apart at commas, which may stand in an id",
    level: "should",
    caughtBy: oddIds,
    apply: separated(","),
  },
  {
    name: "token-plus-is-blank",
    title: "reads a plus in a token as a blank",
    level: "must",
    caughtBy: accepted,
    apply: holdsId(
      (id) => id,
      (token) => token.replaceAll("+", " "),
    ),
  },
  {
    name: "token-percent-decoded",
    title: "decodes percent signs in a token that it did not encode",
    level: "should",
    caughtBy: oddIds,
    apply: holdsId(
      (id) => id,
      (token) => token.replaceAll(/%([0-9A-F]{2})/gu, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    ),
  },
  {
    name: "token-quoted-by-hand",
    title: "writes ids into the JSON of a token without escaping them",
    level: "should",
    caughtBy: oddIds,
    apply: holdsId(
      (id) => Buffer.from(`{"id":"${id}"}`).toString("base64url"),
      (token) => idIn(Buffer.from(token, "base64url").toString()),
    ),
  },
  {
    name: "token-in-latin-one",
    title: "writes ids into a token in Latin-1",
    level: "should",
    caughtBy: oddIds,
    apply: holdsId(
      (id) => Buffer.from(id, "latin1").toString("base64"),
      (token) => Buffer.from(token, "base64").toString("latin1"),
    ),
  },
  {
    name: "token-encoder-crash",
    title: "comes to grief over an id beyond Latin-1 when it makes a token",
    level: "should",
    caughtBy: oddIds,
    apply: holdsId(
      (id) => btoa(id),
      (token) => atob(token),
    ),
  },
  {
    name: "token-cut-short",
    title: "cuts the id in a token to 64 characters",
    level: "must",
    caughtBy: accepted,
    apply: holdsId(
      (id) => id.slice(0, 64),
      (token) => token,
    ),
  },
  {
    name: "token-cut-at-128",
    title: "cuts the id in a token to 128 characters",
    level: "should",
    caughtBy: oddIds,
    apply: holdsId(
      (id) => id.slice(0, 128),
      (token) => token,
    ),
  },
];

function idIn(text: string): string {
  try {
    return (JSON.parse(text) as { readonly id: string }).id;
  } catch {
    return "";
  }
}

/** Faults in what tokens hold and which are accepted. */
export const tokenFaults: readonly Fault[] = [...foreign, ...own, ...holdingIds];
