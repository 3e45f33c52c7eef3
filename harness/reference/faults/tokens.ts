import type { OperationCall } from "../service/decisions.ts";
import { behindAll, type Change, lists, refuseToken } from "./change.ts";
import { type Fault, must, should } from "./fault.ts";

const accepted = "paging/token-is-accepted";
const deletion = "paging/survives-deletion";

const own: readonly Fault[] = [
  ...must(accepted, {
    "token-refused-on-second-page: refuses every token that it gave": () => ({ readToken: refuseToken }),
    "token-refused-with-tags: refuses a token in a request that filters": (behaviour) => ({
      readToken: (token, filter, call) => (filter.size > 0 ? refuseToken() : behaviour.readToken(token, filter, call)),
    }),
    "token-bound-to-page-size: refuses a token where MaxResults is another than before": (behaviour) => ({
      sealOf: (position, filter, call) => `${behaviour.sealOf(position, filter, call)}.${String((call.input as { readonly MaxResults?: number }).MaxResults)}`,
    }),
    "token-in-upper-case: gives tokens in upper case and reads them exactly": lists(({ NextToken }) => ({ NextToken: NextToken?.toUpperCase() })),
  }),
  ...must("paging/ends", {
    "token-ignored: begins with the first page whatever the token": () => ({ readToken: () => 0 }),
    "token-always-the-same: gives the same token on every page but the last": (behaviour) => {
      let cursor = 0;
      return {
        issueToken(position) {
          cursor = position;
          return "next";
        },
        readToken: (token, filter, call) => (token === "next" ? cursor : behaviour.readToken(token, filter, call)),
      };
    },
  }),
  ...should(deletion, {
    "token-counts-sessions: holds in a token how many sessions were listed, so that a deletion moves one out of the walk": () => ({
      issueToken: (position, _filter, { store }) => String([...store.after(0)].filter(({ sequence }) => sequence <= position).length),
      readToken: (token, _filter, { store }) => (/^\d+$/u.test(token) ? ([...store.after(0)][Number(token) - 1]?.sequence ?? behindAll) : refuseToken()),
    }),
  }),
];

/** Tokens that hold the id of the last session listed, as it is, and a version. */
function holdsId(write: (id: string) => string, read: (token: string) => string): Change {
  return () => ({
    issueToken: (position, _filter, call) => write(idAt(position, call)),
    readToken: (token, _filter, { store }) => store.get(read(token))?.sequence ?? refuseToken(),
  });
}

function idAt(position: number, { store }: OperationCall): string {
  const [session] = store.after(position - 1);
  return session?.id ?? "";
}

const separated = (separator: string): Change =>
  holdsId(
    (id) => `v1${separator}${id}${separator}list`,
    (token) => token.split(separator)[1] ?? "",
  );

const holdingIds: readonly Fault[] = [
  ...must(accepted, {
    "token-split-at-colon: takes tokens apart at colons, which may stand in an id": separated(":"),
    "token-split-at-slash: takes tokens apart at slashes, which may stand in an id": separated("/"),
    "token-split-at-equals-sign: takes tokens apart at equals signs, which may stand in an id": separated("="),
    "token-split-at-dot: takes tokens apart at dots, which may stand in an id": separated("."),
    "token-plus-is-blank: reads a plus in a token as a blank": holdsId(
      (id) => id,
      (token) => token.replaceAll("+", " "),
    ),
    "token-cut-short: cuts the id in a token to 64 characters": holdsId(
      (id) => id.slice(0, 64),
      (token) => token,
    ),
  }),
  ...should("paging/finds-sessions-with-odd-ids", {
    "token-split-at-bar: takes tokens apart at bars, which may stand in an id": separated("|"),
    "token-split-at-comma: takes tokens apart at commas, which may stand in an id": separated(","),
    "token-percent-decoded: decodes percent signs in a token that it did not encode": holdsId(
      (id) => id,
      (token) => token.replaceAll(/%([0-9A-F]{2})/gu, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    ),
    "token-quoted-by-hand: writes ids into the JSON of a token without escaping them": holdsId(
      (id) => Buffer.from(`{"id":"${id}"}`).toString("base64url"),
      (token) => idIn(Buffer.from(token, "base64url").toString()),
    ),
    "token-in-latin-one: writes ids into a token in Latin-1": holdsId(
      (id) => Buffer.from(id, "latin1").toString("base64"),
      (token) => Buffer.from(token, "base64").toString("latin1"),
    ),
    "token-encoder-crash: crashes on an id beyond Latin-1 when it makes a token": holdsId(
      (id) => btoa(id),
      (token) => atob(token),
    ),
    "token-cut-at-128: cuts the id in a token to 128 characters": holdsId(
      (id) => id.slice(0, 128),
      (token) => token,
    ),
  }),
  ...should(deletion, {
    "token-of-deleted-session-refused: refuses a token whose session was deleted meanwhile": holdsId(
      (id) => id,
      (token) => token,
    ),
  }),
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
