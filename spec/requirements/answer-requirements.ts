import { captures } from "./capture.ts";
import { alsoObserved, documented, inferred, observed, protocol, type Requirement } from "./requirement.ts";

const range = (from: number, to: number): readonly number[] => Array.from({ length: to - from + 1 }, (_, index) => from + index);

/** Demands on any answer of ListSessions: what a success carries, and how an error is reported. */
export const answerRequirements: readonly Requirement[] = [
  documented("response.object", "must", "A success is a JSON object.", 86, "2690bde46764"),
  protocol("response.content-type", "must", "A success has the media type application/x-amz-json-1.1.", "Smithy AWS JSON 1.1, Content-Type"),
  alsoObserved(
    documented(
      "response.types",
      "must",
      "Every member of an answer that has a value has the type of the response syntax; lists and maps hold no nulls.",
      50,
      "fa0a79068871",
      [...range(51, 83), 90, 97, 102],
    ),
    captures.scientificNotation,
  ),
  documented("response.limits", "must", "The items of Ids and NextToken keep the limits printed for answers.", 91, "e885502568d9", [92, 93, 98]),
  {
    id: "response.integers",
    level: "must",
    basis: "documented",
    text: "IdleTimeout and NumberOfWorkers are whole numbers, as they are where a session is created.",
    source: { page: "CreateSession", line: 100, digest: "8641aed181f4" },
  },
  alsoObserved(
    protocol(
      "response.omits-null",
      "should",
      "Members without a value are left out of an answer, not sent as null.",
      "Smithy AWS JSON 1.1 protocol tests, AwsJson11ServersDontSerializeNullStructureValues",
    ),
    captures.nullMembers,
  ),
  observed("response.both-lists", "should", "Ids and Sessions are both sent, empty where there is nothing to list.", captures.emptyLists),
  inferred("response.same-set", "should", "Ids and Sessions of one page name the same sessions.", "both lists describe the same page"),
  inferred("response.id-and-status", "should", "Every listed session has an id and a status.", "captures of sessions by client tools"),
  observed("response.request-id", "should", "Every answer has a request id of its own in x-amzn-requestid.", captures.requestIds),
  alsoObserved(
    inferred("response.checksum", "should", "A checksum that is sent is right.", "captures of DynamoDB; the header is optional"),
    captures.checksums,
  ),

  protocol("error.object", "must", "The body of an error is a JSON object.", "Smithy AWS JSON 1.1, operation error serialization"),
  alsoObserved(
    protocol("error.content-type", "must", "An error has the media type application/x-amz-json-1.1.", "Smithy AWS JSON 1.1, Content-Type"),
    captures.errorTypes,
  ),
  protocol(
    "error.code.present",
    "must",
    "An error's code stands in the body's __type or code, or in the header x-amzn-errortype.",
    "Smithy AWS JSON 1.1, operation error serialization",
  ),
  observed("error.code.in-type", "should", "An error's code stands in the body's __type, since some clients read nothing else.", captures.errorBodies),
  observed("error.code.bare", "should", "The code in __type is the bare name of the error's shape.", captures.errorBodies),
  inferred("error.code.agree", "should", "Carriers that name a code name the same one.", "clients differ in which carrier they read first"),
  inferred(
    "error.code.decoding-first",
    "should",
    "A wrong type is reported before a broken constraint.",
    "Smithy server SDK: decoding comes before validation; captures of Kinesis",
  ),
  alsoObserved(
    documented("error.code.constraint", "must", "A broken constraint is reported as InvalidInputException or ValidationException.", 113, "649b26ecc991"),
    captures.validationOfSessions,
  ),
  inferred(
    "error.code.token",
    "should",
    "A token that is too long or was never given is reported as InvalidInputException or ValidationException.",
    "the page lists no other error for what a client sends",
  ),
  inferred(
    "error.code.type",
    "should",
    "A member of another JSON type is reported as SerializationException.",
    "captures of Kinesis; Smithy malformed-request tests (restJson1)",
  ),
  inferred("error.code.body", "should", "An unreadable body is reported as SerializationException.", "captures of Kinesis and DynamoDB"),
  inferred(
    "error.code.operation",
    "should",
    "An unknown operation is reported as UnknownOperationException.",
    "captures of Kinesis and DynamoDB; newer lists of common errors",
  ),
  documented(
    "error.status",
    "must",
    "Each error that the page lists comes with the status that the page gives it.",
    108,
    "c58ebde3345d",
    [105, 109, 112, 116, 117, 120],
  ),
  inferred(
    "error.same-twice",
    "should",
    "The same broken request is refused with the same status and code each time.",
    "validation depends on the request alone",
  ),
  inferred("error.message", "should", "An error says in message or Message what is wrong.", "every capture of validation errors"),
  inferred("error.message-name", "should", "An error that the page lists spells its text Message.", "the service's model names the member Message"),
  protocol(
    "error.no-crash",
    "must",
    "No mistake of a client is answered with a server error or a lost connection.",
    "HTTP semantics (RFC 9110): 5xx means that the server is at fault",
  ),

  inferred(
    "error.no-crash-on-odd-bytes",
    "should",
    "Odd bytes in a body are no reason for a server error.",
    "as for other mistakes of a client, though no document speaks of these",
  ),
];
