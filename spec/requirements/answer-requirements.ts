import { captures } from "./capture.ts";
import { type Demands, linesBetween, must, should } from "./requirement.ts";

/** Demands on any answer of ListSessions: what a success carries, and how an error is reported. */
export const answerDemands: Demands = {
  "response.object: A success is a JSON object.": must.documented(86, "2690bde46764"),
  "response.content-type: A success has the media type application/x-amz-json-1.1.": must.protocol("Smithy AWS JSON 1.1, Content-Type"),
  "response.types: Every member of an answer that has a value has the type of the response syntax; lists and maps hold no nulls.": must.documented(
    50,
    "fa0a79068871",
    ...linesBetween(51, 83),
    90,
    97,
    102,
  ),
  "response.limits: The items of Ids and NextToken keep the limits printed for answers.": must.documented(91, "e885502568d9", 92, 93, 98),
  "response.integers: IdleTimeout and NumberOfWorkers are whole numbers, as they are where a session is created.": {
    ...must.documented(100, "8641aed181f4"),
    source: { page: "CreateSession", line: 100, digest: "8641aed181f4" },
  },
  "response.omits-null: Members without a value are left out of an answer, not sent as null.": should.protocol(
    "Smithy AWS JSON 1.1 protocol tests, AwsJson11ServersDontSerializeNullStructureValues",
  ),
  "response.both-lists: Ids and Sessions are both sent, empty where there is nothing to list.": should.observed(captures.emptyLists),
  "response.same-set: Ids and Sessions of one page name the same sessions.": "both lists describe the same page",
  "response.id-and-status: Every listed session has an id and a status.": "captures of sessions by client tools",
  "response.request-id: Every answer has a request id of its own in x-amzn-requestid.": should.observed(captures.requestIds),
  "response.checksum: A checksum that is sent is right.": "captures of DynamoDB; the header is optional",
  "error.object: The body of an error is a JSON object.": must.protocol("Smithy AWS JSON 1.1, operation error serialization"),
  "error.content-type: An error has the media type application/x-amz-json-1.1.": must.protocol("Smithy AWS JSON 1.1, Content-Type"),
  "error.code.present: An error's code stands in the body's __type or code, or in the header x-amzn-errortype.": must.protocol(
    "Smithy AWS JSON 1.1, operation error serialization",
  ),
  "error.code.in-type: An error's code stands in the body's __type, since some clients read nothing else.": should.observed(captures.errorBodies),
  "error.code.bare: The code in __type is the bare name of the error's shape.": should.observed(captures.errorBodies),
  "error.code.agree: Carriers that name a code name the same one.": "clients differ in which carrier they read first",
  "error.code.decoding-first: A wrong type is reported before a broken constraint.": "Smithy server SDK: decoding comes before validation; captures of Kinesis",
  "error.code.constraint: A broken constraint is reported as InvalidInputException or ValidationException.": must.documented(113, "649b26ecc991"),
  "error.code.token: A token that is too long or was never given is reported as InvalidInputException or ValidationException.":
    "the page lists no other error for what a client sends",
  "error.code.type: A member of another JSON type is reported as SerializationException.": "captures of Kinesis; Smithy malformed-request tests (restJson1)",
  "error.code.body: An unreadable body is reported as SerializationException.": "captures of Kinesis and DynamoDB",
  "error.code.operation: An unknown operation is reported as UnknownOperationException.": "captures of Kinesis and DynamoDB; newer lists of common errors",
  "error.status: Each error that the page lists comes with the status that the page gives it.": must.documented(
    108,
    "c58ebde3345d",
    105,
    109,
    112,
    116,
    117,
    120,
  ),
  "error.same-twice: The same broken request is refused with the same status and code each time.": "validation depends on the request alone",
  "error.message: An error says in message or Message what is wrong.": "every capture of validation errors",
  "error.message-name: An error that the page lists spells its text Message.": "the service's model names the member Message",
  "error.no-crash: No mistake of a client is answered with a server error or a lost connection.": must.protocol(
    "HTTP semantics (RFC 9110): 5xx means that the server is at fault",
  ),
  "error.no-crash-on-odd-bytes: Odd bytes in a body are no reason for a server error.": "as for other mistakes of a client, though no document speaks of these",
};
