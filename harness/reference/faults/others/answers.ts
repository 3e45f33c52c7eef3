import { crc32 } from "node:zlib";
import type { WireResponse } from "../../../../properties/core/exchange.ts";
import type { RefusalReason } from "../../service/refusal.ts";
import { type BehaviourChange, codeFor, labelled, changesListing, showsMember, statusFor, unchanged } from "../change.ts";
import { type OtherFault, of } from "./other-fault.ts";

const errorBody = "error/is-json-object";
const types = "response/types";

const moto = of("getmoto/moto");
const localstack = of("localstack/localstack");
const floci = of("floci-io/floci");

/** Changes the answers to refusals, for some reasons or for all. */
const refusals =
  (change: (response: WireResponse, message: string) => WireResponse, ...reasons: readonly RefusalReason[]): BehaviourChange =>
  (behaviour) => ({
    ...behaviour,
    renderRefusal(refusal, requestId, context, operation) {
      const response = behaviour.renderRefusal(refusal, requestId, context, operation);
      return reasons.length === 0 || reasons.includes(refusal.reason) ? change(response, refusal.message) : response;
    },
  });

/** Changes the answers that are results. */
const results =
  (change: (response: WireResponse) => WireResponse): BehaviourChange =>
  (behaviour) => ({ ...behaviour, renderResult: (...given) => change(behaviour.renderResult(...given)) });

const inXml = (response: WireResponse, message: string): WireResponse => ({
  ...labelled("text/xml")(response),
  body: Buffer.from(`<ErrorResponse><Error><Message>${message}</Message></Error></ErrorResponse>`),
});

const errors: readonly OtherFault[] = [
  {
    name: "moto-server-error-page",
    title: "answers a wrong type with an HTML page of status 500",
    level: "must",
    caughtBy: "request/max-results/refuses-wrong-type",
    source: moto("#3521", "What the server failed over came back as the web framework's HTML page with status 500."),
    apply: refusals((response) => ({ ...labelled("text/html")(response), status: 500, body: Buffer.from("<title>500 Internal Server Error</title>") }), "type"),
  },
  {
    name: "moto-errors-in-the-other-format",
    title: "answers broken constraints in XML",
    level: "must",
    caughtBy: errorBody,
    source: moto("commit 75f2c56a3", "ECS, a JSON service, rendered an error with the template for XML."),
    apply: refusals(inXml, "constraint"),
  },
  {
    name: "moto-nothing-but-a-status",
    title: "answers a token that it did not give with status 404 and an empty body",
    level: "must",
    caughtBy: errorBody,
    source: moto("PR #622", "SQS answered for a queue that is not there with 404 and no body."),
    apply: refusals((response) => ({ ...response, status: 404, body: new Uint8Array() }), "token"),
  },
  {
    name: "fakecloud-dispatcher-errors-in-xml",
    title: "answers an unknown operation in XML",
    level: "must",
    caughtBy: errorBody,
    source: of("faiscadev/fakecloud")("commit 1133cd9", "Errors of the dispatcher came as XML for services that speak JSON."),
    apply: refusals(inXml, "unknown-operation"),
  },
  {
    name: "gopherstack-errors-without-a-type",
    title: "sends errors with a message and no code",
    level: "must",
    caughtBy: "error/code/present",
    source: of("BlackbirdWorks/gopherstack")("commit abb8a141", "SWF sent errors that held a message only."),
    apply: (behaviour) => ({ ...behaviour, errorBodyOf: (_code, { message }) => ({ message }) }),
  },
  {
    name: "floci-code-of-the-other-protocol",
    title: "gives the code of a broken constraint with the service before it",
    level: "must",
    caughtBy: "error/code/of-broken-constraint",
    source: floci("commit 7d6cf6179", "SQS put the codes of the query protocol, with the name of the service and dots, into __type."),
    apply: codeFor("constraint", "AWS.Glue.InvalidParameterValue"),
  },
  {
    name: "moto-code-of-two-words",
    title: "gives a sentence for the code of a broken constraint",
    level: "must",
    caughtBy: "error/code/of-broken-constraint",
    source: moto("commit 965dc806c", "IAM gave the code Not Found, with a blank."),
    apply: codeFor("constraint", "Bad Request"),
  },
  {
    name: "floci-server-faults-for-clients-mistakes",
    title: "answers a broken constraint with status 500",
    level: "must",
    caughtBy: range(),
    source: floci("commit 87749e460", "EMR answered mistakes of the client with 500 InternalServerError, which SDKs send again."),
    apply: statusFor("constraint", 500),
  },
  {
    name: "localstack-answers-for-a-browser",
    title: "labels results as text/html",
    level: "must",
    caughtBy: "response/content-type",
    source: localstack("commit cd3efec79", "CloudWatch Logs answered with the web framework's own content type."),
    apply: results(labelled("text/html; charset=utf-8")),
  },
  {
    name: "floci-plain-json",
    title: "labels errors as application/json",
    level: "must",
    caughtBy: "error/content-type",
    source: floci("PR #240", "The controllers of JSON services answered with application/json."),
    apply: refusals(labelled("application/json")),
  },
  {
    name: "localstack-content-type-twice",
    title: "sends two content types",
    level: "must",
    caughtBy: "response/content-type",
    source: localstack("commit 48ac6ea81", "Lambda's answers held the header Content-Type twice, once from the framework."),
    apply: results(labelled("application/json, application/x-amz-json-1.1")),
  },
  {
    name: "floci-no-request-id",
    title: "sends no request ids",
    level: "should",
    caughtBy: "response/request-id/present",
    source: floci("#145", "Most answers had no header with a request id, and SDKs showed none."),
    apply: (behaviour) => ({ ...behaviour, headersOf: () => ({ "content-type": "application/x-amz-json-1.1" }) }),
  },
  {
    name: "localstack-checksum-from-before-the-patch",
    title: "sends the checksum of the body as it was before a change",
    level: "should",
    caughtBy: "response/crc32",
    source: localstack("commit 4766b6625", "SQS answers were rewritten by a proxy that left x-amz-crc32 as it was."),
    apply: unchanged,
    wrap: (service) => async (request) => {
      const response = await service(request);
      return {
        ...response,
        headers: { ...response.headers, "x-amz-crc32": String(crc32(response.body)) },
        body: Buffer.concat([response.body, Buffer.from("\n")]),
      };
    },
  },
];

function range(): string {
  return "request/max-results/refuses-wrong-range";
}

const values: readonly OtherFault[] = [
  {
    name: "moto-token-a-number",
    title: "gives a number for a token",
    level: "must",
    caughtBy: types,
    source: moto("commit 001a7d027", "CloudWatch Logs gave nextSequenceToken, a string, as a number."),
    apply: changesListing((listing) => ({ ...listing, NextToken: listing.NextToken === undefined ? undefined : 42 })),
  },
  {
    name: "ministack-token-null",
    title: "sends null for NextToken on the last page",
    level: "should",
    caughtBy: "response/omits-null-members",
    source: of("ministackorg/ministack")("commit dd20ac58", "ACM ListCertificates always sent a null NextToken, over which some clients loop."),
    apply: changesListing((listing) => ({ ...listing, NextToken: listing.NextToken ?? null })),
  },
  {
    name: "moto-sessions-dated-in-iso",
    title: "shows CreatedOn as an ISO 8601 string",
    level: "must",
    caughtBy: types,
    source: moto("#9763", "JSON services gave timestamps as ISO 8601 strings, Glue's sessions among them."),
    apply: showsMember("CreatedOn", (value) => new Date(Number(value) * 1_000).toISOString().slice(0, -1)),
  },
  {
    name: "moto-seconds-as-text",
    title: "shows CreatedOn as a string of digits",
    level: "must",
    caughtBy: types,
    source: moto("commit e6e7f235a", "KMS, when it was mended to give seconds, gave them as a string."),
    apply: showsMember("CreatedOn", (value) => String(Math.trunc(Number(value)))),
  },
  {
    name: "localstack-milliseconds",
    title: "shows CreatedOn in milliseconds",
    level: "should",
    caughtBy: "sessions/timestamps-plausible",
    source: localstack("commit ac45c2433", "Kinesis records carried milliseconds where SDKs read seconds."),
    apply: showsMember("CreatedOn", (value) => Number(value) * 1_000),
  },
  {
    name: "floci-thousandth-of-the-time",
    title: "shows CreatedOn a thousand times too early",
    level: "should",
    caughtBy: "sessions/timestamps-plausible",
    source: floci("commit 39ed7712a", "Kinesis wrote seconds where milliseconds belonged, so every record came from January 1970."),
    apply: showsMember("CreatedOn", (value) => Number(value) / 1_000),
  },
  {
    name: "moto-created-in-2011",
    title: "shows the same day of 2011 for every CreatedOn",
    level: "should",
    caughtBy: "sessions/timestamps-plausible",
    source: moto("#2773", "CloudFormation gave all stacks the CreationDate of a template."),
    apply: showsMember("CreatedOn", () => Date.UTC(2011, 4, 23, 15, 47, 44) / 1_000),
  },
  {
    name: "localstack-local-time",
    title: "shows the times of a clock in another zone, three hours behind the Date of its answers",
    level: "should",
    caughtBy: "sessions/timestamps-plausible",
    source: localstack("commit c0f404b9a", "Seconds since the epoch were computed from local time."),
    apply: (behaviour) => ({ ...behaviour, renderTimestamp: (ms) => behaviour.renderTimestamp(ms - 3 * 3_600_000) }),
    wrap:
      (service, { now }) =>
      async (request) => {
        const response = await service(request);
        return { ...response, headers: { ...response.headers, date: new Date(now()).toUTCString() } };
      },
  },
];

/** Faults that others made in errors, headers and the values of answers. */
export const otherAnswerFaults: readonly OtherFault[] = [...errors, ...values];
