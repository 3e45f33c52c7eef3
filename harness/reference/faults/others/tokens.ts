import { crash } from "../change.ts";
import { overMember, withServerErrors } from "../crashing.ts";
import { all, fromArray, placeOfLast, refuseToken, startBehindId, startBehindPlace, tokenOfLast, tokenOfPlace } from "./listed.ts";
import { type OtherFault, of } from "./other-fault.ts";

const ends = "paging/ends";
const deletion = "paging/survives-deletion";

const moto = of("getmoto/moto");
const floci = of("floci-io/floci");

const endless: readonly OtherFault[] = [
  {
    name: "moto-token-echoed",
    title: "reads neither MaxResults nor NextToken, and sends back the token that it was asked with",
    level: "must",
    caughtBy: "paging/page-within-max-results",
    source: moto("#10236", "Kafka list_clusters answered with the caller's own nextToken."),
    apply: fromArray({ sizeOf: all, startOf: () => 0, tokenAt: (_end, _sessions, { input }) => input.NextToken }),
  },
  {
    name: "moto-marker-received-twice",
    title: "gives on later pages the token that it was asked with",
    level: "must",
    caughtBy: ends,
    source: moto("#7466", "ElastiCache describe_cache_clusters handed out one marker again and again."),
    apply: fromArray({ tokenAt: (end, sessions, { input }) => input.NextToken ?? tokenOfPlace(end, sessions) }),
  },
  {
    name: "moto-token-from-the-documentation",
    title: "sends the word string as the token of every page",
    level: "must",
    caughtBy: ends,
    source: moto("commit 1f6c8f5d7", "EC2 DescribeInstanceCreditSpecifications sent the placeholder of the API reference for NextToken."),
    apply: fromArray({ startOf: () => 0, tokenAt: () => "string" }),
  },
  {
    name: "floci-token-without-use",
    title: "gives a random token where more is left, and begins at the first page whatever the token",
    level: "must",
    caughtBy: ends,
    source: floci("commit 112602fc6", "CloudWatch Logs FilterLogEvents gave a random nextToken and had no parameter to take one back."),
    apply: fromArray({ startOf: () => 0, tokenAt: (end, { length }, { uuid }) => (end < length ? uuid() : undefined) }),
  },
  {
    name: "floci-fresh-token-behind-the-end",
    title: "gives a fresh token with every page, the last and the empty ones behind it included",
    level: "must",
    caughtBy: ends,
    source: floci("#90", "CloudWatch Logs GetLogEvents made new tokens at the end of a stream too, and SDKs went on for ever."),
    apply: fromArray({ tokenAt: (end, sessions, { uuid }) => `${placeOfLast(end, sessions)}-${uuid()}` }),
  },
  {
    name: "floci-marker-ignored-with-a-prefix",
    title: "begins at the first page whatever the token where the list is filtered",
    level: "must",
    caughtBy: ends,
    source: floci("commit ce1f56500", "S3 ListObjects with a prefix took no notice of its marker and gave the same page each time."),
    apply: fromArray({ startOf: (sessions, call) => ((call.input.Tags?.size ?? 0) > 0 ? 0 : startBehindPlace(sessions, call)) }),
  },
  {
    name: "floci-token-that-several-share",
    title: "goes on behind the first session that was created at the time in the token",
    level: "must",
    caughtBy: ends,
    source: floci("#587", "A DynamoDB index query went on from a key that many items shared, and came back to them without end."),
    apply: fromArray({
      startOf: (sessions, { input }) => {
        if (input.NextToken === undefined) return 0;
        return sessions.findIndex(({ createdAt }) => String(Math.trunc(createdAt / 1_000)) === input.NextToken) + 1;
      },
      tokenAt: (end, sessions) => (end < sessions.length ? String(Math.trunc((sessions[end - 1]?.createdAt ?? 0) / 1_000)) : undefined),
    }),
  },
  {
    name: "ministack-cursor-of-the-last",
    title: "begins a page with the last session of the page before",
    level: "must",
    caughtBy: ends,
    source: of("ministackorg/ministack")(
      "commit f3f4d550",
      "Route 53 named the last record of a page as the first of the next one; pages of one never got further.",
    ),
    apply: fromArray({ startOf: (sessions, call) => Math.max(0, startBehindId(refuseToken)(sessions, call) - 1), tokenAt: tokenOfLast }),
  },
  {
    name: "aws-logs-token-again-for-an-empty-page",
    title: "gives the token that it was asked with back with an empty page, once, before it goes on",
    level: "must",
    caughtBy: ends,
    source: of("boto/boto3")("#1584", "The real CloudWatch Logs answered filter_log_events with the same nextToken where a page held no event."),
    apply: (behaviour) => {
      const seen = new Set<string>();
      return fromArray({
        sizeOf: ({ behaviour: { pageSizeOf }, input }) => (input.NextToken === undefined || seen.has(input.NextToken) ? pageSizeOf(input) : 0),
        tokenAt(end, sessions, { input: { NextToken: token } }) {
          if (token === undefined || seen.has(token)) return tokenOfPlace(end, sessions);
          seen.add(token);
          return token;
        },
      })(behaviour);
    },
  },
];

const broken: readonly OtherFault[] = [
  {
    name: "moto-token-split-at-a-slash",
    title: "splits tokens at slashes, which the ids in them contain, and gives an empty last page where that fails",
    level: "must",
    caughtBy: "paging/finds-every-session",
    source: moto("commit 45167737e", "The nextToken of filter_log_events joined names with slashes, and names hold slashes."),
    apply: fromArray({
      startOf: (sessions, { input: { NextToken: token } }) => {
        if (token === undefined) return 0;
        const parts = token.split("/");
        const index = sessions.findIndex(({ id }) => id === parts[1]);
        return parts.length === 3 && index >= 0 ? index + 1 : sessions.length;
      },
      tokenAt: (end, sessions) => (end < sessions.length ? `sessions/${sessions[end - 1]?.id ?? ""}/${String(end)}` : undefined),
    }),
  },
  {
    name: "moto-null-as-text",
    title: "gives the word null as the token of the last page, and fails where it is sent back",
    level: "must",
    caughtBy: "paging/finds-every-session",
    source: moto("commit 49c689be7", "EKS list_clusters ended with the string null for a token, which it could not look up."),
    apply: fromArray({
      startOf: (sessions, call) => (call.input.NextToken === "null" ? crash("a token that is no name") : startBehindPlace(sessions, call)),
      tokenAt: (end, sessions) => tokenOfPlace(end, sessions) ?? "null",
    }),
    wrap: withServerErrors,
  },
  {
    name: "moto-empty-token-no-number",
    title: "fails over an empty token",
    level: "must",
    caughtBy: "request/next-token/survives-foreign-tokens",
    source: moto("commit 6838d7964", "SNS made a number of its next token, an empty one too."),
    apply: overMember("NextToken", (value) => value === ""),
    wrap: withServerErrors,
  },
  {
    name: "floci-iterator-that-cannot-be-read",
    title: "fails over a token that it cannot decode",
    level: "must",
    caughtBy: "request/next-token/survives-foreign-tokens",
    source: floci("commit b0e56a9a4", "A malformed Kinesis shard iterator fell through to the handler that answers 500."),
    apply: fromArray({
      startOf: (sessions, call) => (/^at-\d+$/u.test(call.input.NextToken ?? "at-0") ? startBehindPlace(sessions, call) : crash("base64")),
    }),
    wrap: withServerErrors,
  },
  {
    name: "floci-page-end-beyond-32-bits",
    title: "fails over a token that comes without MaxResults",
    level: "must",
    caughtBy: "paging/page-size-may-change",
    source: floci("commit c163a8678", "GetLogEvents added a page size without bound to the index in the token; the sum overflowed from the second page on."),
    apply: fromArray({
      startOf(sessions, call) {
        const start = startBehindPlace(sessions, call);
        return start > 0 && call.input.MaxResults === undefined ? crash("a negative index") : start;
      },
    }),
    wrap: withServerErrors,
  },
  {
    name: "fakecloud-token-unread-is-zero",
    title: "begins at the first page where it cannot read a token",
    level: "should",
    caughtBy: "request/next-token/refuses-foreign-tokens",
    source: of("faiscadev/fakecloud")("PR #1597", "Athena's lists, sessions among them, took a malformed NextToken for offset 0."),
    apply: fromArray({ startOf: (sessions, call) => (/^at-\d+$/u.test(call.input.NextToken ?? "") ? startBehindPlace(sessions, call) : 0) }),
  },
];

const shifting: readonly OtherFault[] = [
  {
    name: "moto-newest-first-by-offset",
    title: "lists the newest first, and holds in a token how many were listed",
    level: "should",
    caughtBy: deletion,
    source: moto("#3395", "DescribeLogGroups ordered by creation, newest first, with an offset for a token: whatever came or went moved the pages."),
    apply: fromArray({
      arrange: (matching) => matching.toReversed(),
      startOf: (_sessions, { input: { NextToken: token } }) => (token === undefined ? 0 : Number(/^\d+$/u.exec(token)?.[0] ?? refuseToken())),
      tokenAt: (end, { length }) => (end < length ? String(end) : undefined),
    }),
  },
  {
    name: "localstack-marker-of-a-deleted-version",
    title: "lists nothing more where the session in the token was deleted",
    level: "should",
    caughtBy: deletion,
    source: of("localstack/localstack")("commit 904f55a52", "ListObjectVersions skipped everything until it met the marker, which had been deleted."),
    apply: fromArray({ startOf: startBehindId(({ length }) => length), tokenAt: tokenOfLast }),
  },
  {
    name: "gopherstack-marker-gone-begins-again",
    title: "begins at the first page where the session in the token was deleted",
    level: "should",
    caughtBy: deletion,
    source: of("BlackbirdWorks/gopherstack")(
      "commit 61382cd4",
      "DynamoDB ListBackups, as paging came to it, began again where the backup that the cursor names was gone.",
    ),
    apply: fromArray({ startOf: startBehindId(() => 0), tokenAt: tokenOfLast }),
  },
  {
    name: "goaws-nothing-behind-a-name",
    title: "fails where the session in the token was deleted",
    level: "should",
    caughtBy: deletion,
    source: of("Admiral-Piett/goaws")("commit f7154e4", "ReceiveMessage looked into a queue that had been deleted meanwhile, and panicked."),
    apply: fromArray({ startOf: startBehindId(() => crash("a name without a value")), tokenAt: tokenOfLast }),
    wrap: withServerErrors,
  },
];

/** Faults that others made in tokens. */
export const otherTokenFaults: readonly OtherFault[] = [...endless, ...broken, ...shifting];
