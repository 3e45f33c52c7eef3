import { answerRequirements } from "./answer-requirements.ts";
import { captures } from "./capture.ts";
import { alsoObserved, documented, inferred, observed, protocol, type Requirement } from "./requirement.ts";
import { sessionLifeRequirements } from "./session-life-requirements.ts";

/** What the page says and a schema cannot, and what it leaves to its protocol. */
export const writtenRequirements: readonly Requirement[] = [
  documented("request.none-required", "must", "A request with none of its optional members is accepted.", 25, "92fa90100566", [31, 39, 47]),
  documented("request.valid", "must", "A request that keeps every printed constraint is accepted.", 85, "2a47c6169fb7"),
  documented("request.invalid", "must", "A request that breaks a printed constraint is refused.", 115, "ede5efc77641"),
  protocol(
    "request.null-is-absent",
    "must",
    "A top-level member that is null counts as absent.",
    "Smithy AWS JSON 1.1 protocol tests, AwsJson11ServersDontDeserializeNullStructureValues",
  ),
  inferred(
    "request.unknown-members",
    "should",
    "Members that the page does not name are ignored.",
    "Smithy, forward compatibility of structures; no server test demands it",
  ),
  inferred(
    "request.odd-text",
    "should",
    "Text within the limits of the page is accepted, whatever it means to another program.",
    "the page prints lengths of tags and no pattern; services that allow letters, digits and a few signs in tags are common",
  ),
  protocol(
    "request.member-names",
    "should",
    "A member is known by its exact name only.",
    "Smithy AWS JSON 1.1, shape serialization: the property name is the member name",
  ),
  inferred(
    "request.length-unit",
    "may",
    "In which unit the length of non-ASCII text is counted is left open.",
    "Smithy length trait against the Glue developer guide, which differ",
  ),

  protocol(
    "body.json",
    "must",
    "A body that is no JSON is refused with a client error.",
    "Smithy malformed-request tests (restJson1) and captures of Kinesis agree",
  ),
  protocol("body.spelling", "must", "JSON is read alike however it is spelled: blanks and escapes change nothing.", "RFC 8259, sections 2 and 7"),
  inferred("body.object", "should", "A body that is JSON but no object is refused.", "captures of Kinesis; Smithy malformed-request tests (restJson1)"),

  protocol(
    "protocol.content-type-parameters",
    "must",
    "The content type may carry parameters.",
    "Smithy AWS JSON 1.1 protocol tests, AwsJson11MustSupportParametersInContentType",
  ),
  protocol(
    "protocol.content-type-spelling",
    "should",
    "Letter case and blanks before a parameter make no other content type.",
    "HTTP semantics (RFC 9110, 8.3.1): media types are case-insensitive, and blanks may stand around the semicolon",
  ),
  protocol(
    "protocol.extra-headers",
    "must",
    "Headers that a service has no use for are ignored.",
    "Signature Version 4: only the signed headers are part of a request's meaning",
  ),
  protocol("protocol.header-names", "must", "A header is known by its name in any case.", "HTTP semantics (RFC 9110), section 5.1"),
  protocol(
    "protocol.target",
    "must",
    "A target that names no operation of the service is refused with a client error.",
    "Smithy AWS JSON 1.1, X-Amz-Target; Common Errors, unknown operation",
  ),
  protocol("protocol.post", "must", "The operation is called with POST; a GET gives no result of it.", "Smithy AWS JSON 1.1: requests are sent with POST to /"),
  observed("protocol.unclaimed", "may", "How other methods, paths and content types are answered is left open.", captures.unclaimedContentType),

  ...answerRequirements,

  documented("paging.upper-bound", "must", "A page holds at most MaxResults sessions.", 22, "a3bc01916574"),
  documented("paging.complete", "must", "Following the tokens lists every session that exists all the while.", 28, "fa5a74e9371b", [2, 89, 96, 101]),
  alsoObserved(documented("paging.ends", "must", "A walk over the pages comes to an end.", 96, "fa5a74e9371b"), captures.lastPages),
  documented("paging.token-works", "must", "A token that was given is accepted for the next page.", 28, "fa5a74e9371b"),
  protocol("paging.size-may-change", "must", "MaxResults may change between two pages.", "Smithy paginated trait: members that only shape the page may change"),
  protocol("paging.once", "should", "No session is listed twice in one walk.", "Smithy paginated trait: the same item is not returned more than once"),
  inferred("paging.odd-ids", "should", "Sessions with odd but legal ids are listed like others.", "the page allows these characters in ids"),
  inferred(
    "paging.foreign-token",
    "should",
    "A token that was never given is refused.",
    "Smithy paginated trait: an expired token is a client error; a restart makes clients walk for ever",
  ),

  documented("filter.single-pair", "must", "A filter of one tag lists the sessions that carry it, and no other.", 42, "840c1fab3595"),
  documented("filter.tags-only", "must", "A filter goes by tags: members of a session that are no tags do not count.", 42, "840c1fab3595"),
  documented("filter.over-pages", "must", "A filter holds over all pages of a walk.", 42, "840c1fab3595"),
  inferred(
    "paging.deletion",
    "should",
    "A walk lists what is left when a session is deleted between two pages.",
    "Smithy paginated trait: a deletion changes what is listed, not what else is",
  ),
  inferred("paging.changes", "should", "A walk lists each session once when some change between two pages.", "Smithy paginated trait: no item comes twice"),
  inferred("paging.same-set-twice", "should", "Two walks list the same sessions while nothing changes.", "a listing depends on what there is alone"),
  documented("paging.interleaved", "must", "Each walk is complete, whatever other walks go on beside it.", 28, "fa5a74e9371b"),
  inferred("filter.several-pairs", "should", "A filter of several tags lists the sessions that carry all of them.", "the wording of sibling operations"),
  protocol(
    "filter.order",
    "should",
    "The order of the tags in a filter means nothing, to its tokens neither.",
    "JSON (RFC 8259): an object is an unordered collection",
  ),
  inferred("filter.case", "should", "A filter tells upper from lower case in keys and values.", "API page of Tag: keys and values are case-sensitive"),
  inferred("filter.blanks", "should", "A filter tells keys and values apart that differ by blanks at an end or in a row.", "exact match of values"),
  inferred("filter.empty-value", "should", "An empty value in a filter matches an empty value only.", "exact match of values"),
  inferred(
    "filter.beyond-ascii",
    "should",
    "A filter tells tags apart that differ by an accent, by how it is encoded, or by a letter that looks or sounds alike.",
    "exact match of tags",
  ),
  inferred("filter.odd-characters", "should", "Characters beyond the plain ones mean themselves in a filter, or are refused.", "exact match of tags"),
  inferred("filter.none", "should", "A filter without pairs filters nothing.", "no pair that a session could lack"),
  inferred(
    "filter.changed-between-pages",
    "may",
    "What a token with another filter is answered with is left open.",
    "Smithy paginated trait asks for a refusal; Glue's behaviour is unknown",
  ),
  documented(
    "filter.request-origin",
    "may",
    "Whether RequestOrigin filters is left open: the page says where a request comes from, not what it lists.",
    34,
    "ae23a4588f25",
  ),

  inferred(
    "sessions.round-trip",
    "should",
    "A session is listed with the values that it was created with.",
    "the listing's members are those of CreateSession",
  ),
  inferred("sessions.same-as-get", "should", "A session is listed as GetSession shows it.", "both operations return the same structure"),
  inferred("sessions.deleted", "should", "A deleted session is listed no more.", "DeleteSession deletes the session"),
  inferred("sessions.stopped", "should", "A stopped session is listed as stopping or stopped, or no more.", "StopSession stops the session"),
  inferred("sessions.retagged", "should", "A filter goes by the tags that a session has now.", "TagResource and UntagResource change a session's tags"),

  inferred(
    "sessions.timestamps",
    "should",
    "Times are seconds since the epoch, near the time of what they tell, and stay as they are.",
    "Smithy AWS JSON 1.1: timestamps are epoch seconds",
  ),
  ...sessionLifeRequirements,
  inferred("sessions.model", "should", "The listing follows any sequence of changes.", "creating, deleting and tagging as their pages describe them"),

  protocol(
    "concurrency.own-answer",
    "must",
    "Each answer belongs to its request, however many are under way.",
    "HTTP semantics (RFC 9110): a response answers one request",
  ),
  inferred("concurrency.changes", "should", "A listing is answered as ever while sessions are created and deleted.", "clients know nothing of others"),

  inferred("sdk.errors", "should", "The AWS SDK throws an error as the exception of its code, with its message.", "what users of the AWS SDK catch"),
  inferred("sdk.pages", "should", "The AWS SDK's paginator lists every session and ends.", "what users of the AWS SDK walk with"),
  inferred("sdk.dates", "should", "The AWS SDK reads times as dates.", "what users of the AWS SDK are given"),

  protocol("authentication.checked", "must", "A target that claims to check signatures refuses requests without a valid one.", "Signature Version 4"),
  inferred("authentication.code", "should", "A bad signature is reported with the customary code.", "captures of Kinesis, EMR and Glue"),
];
