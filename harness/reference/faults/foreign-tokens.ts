import { type Fault, must, should } from "./fault.ts";
import { behindAll, type BehaviourChange, crash } from "./change.ts";

const refuses = "request/next-token/refuses-foreign-tokens";
const survives = "request/next-token/survives-foreign-tokens";

/** Checks a token before it is read. */
const looksAt =
  (look: (token: string) => void): BehaviourChange =>
  (behaviour) => ({
    ...behaviour,
    readToken(token, filter, call) {
      look(token);
      return behaviour.readToken(token, filter, call);
    },
  });

/** Reads tokens that the reference refuses as a position instead. */
const takesForeign =
  (position: (token: string) => number | undefined): BehaviourChange =>
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

/** Faults in the handling of tokens that the service never issued. */
export const foreignTokenFaults: readonly Fault[] = [
  should(
    "foreign-token-restarts",
    "begins with the first page where it does not know the token",
    refuses,
    takesForeign(() => 0),
  ),
  should(
    "foreign-token-ends",
    "lists nothing where it does not know the token",
    refuses,
    takesForeign(() => behindAll),
  ),
  should(
    "foreign-token-as-offset",
    "takes a number for a token",
    refuses,
    takesForeign((token) => (/^\d+$/u.test(token) ? Number(token) : undefined)),
  ),
  should(
    "foreign-token-not-verified",
    "takes a token that decodes to any JSON",
    refuses,
    takesForeign((token) => (Buffer.from(token, "base64url").toString().startsWith("{") ? 0 : undefined)),
  ),
  must(
    "empty-token-crash",
    "crashes on an empty token",
    survives,
    looksAt((token) => void (token === "" && crash("an empty token"))),
  ),
  must(
    "undecodable-token-crash",
    "crashes on a token that is not base64",
    survives,
    looksAt((token) => void (/[^\w-]/u.test(token) && crash("a token that is not base64"))),
  ),
  must(
    "short-token-crash",
    "crashes on a token of fewer characters than it takes apart",
    survives,
    looksAt((token) => void (token.length < 4 && crash("a short token"))),
  ),
  must(
    "json-token-crash",
    "crashes on a token that holds other JSON than its own",
    survives,
    looksAt((token) => void (Buffer.from(token, "base64url").toString().startsWith("{") && crash("the members of a token"))),
  ),
  must(
    "percent-token-crash",
    "crashes on a token with percent signs",
    survives,
    looksAt((token) => void decodeURIComponent(token)),
  ),
  must(
    "non-ascii-token-crash",
    "crashes on a token beyond ASCII",
    survives,
    looksAt((token) => void (/[^\0-\u007F]/u.test(token) && crash("a token beyond ASCII"))),
  ),
  must(
    "huge-number-token-crash",
    "crashes on a token that is a huge number",
    survives,
    looksAt((token) => void (Number(token) > behindAll && crash("a huge number"))),
  ),
  must(
    "long-token-crash",
    "crashes on a token of its longest length",
    survives,
    looksAt((token) => void (token.length > 65_535 && crash("a long token"))),
  ),
];
