import type { ListSessionsInput } from "../service/stored-session.ts";
import { type Change, crash, type Listing, lists, memberSchema, refuseToken } from "./change.ts";
import { behindAll, readsToken } from "./listing.ts";
import { type Fault, faultTable } from "./fault.ts";

/** Tokens that hold the id of the last session listed. */
function holdsId(read: (token: string) => string, write = (id: string): string => id): Change {
  return () => ({
    issueToken(position, _filter, { store }) {
      const [session] = store.after(position - 1);
      return write(session?.id ?? "");
    },
    readToken: (token, _filter, { store }) => store.get(read(token))?.sequence ?? refuseToken(),
  });
}

const asItIs = (token: string): string => token;

const separated = (separator: string): Change =>
  holdsId(
    (token) => token.split(separator)[1] ?? "",
    (id) => `v1${separator}${id}${separator}list`,
  );

function idIn(text: string): string {
  try {
    return (JSON.parse(text) as { readonly id: string }).id;
  } catch {
    return "";
  }
}

/** Crashes on some tokens before it reads them. */
const crashesOn = (what: string, test: (token: string) => boolean): Change => readsToken((token, usual) => (test(token) ? crash(what) : usual()));

const isJson = (token: string): boolean => Buffer.from(token, "base64url").toString().startsWith("{");

/** Reads tokens that the reference refuses as a position instead. */
const takesForeign = (position: (token: string) => number | undefined): Change =>
  readsToken((token, usual) => {
    try {
      return usual();
    } catch (refusal) {
      const instead = position(token);
      if (instead === undefined) throw refusal;
      return instead;
    }
  });

/** Gives something else for a token. */
const wherePaged = (tokenOf: (listing: Listing) => unknown): Change =>
  lists((listing) => (listing.NextToken === undefined ? {} : { NextToken: tokenOf(listing) }));

/** Faults in the content of tokens, their shape and their handling, the service's own and others. */
export const tokenFaults: readonly Fault[] = faultTable({
  "paging/token-is-accepted": "must",
  "token-refused-on-second-page: refuses every token that it gave": readsToken(refuseToken),
  "token-refused-with-tags: refuses a token in a request that filters": readsToken((_token, usual, filter) => (filter.size > 0 ? refuseToken() : usual())),
  "token-bound-to-page-size: refuses a token where MaxResults is another than before": ({ sealOf }) => ({
    sealOf: (position, filter, call) => `${sealOf(position, filter, call)}.${String((call.input as ListSessionsInput).MaxResults)}`,
  }),
  "token-in-upper-case: gives tokens in upper case and reads them exactly": lists(({ NextToken }) => ({ NextToken: NextToken?.toUpperCase() })),
  "token-word-at-the-end: sends the word None for NextToken on the last page": lists(({ NextToken = "None" }) => ({ NextToken })),
  "token-split-at-colon: takes tokens apart at colons, which may stand in an id": separated(":"),
  "token-split-at-slash: takes tokens apart at slashes, which may stand in an id": separated("/"),
  "token-split-at-equals-sign: takes tokens apart at equals signs, which may stand in an id": separated("="),
  "token-split-at-dot: takes tokens apart at dots, which may stand in an id": separated("."),
  "token-plus-is-blank: reads a plus in a token as a blank": holdsId((token) => token.replaceAll("+", " ")),
  "token-cut-short: cuts the id in a token to 64 characters": holdsId(asItIs, (id) => id.slice(0, 64)),
  "paging/finds-sessions-with-odd-ids": "should",
  "token-split-at-bar: takes tokens apart at bars, which may stand in an id": separated("|"),
  "token-split-at-comma: takes tokens apart at commas, which may stand in an id": separated(","),
  "token-percent-decoded: decodes percent signs in a token that it did not encode": holdsId((token) =>
    token.replaceAll(/%([0-9A-F]{2})/gu, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
  ),
  "token-quoted-by-hand: writes ids into the JSON of a token without escaping them": holdsId(
    (token) => idIn(Buffer.from(token, "base64url").toString()),
    (id) => Buffer.from(`{"id":"${id}"}`).toString("base64url"),
  ),
  "token-in-latin-one: writes ids into a token in Latin-1": holdsId(
    (token) => Buffer.from(token, "base64").toString("latin1"),
    (id) => Buffer.from(id, "latin1").toString("base64"),
  ),
  "token-encoder-crash: crashes on an id beyond Latin-1 when it makes a token": holdsId(atob, btoa),
  "token-cut-at-128: cuts the id in a token to 128 characters": holdsId(asItIs, (id) => id.slice(0, 128)),
  "paging/survives-deletion": "should",
  "token-of-deleted-session-refused: refuses a token whose session was deleted meanwhile": holdsId(asItIs),
  "token-counts-sessions: holds in a token how many sessions were listed, so that a deletion moves one out of the walk": () => ({
    issueToken: (position, _filter, { store }) => String([...store.after(0)].filter(({ sequence }) => sequence <= position).length),
    readToken: (token, _filter, { store }) => (/^\d+$/u.test(token) ? ([...store.after(0)][Number(token) - 1]?.sequence ?? behindAll) : refuseToken()),
  }),
  "paging/ends": "must",
  "token-ignored: begins with the first page whatever the token": readsToken(() => 0),
  "request/next-token/refuses-foreign-tokens": "should",
  "foreign-token-restarts: begins with the first page where it does not know the token": takesForeign(() => 0),
  "foreign-token-ends: lists nothing where it does not know the token": takesForeign(() => behindAll),
  "foreign-token-as-offset: takes a number for a token": takesForeign((token) => (/^\d+$/u.test(token) ? Number(token) : undefined)),
  "foreign-token-not-verified: takes a token that decodes to any JSON": takesForeign((token) => (isJson(token) ? 0 : undefined)),
  "request/next-token/survives-foreign-tokens": "must",
  "list-token-crash: crashes on a token that holds a list": crashesOn("a list", (token) => Buffer.from(token, "base64").toString().startsWith("[")),
  "empty-token-crash: crashes on an empty token": crashesOn("an empty token", (token) => token === ""),
  "undecodable-token-crash: crashes on a token that is not base64": crashesOn("a token that is not base64", (token) => /[^\w-]/u.test(token)),
  "short-token-crash: crashes on a token of fewer characters than it takes apart": crashesOn("a short token", (token) => token.length < 4),
  "json-token-crash: crashes on a token that holds other JSON than its own": crashesOn("the members of a token", isJson),
  "percent-token-crash: crashes on a token with percent signs": readsToken((token, usual) => (decodeURIComponent(token) === "" ? 0 : usual())),
  "non-ascii-token-crash: crashes on a token beyond ASCII": crashesOn("a token beyond ASCII", (token) => /[^\0-\u007F]/u.test(token)),
  "huge-number-token-crash: crashes on a token that is a huge number": crashesOn("a huge number", (token) => Number(token) > behindAll),
  "long-token-crash: crashes on a token of its longest length": crashesOn("a long token", (token) => token.length > 65_535),
  "response/types": "must",
  "token-number: sends NextToken as a number": wherePaged(({ Ids }) => Ids.length),
  "token-structure: sends NextToken as a structure": wherePaged(({ Ids }) => ({ after: Ids.at(-1) })),
  "token-false-at-the-end: sends false for NextToken on the last page": lists(({ NextToken }) => ({ NextToken: NextToken ?? false })),
  "response/omits-null-members": "should",
  "token-null-at-the-end: sends null for NextToken on the last page": lists(({ NextToken }) => ({ NextToken: NextToken ?? null })),
  "response/limits": "must",
  "token-overlong: sends a NextToken above its own length": lists(({ NextToken }) => ({
    NextToken: NextToken?.padEnd((memberSchema("NextToken").maxLength ?? 0) + 1, "="),
  })),
  "paging/finds-every-session": "must",
  "token-lower-camel: names the token nextToken": lists(({ NextToken: nextToken }) => ({ NextToken: undefined, nextToken })),
  "token-under-another-name: names the token Marker": lists(({ NextToken: Marker }) => ({ NextToken: undefined, Marker })),
});
