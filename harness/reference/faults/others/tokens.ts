import { boto, fakecloud, floci, gopherstack, localstack, ministack, moto, must, of, type OtherFault, should } from "./other-fault.ts";
import { crash, refuseToken } from "../change.ts";
import { with500 } from "../answers.ts";
import { overMember } from "../crashing.ts";
import { all, fromArray, placeOfLast, startBehindId, startBehindPlace, tokenOfLast, tokenOfPlace } from "../from-array.ts";
import { isFiltered } from "../listing.ts";

/** Faults that others made in tokens. */
export const otherTokenFaults: readonly OtherFault[] = [
  ...must("paging/page-within-max-results", {
    "moto-token-echoed: reads neither MaxResults nor NextToken, and sends back the token that it was asked with": [
      moto("#10236", "Kafka list_clusters answered with the caller's own nextToken."),
      fromArray({ sizeOf: all, startOf: () => 0, tokenAt: (_end, _sessions, { input }) => input.NextToken }),
    ],
  }),
  ...must("paging/ends", {
    "moto-marker-received-twice: gives on later pages the token that it was asked with": [
      moto("#7466", "ElastiCache describe_cache_clusters handed out one marker again and again."),
      fromArray({ tokenAt: (end, sessions, { input }) => input.NextToken ?? tokenOfPlace(end, sessions) }),
    ],
    "moto-token-from-the-documentation: sends the word string as the token of every page": [
      moto("commit 1f6c8f5d7", "EC2 DescribeInstanceCreditSpecifications sent the placeholder of the API reference for NextToken."),
      fromArray({ startOf: () => 0, tokenAt: () => "string" }),
    ],
    "floci-token-without-use: gives a random token where more is left, and begins at the first page whatever the token": [
      floci("commit 112602fc6", "CloudWatch Logs FilterLogEvents gave a random nextToken and had no parameter to take one back."),
      fromArray({ startOf: () => 0, tokenAt: (end, { length }, { uuid }) => (end < length ? uuid() : undefined) }),
    ],
    "floci-fresh-token-behind-the-end: gives a fresh token with every page, the last and the empty ones behind it included": [
      floci("#90", "CloudWatch Logs GetLogEvents made new tokens at the end of a stream too, and SDKs went on for ever."),
      fromArray({ tokenAt: (end, sessions, { uuid }) => `${placeOfLast(end, sessions)}-${uuid()}` }),
    ],
    "floci-marker-ignored-with-a-prefix: begins at the first page whatever the token where the list is filtered": [
      floci("commit ce1f56500", "S3 ListObjects with a prefix took no notice of its marker and gave the same page each time."),
      fromArray({ startOf: (sessions, call) => (isFiltered(call) ? 0 : startBehindPlace(sessions, call)) }),
    ],
    "floci-token-that-several-share: goes on behind the first session that was created at the time in the token": [
      floci("#587", "A DynamoDB index query went on from a key that many items shared, and came back to them without end."),
      fromArray({
        startOf: (sessions, { input }) => {
          if (input.NextToken === undefined) return 0;
          return sessions.findIndex(({ createdAt }) => String(Math.trunc(createdAt / 1_000)) === input.NextToken) + 1;
        },
        tokenAt: (end, sessions) => (end < sessions.length ? String(Math.trunc((sessions[end - 1]?.createdAt ?? 0) / 1_000)) : undefined),
      }),
    ],
    "ministack-cursor-of-the-last: begins a page with the last session of the page before": [
      ministack("commit f3f4d550", "Route 53 named the last record of a page as the first of the next one; pages of one never got further."),
      fromArray({ startOf: (sessions, call) => Math.max(0, startBehindId(refuseToken)(sessions, call) - 1), tokenAt: tokenOfLast }),
    ],
    "aws-logs-token-again-for-an-empty-page: gives the token that it was asked with back with an empty page, once, before it goes on": [
      boto("#1584", "The real CloudWatch Logs answered filter_log_events with the same nextToken where a page held no event."),
      (behaviour) => {
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
    ],
  }),
  ...must("paging/finds-every-session", {
    "moto-token-split-at-a-slash: splits tokens at slashes, which the ids in them contain, and gives an empty last page where that fails": [
      moto("commit 45167737e", "The nextToken of filter_log_events joined names with slashes, and names hold slashes."),
      fromArray({
        startOf: (sessions, { input: { NextToken: token } }) => {
          if (token === undefined) return 0;
          const parts = token.split("/");
          const index = sessions.findIndex(({ id }) => id === parts[1]);
          return parts.length === 3 && index >= 0 ? index + 1 : sessions.length;
        },
        tokenAt: (end, sessions) => (end < sessions.length ? `sessions/${sessions[end - 1]?.id ?? ""}/${String(end)}` : undefined),
      }),
    ],
    "moto-null-as-text: gives the word null as the token of the last page, and fails where it is sent back": [
      moto("commit 49c689be7", "EKS list_clusters ended with the string null for a token, which it could not look up."),
      fromArray({
        startOf: (sessions, call) => (call.input.NextToken === "null" ? crash("a token that is no name") : startBehindPlace(sessions, call)),
        tokenAt: (end, sessions) => tokenOfPlace(end, sessions) ?? "null",
      }),
      with500,
    ],
  }),
  ...must("request/next-token/survives-foreign-tokens", {
    "moto-empty-token-no-number: fails over an empty token": [
      moto("commit 6838d7964", "SNS made a number of its next token, an empty one too."),
      overMember("NextToken", (value) => value === ""),
      with500,
    ],
    "floci-iterator-that-cannot-be-read: fails over a token that it cannot decode": [
      floci("commit b0e56a9a4", "A malformed Kinesis shard iterator fell through to the handler that answers 500."),
      fromArray({
        startOf: (sessions, call) => (/^at-\d+$/u.test(call.input.NextToken ?? "at-0") ? startBehindPlace(sessions, call) : crash("base64")),
      }),
      with500,
    ],
  }),
  ...must("paging/page-size-may-change", {
    "floci-page-end-beyond-32-bits: fails over a token that comes without MaxResults": [
      floci("commit c163a8678", "GetLogEvents added a page size without bound to the index in the token; the sum overflowed from the second page on."),
      fromArray({
        startOf(sessions, call) {
          const start = startBehindPlace(sessions, call);
          return start > 0 && call.input.MaxResults === undefined ? crash("a negative index") : start;
        },
      }),
      with500,
    ],
  }),
  ...should("request/next-token/refuses-foreign-tokens", {
    "fakecloud-token-unread-is-zero: begins at the first page where it cannot read a token": [
      fakecloud("PR #1597", "Athena's lists, sessions among them, took a malformed NextToken for offset 0."),
      fromArray({ startOf: (sessions, call) => (/^at-\d+$/u.test(call.input.NextToken ?? "") ? startBehindPlace(sessions, call) : 0) }),
    ],
  }),
  ...should("paging/survives-deletion", {
    "moto-newest-first-by-offset: lists the newest first, and holds in a token how many were listed": [
      moto("#3395", "DescribeLogGroups ordered by creation, newest first, with an offset for a token: whatever came or went moved the pages."),
      fromArray({
        arrange: (matching) => matching.toReversed(),
        startOf: (_sessions, { input: { NextToken: token } }) => (token === undefined ? 0 : Number(/^\d+$/u.exec(token)?.[0] ?? refuseToken())),
        tokenAt: (end, { length }) => (end < length ? String(end) : undefined),
      }),
    ],
    "localstack-marker-of-a-deleted-version: lists nothing more where the session in the token was deleted": [
      localstack("commit 904f55a52", "ListObjectVersions skipped everything until it met the marker, which had been deleted."),
      fromArray({ startOf: startBehindId(({ length }) => length), tokenAt: tokenOfLast }),
    ],
    "gopherstack-marker-gone-begins-again: begins at the first page where the session in the token was deleted": [
      gopherstack("commit 61382cd4", "DynamoDB ListBackups, as paging came to it, began again where the backup that the cursor names was gone."),
      fromArray({ startOf: startBehindId(() => 0), tokenAt: tokenOfLast }),
    ],
    "goaws-nothing-behind-a-name: fails where the session in the token was deleted": [
      of("Admiral-Piett/goaws")("commit f7154e4", "ReceiveMessage looked into a queue that had been deleted meanwhile, and panicked."),
      fromArray({ startOf: startBehindId(() => crash("a name without a value")), tokenAt: tokenOfLast }),
      with500,
    ],
  }),
];
