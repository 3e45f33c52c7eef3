import type { Fault } from "./fault.ts";
import { Refusal } from "../service/refusal.ts";
import { behindAll, type BehaviourChange } from "./change.ts";
import type { OperationCall } from "../service/decisions.ts";

const accepted = "paging/token-is-accepted";
const oddIds = "paging/finds-sessions-with-odd-ids";
const deletion = "paging/survives-deletion";

function refuseToken(): never {
  throw new Refusal("token", "The specified NextToken is not valid", ["NextToken"]);
}

const own: readonly Fault[] = [
  {
    name: "token-refused-on-second-page",
    title: "refuses every token that it gave",
    level: "must",
    caughtBy: accepted,
    apply: (behaviour) => ({ ...behaviour, readToken: refuseToken }),
  },
  {
    name: "token-refused-with-tags",
    title: "refuses a token in a request that filters",
    level: "must",
    caughtBy: accepted,
    apply: (behaviour) => ({
      ...behaviour,
      readToken: (token, filter, call) => (filter.size > 0 ? refuseToken() : behaviour.readToken(token, filter, call)),
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
  {
    name: "token-counts-sessions",
    title: "holds in a token how many sessions were listed, so that a deletion moves one out of the walk",
    level: "should",
    caughtBy: deletion,
    apply: (behaviour) => ({
      ...behaviour,
      issueToken: (position, _filter, { store }) => String([...store.after(0)].filter(({ sequence }) => sequence <= position).length),
      readToken: (token, _filter, { store }) => (/^\d+$/u.test(token) ? ([...store.after(0)][Number(token) - 1]?.sequence ?? behindAll) : refuseToken()),
    }),
  },
];

/** Tokens that hold the id of the last session listed, as it is, and a version. */
function holdsId(write: (id: string) => string, read: (token: string) => string): BehaviourChange {
  return (behaviour) => ({
    ...behaviour,
    issueToken: (position, _filter, call) => write(idAt(position, call)),
    readToken: (token, _filter, { store }) => store.get(read(token))?.sequence ?? refuseToken(),
  });
}

function idAt(position: number, { store }: OperationCall): string {
  const [session] = store.after(position - 1);
  return session?.id ?? "";
}

const separated = (separator: string): BehaviourChange =>
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
    title: "crashes on an id beyond Latin-1 when it makes a token",
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
  {
    name: "token-of-deleted-session-refused",
    title: "refuses a token whose session was deleted meanwhile",
    level: "should",
    caughtBy: deletion,
    apply: holdsId(
      (id) => id,
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

/** Faults in the content of tokens, and in their handling. */
export const tokenFaults: readonly Fault[] = [...own, ...holdingIds];
