import { boto, dynalite, fakecloud, floci, gopherstack, localstack, ministack, moto, of, type OtherFault, faultTable } from "./other-fault.ts";
import { with500 } from "../answers.ts";
import { crash, lists, performs, refuseToken } from "../change.ts";
import { overMember } from "../crashing.ts";
import { all, fromArray, placeOfLast, secondOf, startAt, startBehindId, startBehindPlace, tokenOf, tokenOfLast, tokenOfPlace } from "../from-array.ts";
import { cuts, isFiltered } from "../listing.ts";

/** Faults that others made in pages and tokens. */
export const otherPageFaults: readonly OtherFault[] = faultTable({
  "paging/finds-every-session": "must",
  "moto-list-cut-before-it-is-counted: counts what is left after it cut the page, so that nothing is left": [
    moto("#3857", "IoT list_job_executions_for_thing overwrote the list with its first page before it asked whether more followed: no token, ever."),
    fromArray({ tokenAt: () => undefined }),
  ],
  "moto-cursor-of-a-missing-attribute: fails as soon as a page is not the last": [
    moto("commit d390aa673", "SageMaker's paginator built the cursor from an attribute that model packages do not have, under that name."),
    fromArray({ tokenAt: (end, { length }) => (end < length ? crash("a missing attribute") : undefined) }),
    with500,
  ],
  "moto-key-compared-in-a-list-without-order: goes on with the first session whose id comes behind the token in the alphabet, in a list that is not ordered by id":
    [
      moto("#7531", "A DynamoDB scan skipped what is smaller than ExclusiveStartKey, over items in the order in which they were put."),
      fromArray({
        startOf: startAt(
          (last) =>
            ({ id }) =>
              id > last,
        ),
        tokenAt: tokenOfLast,
      }),
    ],
  "dynoxide-ties-dropped: goes on behind all sessions that were created in the second of the last one listed": [
    of("nubo-db/dynoxide")("#38", "A scan of an index went on behind the sort key of the last item, and lost all others with the same one."),
    fromArray({ startOf: startAt((last) => (session) => secondOf(session) > Number(last)), tokenAt: tokenOf((session) => String(secondOf(session))) }),
  ],
  "floci-token-null-and-unread: cuts the list at MaxResults and always sends a null token": [
    floci("PR #3966", "Kinesis ListShards cut the list, wrote a null NextToken and never read one."),
    fromArray({ startOf: () => 0, tokenAt: () => null }),
  ],
  "localstack-page-that-ends-with-the-list: looks for the session behind the last one where a page ends with the list": [
    localstack("commit c856533f3", "The shared paginated list read one element beyond its end where a page filled up exactly."),
    fromArray({
      tokenAt: (end, sessions, { behaviour, input }) =>
        end === sessions.length && end > 0 && end % behaviour.pageSizeOf(input) === 0 ? crash("an index behind the end") : tokenOfPlace(end, sessions),
    }),
    with500,
  ],
  "aws-dynamodb-nothing-above-a-hundred: lists nothing where MaxResults is above 100": [
    of("BishopFox/cloudfox")("PR #4", "A caller of the real DynamoDB saw no tables listed at all with a limit above 100."),
    performs((call, usual) => ((call.input.MaxResults ?? 0) > 100 ? { Ids: [], Sessions: [] } : usual(call))),
  ],
  "aws-iot-no-token-at-some-sizes: gives no token where MaxResults is 6 or 11": [
    boto("#2308", "The real AWS IoT gave no nextToken for some values of maxResults, 6 and 11 among them, with about fifty things there."),
    lists((listing, { input }) => ({ NextToken: [6, 11].includes(input.MaxResults ?? 0) ? undefined : listing.NextToken })),
  ],
  "moto-token-split-at-a-slash: splits tokens at slashes, which the ids in them contain, and gives an empty last page where that fails": [
    moto("commit 45167737e", "The nextToken of filter_log_events joined names with slashes, and names hold slashes."),
    fromArray({
      startOf: (sessions, { input: { NextToken: token } }) => {
        if (token === undefined) return 0;
        const parts = token.split("/");
        const index = sessions.findIndex(({ id }) => id === parts[1]);
        return parts.length === 3 && index >= 0 ? index + 1 : sessions.length;
      },
      tokenAt: tokenOf(({ id }, end) => `sessions/${id}/${String(end)}`),
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
  "request/max-results/accepts-edges": "must",
  "moto-page-size-as-text: fails where MaxResults is given, which it adds to an index as text": [
    moto("commit 73a1c0358", "ELB read PageSize as a string and added it to a number."),
    performs((call, usual) => (call.input.MaxResults === undefined ? usual(call) : crash("a sum of text and number"))),
    with500,
  ],
  "paging/page-within-max-results": "must",
  "floci-every-secret-on-one-page: lists everything on one page, whatever MaxResults": [
    floci("#1358", "Secrets Manager ListSecrets read neither MaxResults nor NextToken."),
    fromArray({ sizeOf: all, startOf: () => 0 }),
  ],
  "moto-token-echoed: reads neither MaxResults nor NextToken, and sends back the token that it was asked with": [
    moto("#10236", "Kafka list_clusters answered with the caller's own nextToken."),
    fromArray({ sizeOf: all, startOf: () => 0, tokenAt: (_end, _sessions, { input }) => input.NextToken }),
  ],
  "filters/single-pair/kept-over-pages": "must",
  "dynalite-page-whose-items-are-filtered-away: ends the walk where the filter leaves nothing of a page": [
    dynalite("commit b476ad4", "Scan and Query took LastEvaluatedKey from what the filter had left of a page; where that was nothing there was none."),
    () => ({
      cutPage(candidates, matches, size) {
        const rest = [...candidates];
        const sessions = rest.slice(0, size).filter((session) => matches(session));
        return { sessions, resumeAfter: sessions.length > 0 && rest.length > size ? rest[size - 1]?.sequence : undefined };
      },
    }),
  ],
  "request/max-results/refuses-wrong-range": "must",
  "fakecloud-nothing-a-page: takes MaxResults 0 and gives empty pages without end": [
    fakecloud("commit 53411ea", "SQS ListQueues let MaxResults 0 through: an empty page, and a token that led to itself."),
    (behaviour) => ({ keywords: { ...behaviour.keywords, minimum: () => true } }),
    cuts((matching, size) => ({ sessions: matching.slice(0, size), resumeAfter: size < matching.length ? (matching[size - 1]?.sequence ?? 0) : undefined })),
  ],
  "fakecloud-zero-minus-one: fails where MaxResults is 0, from which it takes one": [
    fakecloud("commit e298651", "Bedrock's lists subtracted one from maxResults, an unsigned number, without a look at 0."),
    (behaviour) => ({ keywords: { ...behaviour.keywords, minimum: () => true } }),
    performs((call, usual) => (call.input.MaxResults === 0 ? crash("an underflow") : usual(call))),
    with500,
  ],
  "paging/ends": "must",
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
      startOf: (sessions, { input }) => sessions.findIndex((session) => String(secondOf(session)) === input.NextToken) + 1,
      tokenAt: tokenOf((session) => String(secondOf(session))),
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
  "request/next-token/survives-foreign-tokens": "must",
  "moto-empty-token-no-number: fails over an empty token": [
    moto("commit 6838d7964", "SNS made a number of its next token, an empty one too."),
    overMember("NextToken", (value) => value === ""),
    with500,
  ],
  "floci-iterator-that-cannot-be-read: fails over a token that it cannot decode": [
    floci("commit b0e56a9a4", "A malformed Kinesis shard iterator fell through to the handler that answers 500."),
    fromArray({ startOf: (sessions, call) => (/^at-\d+$/u.test(call.input.NextToken ?? "at-0") ? startBehindPlace(sessions, call) : crash("base64")) }),
    with500,
  ],
  "paging/page-size-may-change": "must",
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
  "request/next-token/refuses-foreign-tokens": "should",
  "fakecloud-token-unread-is-zero: begins at the first page where it cannot read a token": [
    fakecloud("PR #1597", "Athena's lists, sessions among them, took a malformed NextToken for offset 0."),
    fromArray({ startOf: (sessions, call) => (/^at-\d+$/u.test(call.input.NextToken ?? "") ? startBehindPlace(sessions, call) : 0) }),
  ],
  "paging/survives-deletion": "should",
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
});
