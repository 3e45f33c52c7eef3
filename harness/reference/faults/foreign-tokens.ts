import { behindAll, type Change, crash } from "./change.ts";
import { type Fault, must, should } from "./fault.ts";
const refuses = "request/next-token/refuses-foreign-tokens";
const survives = "request/next-token/survives-foreign-tokens";

/** Checks a token before it is read. */
const looksAt =
  (look: (token: string) => void): Change =>
  (behaviour) => ({
    readToken(token, filter, call) {
      look(token);
      return behaviour.readToken(token, filter, call);
    },
  });

/** Reads tokens that the reference refuses as a position instead. */
const takesForeign =
  (position: (token: string) => number | undefined): Change =>
  (behaviour) => ({
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

/** Faults in the handling of tokens that the service never issued. */
export const foreignTokenFaults: readonly Fault[] = [
  ...should(refuses, {
    "foreign-token-restarts: begins with the first page where it does not know the token": takesForeign(() => 0),
    "foreign-token-ends: lists nothing where it does not know the token": takesForeign(() => behindAll),
    "foreign-token-as-offset: takes a number for a token": takesForeign((token) => (/^\d+$/u.test(token) ? Number(token) : undefined)),
    "foreign-token-not-verified: takes a token that decodes to any JSON": takesForeign((token) =>
      Buffer.from(token, "base64url").toString().startsWith("{") ? 0 : undefined,
    ),
  }),
  ...must(survives, {
    "empty-token-crash: crashes on an empty token": looksAt((token) => void (token === "" && crash("an empty token"))),
    "undecodable-token-crash: crashes on a token that is not base64": looksAt((token) => void (/[^\w-]/u.test(token) && crash("a token that is not base64"))),
    "short-token-crash: crashes on a token of fewer characters than it takes apart": looksAt((token) => void (token.length < 4 && crash("a short token"))),
    "json-token-crash: crashes on a token that holds other JSON than its own": looksAt(
      (token) => void (Buffer.from(token, "base64url").toString().startsWith("{") && crash("the members of a token")),
    ),
    "percent-token-crash: crashes on a token with percent signs": looksAt((token) => void decodeURIComponent(token)),
    "non-ascii-token-crash: crashes on a token beyond ASCII": looksAt((token) => void (/[^\0-\u007F]/u.test(token) && crash("a token beyond ASCII"))),
    "huge-number-token-crash: crashes on a token that is a huge number": looksAt((token) => void (Number(token) > behindAll && crash("a huge number"))),
    "long-token-crash: crashes on a token of its longest length": looksAt((token) => void (token.length > 65_535 && crash("a long token"))),
  }),
];
