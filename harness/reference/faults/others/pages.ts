import { boto, dynalite, fakecloud, floci, localstack, moto, must, of, type OtherFault } from "./other-fault.ts";
import { crash, lists, performs } from "../change.ts";
import { cuts } from "../listing.ts";
import { with500 } from "../answers.ts";
import { all, fromArray, tokenOfLast, tokenOfPlace } from "../from-array.ts";

const finds = "paging/finds-every-session";
const within = "paging/page-within-max-results";

const found = (index: number, otherwise: number): number => (index === -1 ? otherwise : index);

/** Faults that others made in the size of pages and in what pages leave out. */
export const otherPageFaults: readonly OtherFault[] = [
  ...must(finds, {
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
          startOf: (sessions, { input: { NextToken: last } }) =>
            last === undefined
              ? 0
              : found(
                  sessions.findIndex(({ id }) => id > last),
                  sessions.length,
                ),
          tokenAt: tokenOfLast,
        }),
      ],
    "dynoxide-ties-dropped: goes on behind all sessions that were created in the second of the last one listed": [
      of("nubo-db/dynoxide")("#38", "A scan of an index went on behind the sort key of the last item, and lost all others with the same one."),
      fromArray({
        startOf: (sessions, { input: { NextToken: last } }) =>
          last === undefined
            ? 0
            : found(
                sessions.findIndex(({ createdAt }) => Math.trunc(createdAt / 1_000) > Number(last)),
                sessions.length,
              ),
        tokenAt: (end, sessions) => (end < sessions.length ? String(Math.trunc((sessions[end - 1]?.createdAt ?? 0) / 1_000)) : undefined),
      }),
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
  }),
  ...must("request/max-results/accepts-edges", {
    "moto-page-size-as-text: fails where MaxResults is given, which it adds to an index as text": [
      moto("commit 73a1c0358", "ELB read PageSize as a string and added it to a number."),
      performs((call, usual) => (call.input.MaxResults === undefined ? usual(call) : crash("a sum of text and number"))),
      with500,
    ],
  }),
  ...must(within, {
    "floci-every-secret-on-one-page: lists everything on one page, whatever MaxResults": [
      floci("#1358", "Secrets Manager ListSecrets read neither MaxResults nor NextToken."),
      fromArray({ sizeOf: all, startOf: () => 0 }),
    ],
  }),
  ...must("filters/single-pair/kept-over-pages", {
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
  }),
  ...must("paging/finds-every-session", {
    "aws-iot-no-token-at-some-sizes: gives no token where MaxResults is 6 or 11": [
      boto("#2308", "The real AWS IoT gave no nextToken for some values of maxResults, 6 and 11 among them, with about fifty things there."),
      lists((listing, { input }) => ({ NextToken: [6, 11].includes(input.MaxResults ?? 0) ? undefined : listing.NextToken })),
    ],
  }),
  ...must("request/max-results/refuses-wrong-range", {
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
  }),
];
