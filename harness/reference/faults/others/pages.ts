import { crash, cuts, inTurn, changesListing, performs } from "../change.ts";
import { withServerErrors } from "../crashing.ts";
import { all, fromArray, tokenOfLast, tokenOfPlace } from "./listed.ts";
import { type OtherFault, of } from "./other-fault.ts";

const finds = "paging/finds-every-session";
const within = "paging/page-within-max-results";
const range = "request/max-results/refuses-wrong-range";

const moto = of("getmoto/moto");
const floci = of("floci-io/floci");
const fakecloud = of("faiscadev/fakecloud");

const found = (index: number, otherwise: number): number => (index === -1 ? otherwise : index);

/** Faults that others made in the size of pages and in what pages leave out. */
export const otherPageFaults: readonly OtherFault[] = [
  {
    name: "moto-list-cut-before-it-is-counted",
    title: "counts what is left after it cut the page, so that nothing is left",
    level: "must",
    caughtBy: finds,
    source: moto("#3857", "IoT list_job_executions_for_thing overwrote the list with its first page before it asked whether more followed: no token, ever."),
    apply: fromArray({ tokenAt: () => undefined }),
  },
  {
    name: "moto-cursor-of-a-missing-attribute",
    title: "fails as soon as a page is not the last",
    level: "must",
    caughtBy: finds,
    source: moto("commit d390aa673", "SageMaker's paginator built the cursor from an attribute that model packages do not have, under that name."),
    apply: fromArray({ tokenAt: (end, { length }) => (end < length ? crash("a missing attribute") : undefined) }),
    wrap: withServerErrors,
  },
  {
    name: "moto-page-size-as-text",
    title: "fails where MaxResults is given, which it adds to an index as text",
    level: "must",
    caughtBy: "request/max-results/accepts-edges",
    source: moto("commit 73a1c0358", "ELB read PageSize as a string and added it to a number."),
    apply: performs((call, usual) => (call.input.MaxResults === undefined ? usual(call) : crash("a sum of text and number"))),
    wrap: withServerErrors,
  },
  {
    name: "floci-every-secret-on-one-page",
    title: "lists everything on one page, whatever MaxResults",
    level: "must",
    caughtBy: within,
    source: floci("#1358", "Secrets Manager ListSecrets read neither MaxResults nor NextToken."),
    apply: fromArray({ sizeOf: all, startOf: () => 0 }),
  },
  {
    name: "moto-key-compared-in-a-list-without-order",
    title: "goes on with the first session whose id comes behind the token in the alphabet, in a list that is not ordered by id",
    level: "must",
    caughtBy: finds,
    source: moto("#7531", "A DynamoDB scan skipped what is smaller than ExclusiveStartKey, over items in the order in which they were put."),
    apply: fromArray({
      startOf: (sessions, { input: { NextToken: last } }) =>
        last === undefined
          ? 0
          : found(
              sessions.findIndex(({ id }) => id > last),
              sessions.length,
            ),
      tokenAt: tokenOfLast,
    }),
  },
  {
    name: "dynoxide-ties-dropped",
    title: "goes on behind all sessions that were created in the second of the last one listed",
    level: "must",
    caughtBy: finds,
    source: of("nubo-db/dynoxide")("#38", "A scan of an index went on behind the sort key of the last item, and lost all others with the same one."),
    apply: fromArray({
      startOf: (sessions, { input: { NextToken: last } }) =>
        last === undefined
          ? 0
          : found(
              sessions.findIndex(({ createdAt }) => Math.trunc(createdAt / 1_000) > Number(last)),
              sessions.length,
            ),
      tokenAt: (end, sessions) => (end < sessions.length ? String(Math.trunc((sessions[end - 1]?.createdAt ?? 0) / 1_000)) : undefined),
    }),
  },
  {
    name: "floci-token-null-and-unread",
    title: "cuts the list at MaxResults and always sends a null token",
    level: "must",
    caughtBy: finds,
    source: floci("PR #3966", "Kinesis ListShards cut the list, wrote a null NextToken and never read one."),
    apply: fromArray({ startOf: () => 0, tokenAt: () => null }),
  },
  {
    name: "localstack-page-that-ends-with-the-list",
    title: "looks for the session behind the last one where a page ends with the list",
    level: "must",
    caughtBy: finds,
    source: of("localstack/localstack")("commit c856533f3", "The shared paginated list read one element beyond its end where a page filled up exactly."),
    apply: fromArray({
      tokenAt: (end, sessions, { behaviour, input }) =>
        end === sessions.length && end > 0 && end % behaviour.pageSizeOf(input) === 0 ? crash("an index behind the end") : tokenOfPlace(end, sessions),
    }),
    wrap: withServerErrors,
  },
  {
    name: "dynalite-page-whose-items-are-filtered-away",
    title: "ends the walk where the filter leaves nothing of a page",
    level: "must",
    caughtBy: "filters/single-pair/kept-over-pages",
    source: of("architect/dynalite")(
      "commit b476ad4",
      "Scan and Query took LastEvaluatedKey from what the filter had left of a page; where that was nothing there was none.",
    ),
    apply: (behaviour) => ({
      ...behaviour,
      cutPage(candidates, matches, size) {
        const rest = [...candidates];
        const sessions = rest.slice(0, size).filter((session) => matches(session));
        return { sessions, resumeAfter: sessions.length > 0 && rest.length > size ? rest[size - 1]?.sequence : undefined };
      },
    }),
  },
  {
    name: "aws-iot-no-token-at-some-sizes",
    title: "gives no token where MaxResults is 6 or 11",
    level: "must",
    caughtBy: "paging/finds-every-session",
    source: of("boto/boto3")("#2308", "The real AWS IoT gave no nextToken for some values of maxResults, 6 and 11 among them, with about fifty things there."),
    apply: changesListing((listing, { input }) => ({ ...listing, NextToken: [6, 11].includes(input.MaxResults ?? 0) ? undefined : listing.NextToken })),
  },
  {
    name: "aws-dynamodb-nothing-above-a-hundred",
    title: "lists nothing where MaxResults is above 100",
    level: "must",
    caughtBy: finds,
    source: of("BishopFox/cloudfox")("PR #4", "A caller of the real DynamoDB saw no tables listed at all with a limit above 100."),
    apply: performs((call, usual) => ((call.input.MaxResults ?? 0) > 100 ? { Ids: [], Sessions: [] } : usual(call))),
  },
  {
    name: "fakecloud-nothing-a-page",
    title: "takes MaxResults 0 and gives empty pages without end",
    level: "must",
    caughtBy: range,
    source: fakecloud("commit 53411ea", "SQS ListQueues let MaxResults 0 through: an empty page, and a token that led to itself."),
    apply: inTurn(
      (behaviour) => ({ ...behaviour, keywords: { ...behaviour.keywords, minimum: () => true } }),
      cuts((matching, size) => ({ sessions: matching.slice(0, size), resumeAfter: size < matching.length ? (matching[size - 1]?.sequence ?? 0) : undefined })),
    ),
  },
  {
    name: "fakecloud-zero-minus-one",
    title: "fails where MaxResults is 0, from which it takes one",
    level: "must",
    caughtBy: range,
    source: fakecloud("commit e298651", "Bedrock's lists subtracted one from maxResults, an unsigned number, without a look at 0."),
    apply: inTurn(
      (behaviour) => ({ ...behaviour, keywords: { ...behaviour.keywords, minimum: () => true } }),
      performs((call, usual) => (call.input.MaxResults === 0 ? crash("an underflow") : usual(call))),
    ),
    wrap: withServerErrors,
  },
];
