import { crc32 } from "node:zlib";
import type { WireResponse } from "../../../../properties/core/exchange.ts";
import type { Refusal, RefusalReason } from "../../service/refusal.ts";
import { fakecloud, floci, gopherstack, localstack, ministack, moto, type OtherFault, faultTable } from "./other-fault.ts";
import { type Change, codeFor, errors, lists, showsMember, statusFor } from "../change.ts";
import { answers, labelled, rewritten, withHeaders } from "../answers.ts";

/** Changes the answers to refusals, for some reasons or for all. */
const refusals = (change: (response: WireResponse, refusal: Refusal) => WireResponse, ...reasons: readonly RefusalReason[]): Change =>
  errors((response, refusal) => (reasons.length === 0 || reasons.includes(refusal.reason) ? change(response, refusal) : response));

/** Changes the answers that are results. */
const results =
  (change: (response: WireResponse) => WireResponse): Change =>
  (behaviour) => ({ renderResult: (...given) => change(behaviour.renderResult(...given)) });

const inXml = (response: WireResponse, { message }: Refusal): WireResponse => ({
  ...labelled("text/xml")(response),
  body: Buffer.from(`<ErrorResponse><Error><Message>${message}</Message></Error></ErrorResponse>`),
});

function range(): string {
  return "request/max-results/refuses-wrong-range";
}

/** Faults that others made in errors, headers and the values of answers. */
export const otherAnswerFaults: readonly OtherFault[] = faultTable({
  "request/max-results/refuses-wrong-type": "must",
  "moto-server-error-page: answers a wrong type with an HTML page of status 500": [
    moto("#3521", "What the server failed over came back as the web framework's HTML page with status 500."),
    refusals((response) => ({ ...labelled("text/html")(response), status: 500, body: Buffer.from("<title>500 Internal Server Error</title>") }), "type"),
  ],
  "error/is-json-object": "must",
  "moto-errors-in-the-other-format: answers broken constraints in XML": [
    moto("commit 75f2c56a3", "ECS, a JSON service, rendered an error with the template for XML."),
    refusals(inXml, "constraint"),
  ],
  "moto-nothing-but-a-status: answers a token that it did not give with status 404 and an empty body": [
    moto("PR #622", "SQS answered for a queue that is not there with 404 and no body."),
    refusals((response) => ({ ...response, status: 404, body: new Uint8Array() }), "token"),
  ],
  "fakecloud-dispatcher-errors-in-xml: answers an unknown operation in XML": [
    fakecloud("commit 1133cd9", "Errors of the dispatcher came as XML for services that speak JSON."),
    refusals(inXml, "unknown-operation"),
  ],
  "error/code/present": "must",
  "gopherstack-errors-without-a-type: sends errors with a message and no code": [
    gopherstack("commit abb8a141", "SWF sent errors that held a message only."),
    () => ({ errorBodyOf: (_code, { message }) => ({ message }) }),
  ],
  "error/code/of-broken-constraint": "must",
  "floci-code-of-the-other-protocol: gives the code of a broken constraint with the service before it": [
    floci("commit 7d6cf6179", "SQS put the codes of the query protocol, with the name of the service and dots, into __type."),
    codeFor("constraint", "AWS.Glue.InvalidParameterValue"),
  ],
  "moto-code-of-two-words: gives a sentence for the code of a broken constraint": [
    moto("commit 965dc806c", "IAM gave the code Not Found, with a blank."),
    codeFor("constraint", "Bad Request"),
  ],
  [range()]: "must",
  "floci-server-faults-for-clients-mistakes: answers a broken constraint with status 500": [
    floci("commit 87749e460", "EMR answered mistakes of the client with 500 InternalServerError, which SDKs send again."),
    statusFor("constraint", 500),
  ],
  "response/content-type": "must",
  "localstack-answers-for-a-browser: labels results as text/html": [
    localstack("commit cd3efec79", "CloudWatch Logs answered with the web framework's own content type."),
    results(labelled("text/html; charset=utf-8")),
  ],
  "localstack-content-type-twice: sends two content types": [
    localstack("commit 48ac6ea81", "Lambda's answers held the header Content-Type twice, once from the framework."),
    results(labelled("application/json, application/x-amz-json-1.1")),
  ],
  "error/content-type": "must",
  "floci-plain-json: labels errors as application/json": [
    floci("PR #240", "The controllers of JSON services answered with application/json."),
    refusals(labelled("application/json")),
  ],
  "response/request-id/present": "should",
  "floci-no-request-id: sends no request ids": [
    floci("#145", "Most answers had no header with a request id, and SDKs showed none."),
    () => ({ headersOf: () => ({ "content-type": "application/x-amz-json-1.1" }) }),
  ],
  "response/crc32": "should",
  "localstack-checksum-from-before-the-patch: sends the checksum of the body as it was before a change": [
    localstack("commit 4766b6625", "SQS answers were rewritten by a proxy that left x-amz-crc32 as it was."),
    withHeaders(({ body }) => ({ "x-amz-crc32": String(crc32(body)) })),
    answers(rewritten((text) => `${text}\n`)),
  ],
  "response/types": "must",
  "moto-token-a-number: gives a number for a token": [
    moto("commit 001a7d027", "CloudWatch Logs gave nextSequenceToken, a string, as a number."),
    lists((listing) => ({ NextToken: listing.NextToken === undefined ? undefined : 42 })),
  ],
  "moto-sessions-dated-in-iso: shows CreatedOn as an ISO 8601 string": [
    moto("#9763", "JSON services gave timestamps as ISO 8601 strings, Glue's sessions among them."),
    showsMember("CreatedOn", (value) => new Date(Number(value) * 1_000).toISOString().slice(0, -1)),
  ],
  "moto-seconds-as-text: shows CreatedOn as a string of digits": [
    moto("commit e6e7f235a", "KMS, when it was mended to give seconds, gave them as a string."),
    showsMember("CreatedOn", (value) => String(Math.trunc(Number(value)))),
  ],
  "response/omits-null-members": "should",
  "ministack-token-null: sends null for NextToken on the last page": [
    ministack("commit dd20ac58", "ACM ListCertificates always sent a null NextToken, over which some clients loop."),
    lists((listing) => ({ NextToken: listing.NextToken ?? null })),
  ],
  "sessions/timestamps-plausible": "should",
  "localstack-milliseconds: shows CreatedOn in milliseconds": [
    localstack("commit ac45c2433", "Kinesis records carried milliseconds where SDKs read seconds."),
    showsMember("CreatedOn", (value) => Number(value) * 1_000),
  ],
  "floci-thousandth-of-the-time: shows CreatedOn a thousand times too early": [
    floci("commit 39ed7712a", "Kinesis wrote seconds where milliseconds belonged, so every record came from January 1970."),
    showsMember("CreatedOn", (value) => Number(value) / 1_000),
  ],
  "moto-created-in-2011: shows the same day of 2011 for every CreatedOn": [
    moto("#2773", "CloudFormation gave all stacks the CreationDate of a template."),
    showsMember("CreatedOn", () => Date.UTC(2011, 4, 23, 15, 47, 44) / 1_000),
  ],
  "localstack-local-time: shows the times of a clock in another zone, three hours behind the Date of its answers": [
    localstack("commit c0f404b9a", "Seconds since the epoch were computed from local time."),
    (behaviour) => ({ renderTimestamp: (ms) => behaviour.renderTimestamp(ms - 3 * 3_600_000) }),
    withHeaders((_answer, { now }) => ({ date: new Date(now()).toUTCString() })),
  ],
});
