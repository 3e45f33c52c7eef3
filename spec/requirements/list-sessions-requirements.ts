import { answerDemands } from "./answer-requirements.ts";
import { captures } from "./capture.ts";
import { type Demands, inferred, may, must, type Requirement, should } from "./requirement.ts";

const demands: Demands = {
  "request.none-required: A request with none of its optional members is accepted.": must.documented(25, "92fa90100566", 31, 39, 47),
  "request.valid: A request that keeps every printed constraint is accepted.": must.documented(85, "2a47c6169fb7"),
  "request.invalid: A request that breaks a printed constraint is refused.": must.documented(115, "ede5efc77641"),
  "request.null-is-absent: A top-level member that is null counts as absent.": must.protocol(
    "Smithy AWS JSON 1.1 protocol tests, AwsJson11ServersDontDeserializeNullStructureValues",
  ),
  "request.unknown-members: Members that the page does not name are ignored.": "Smithy, forward compatibility of structures; no server test demands it",
  "request.odd-text: Text within the limits of the page is accepted, whatever it means to another program.":
    "the page prints lengths of tags and no pattern; services that allow letters, digits and a few signs in tags are common",
  "request.member-names: A member is known by its exact name only.": should.protocol(
    "Smithy AWS JSON 1.1, shape serialization: the property name is the member name",
  ),
  "request.length-unit: In which unit the length of non-ASCII text is counted is left open.": may.inferred(
    "Smithy length trait against the Glue developer guide, which differ",
  ),
  "body.json: A body that is no JSON is refused with a client error.": must.protocol(
    "Smithy malformed-request tests (restJson1) and captures of Kinesis agree",
  ),
  "body.spelling: JSON is read alike however it is spelled: blanks and escapes change nothing.": must.protocol("RFC 8259, sections 2 and 7"),
  "body.object: A body that is JSON but no object is refused.": "captures of Kinesis; Smithy malformed-request tests (restJson1)",
  "protocol.content-type-parameters: The content type may carry parameters.": must.protocol(
    "Smithy AWS JSON 1.1 protocol tests, AwsJson11MustSupportParametersInContentType",
  ),
  "protocol.content-type-spelling: Letter case and blanks before a parameter make no other content type.": should.protocol(
    "HTTP semantics (RFC 9110, 8.3.1): media types are case-insensitive, and blanks may stand around the semicolon",
  ),
  "protocol.extra-headers: Headers that a service has no use for are ignored.": must.protocol(
    "Signature Version 4: only the signed headers are part of a request's meaning",
  ),
  "protocol.header-names: A header is known by its name in any case.": must.protocol("HTTP semantics (RFC 9110), section 5.1"),
  "protocol.target: A target that names no operation of the service is refused with a client error.": must.protocol(
    "Smithy AWS JSON 1.1, X-Amz-Target; Common Errors, unknown operation",
  ),
  "protocol.post: The operation is called with POST; a GET gives no result of it.": must.protocol("Smithy AWS JSON 1.1: requests are sent with POST to /"),
  "protocol.unclaimed: How other methods, paths and content types are answered is left open.": may.observed(captures.unclaimedContentType),

  ...answerDemands,

  "paging.upper-bound: A page holds at most MaxResults sessions.": must.documented(22, "a3bc01916574"),
  "paging.complete: Following the tokens lists every session that exists all the while.": must.documented(28, "fa5a74e9371b", 2, 89, 96, 101),
  "paging.ends: A walk over the pages comes to an end.": must.documented(96, "fa5a74e9371b"),
  "paging.token-works: A token that was given is accepted for the next page.": must.documented(28, "fa5a74e9371b"),
  "paging.size-may-change: MaxResults may change between two pages.": must.protocol("Smithy paginated trait: members that only shape the page may change"),
  "paging.once: No session is listed twice in one walk.": should.protocol("Smithy paginated trait: the same item is not returned more than once"),
  "paging.odd-ids: Sessions with odd but legal ids are listed like others.": "the page allows these characters in ids",
  "paging.foreign-token: A token that was never given is refused.":
    "Smithy paginated trait: an expired token is a client error; a restart makes clients walk for ever",
  "filter.single-pair: A filter of one tag lists the sessions that carry it, and no other.": must.documented(42, "840c1fab3595"),
  "filter.tags-only: A filter goes by tags: members of a session that are no tags do not count.": must.documented(42, "840c1fab3595"),
  "filter.over-pages: A filter holds over all pages of a walk.": must.documented(42, "840c1fab3595"),
  "paging.deletion: A walk lists what is left when a session is deleted between two pages.":
    "Smithy paginated trait: a deletion changes what is listed, not what else is",
  "paging.changes: A walk lists each session once when some change between two pages.": "Smithy paginated trait: no item comes twice",
  "paging.same-set-twice: Two walks list the same sessions while nothing changes.": "a listing depends on what there is alone",
  "paging.interleaved: Each walk is complete, whatever other walks go on beside it.": must.documented(28, "fa5a74e9371b"),
  "filter.several-pairs: A filter of several tags lists the sessions that carry all of them.": "the wording of sibling operations",
  "filter.order: The order of the tags in a filter means nothing, to its tokens neither.": should.protocol(
    "JSON (RFC 8259): an object is an unordered collection",
  ),
  "filter.case: A filter tells upper from lower case in keys and values.": "API page of Tag: keys and values are case-sensitive",
  "filter.blanks: A filter tells keys and values apart that differ by blanks at an end or in a row.": "exact match of values",
  "filter.empty-value: An empty value in a filter matches an empty value only.": "exact match of values",
  "filter.beyond-ascii: A filter tells tags apart that differ by an accent, by how it is encoded, or by a letter that looks or sounds alike.":
    "exact match of tags",
  "filter.odd-characters: Characters beyond the plain ones mean themselves in a filter, or are refused.": "exact match of tags",
  "filter.none: A filter without pairs filters nothing.": "no pair that a session could lack",
  "filter.changed-between-pages: What a token with another filter is answered with is left open.": may.inferred(
    "Smithy paginated trait asks for a refusal; Glue's behaviour is unknown",
  ),
  "filter.request-origin: Whether RequestOrigin filters is left open: the page says where a request comes from, not what it lists.": may.documented(
    34,
    "ae23a4588f25",
  ),
  "sessions.round-trip: A session is listed with the values that it was created with.": "the listing's members are those of CreateSession",
  "sessions.same-as-get: A session is listed as GetSession shows it.": "both operations return the same structure",
  "sessions.deleted: A deleted session is listed no more.": "DeleteSession deletes the session",
  "sessions.stopped: A stopped session is listed as stopping or stopped, or no more.": "StopSession stops the session",
  "sessions.retagged: A filter goes by the tags that a session has now.": "TagResource and UntagResource change a session's tags",
  "sessions.timestamps: Times are seconds since the epoch, near the time of what they tell, and stay as they are.":
    "Smithy AWS JSON 1.1: timestamps are epoch seconds",
  "sessions.unchanging: The id, the time of creation, the role and the command of a session are the same at each read.":
    "no operation takes a new value for any of them",
  "sessions.kept: A session that is tagged, untagged or stopped keeps its other members and tags.":
    "TagResource, UntagResource and StopSession change tags and status, and nothing else",
  "sessions.apart: What is done to one session does nothing to another, whatever their ids have in common.": "an id names one session",
  "sessions.anew: A session that is created under an id that was used before has nothing of the earlier one.": "DeleteSession deletes the session",
  "sessions.refused: A creation that is refused leaves nothing behind.": "an error of CreateSession says that no session was created",
  "sessions.repeated: A creation under the id of a session that exists changes nothing of it and makes no second one.":
    "CreateSession: AlreadyExistsException and IdempotentParameterMismatchException",
  "sessions.model: The listing follows any sequence of changes.": "creating, deleting and tagging as their pages describe them",
  "concurrency.own-answer: Each answer belongs to its request, however many are under way.": must.protocol(
    "HTTP semantics (RFC 9110): a response answers one request",
  ),
  "concurrency.changes: A listing is answered as ever while sessions are created and deleted.": "clients know nothing of others",
  "sdk.errors: The AWS SDK throws an error as the exception of its code, with its message.": "what users of the AWS SDK catch",
  "sdk.pages: The AWS SDK's paginator lists every session and ends.": "what users of the AWS SDK walk with",
  "sdk.dates: The AWS SDK reads times as dates.": "what users of the AWS SDK are given",
  "authentication.checked: A target that claims to check signatures refuses requests without a valid one.": must.protocol("Signature Version 4"),
  "authentication.code: A bad signature is reported with the customary code.": "captures of Kinesis, EMR and Glue",
};

/** Published answers of AWS that agree with a demand, by its id. */
const agreeing: Readonly<Record<string, Requirement["alsoObserved"]>> = {
  "response.types": captures.scientificNotation,
  "response.omits-null": captures.nullMembers,
  "response.checksum": captures.checksums,
  "error.content-type": captures.errorTypes,
  "error.code.constraint": captures.validationOfSessions,
  "paging.ends": captures.lastPages,
};

/** What the page says and a schema cannot, and what it leaves to its protocol. */
export const writtenRequirements = Object.entries(demands).map(([label, demand]): Requirement => {
  const [id = ""] = label.split(": ", 1);
  const alsoObserved = agreeing[id];
  return {
    id,
    text: label.slice(id.length + 2),
    ...(typeof demand === "string" ? inferred(demand) : demand),
    ...(alsoObserved === undefined ? {} : { alsoObserved }),
  };
});
