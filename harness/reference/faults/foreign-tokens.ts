import type { Fault } from "./fault.ts";
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
    title: "takes a token that decodes to any JSON",
    level: "should",
    caughtBy: refuses,
    apply: takesForeign((token) => (Buffer.from(token, "base64url").toString().startsWith("{") ? 0 : undefined)),
  },
  {
    name: "empty-token-crash",
    title: "crashes on an empty token",
    level: "must",
    caughtBy: survives,
    apply: looksAt((token) => void (token === "" && crash("an empty token"))),
  },
  {
    name: "undecodable-token-crash",
    title: "crashes on a token that is not base64",
    level: "must",
    caughtBy: survives,
    apply: looksAt((token) => void (/[^\w-]/u.test(token) && crash("a token that is not base64"))),
  },
  {
    name: "short-token-crash",
    title: "crashes on a token of fewer characters than it takes apart",
    level: "must",
    caughtBy: survives,
    apply: looksAt((token) => void (token.length < 4 && crash("a short token"))),
  },
  {
    name: "json-token-crash",
    title: "crashes on a token that holds other JSON than its own",
    level: "must",
    caughtBy: survives,
    apply: looksAt((token) => void (Buffer.from(token, "base64url").toString().startsWith("{") && crash("the members of a token"))),
  },
  {
    name: "percent-token-crash",
    title: "crashes on a token with percent signs",
    level: "must",
    caughtBy: survives,
    apply: looksAt((token) => void decodeURIComponent(token)),
  },
  {
    name: "non-ascii-token-crash",
    title: "crashes on a token beyond ASCII",
    level: "must",
    caughtBy: survives,
    apply: looksAt((token) => void (/[^\0-\u007F]/u.test(token) && crash("a token beyond ASCII"))),
  },
  {
    name: "huge-number-token-crash",
    title: "crashes on a token that is a huge number",
    level: "must",
    caughtBy: survives,
    apply: looksAt((token) => void (Number(token) > behindAll && crash("a huge number"))),
  },
  {
    name: "long-token-crash",
    title: "crashes on a token of its longest length",
    level: "must",
    caughtBy: survives,
    apply: looksAt((token) => void (token.length > 65_535 && crash("a long token"))),
  },
];
