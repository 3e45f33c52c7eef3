import { memberOf } from "../../../properties/core/json.ts";
import type { Schema } from "../../../spec/contract.ts";
import { contractOf } from "../../../spec/contracts/shipped-contracts.ts";
import type { WireResponse } from "../../../properties/core/exchange.ts";
import { Refusal, type RefusalReason } from "../service/refusal.ts";
import type { ListSessionsInput, StoredSession } from "../service/stored-session.ts";
import type { Behaviour, OperationCall, Filtering, Keywords, Paging, InputLocation } from "../service/decisions.ts";

/** A behaviour with one decision taken differently. */
export type BehaviourChange = (behaviour: Behaviour) => Behaviour;

/** Several changes, one after the other. */
export function inTurn(...changes: readonly BehaviourChange[]): BehaviourChange {
  return (behaviour) => changes.reduce((changed, change) => change(changed), behaviour);
}

/** Leaves every decision as it is, for faults that only wrap the service. */
export const unchanged: BehaviourChange = (behaviour) => behaviour;

/** Fails as a service does on unexpected input. */
export function crash(what: string): never {
  throw new Error(`The service came to grief over ${what}`);
}

type Limited = Exclude<keyof Keywords, "required">;

/** Changes the decision whether the value at a path of a `ListSessions` request keeps a limit; `usual` is the reference's decision. */
export function limit<Name extends Limited>(
  path: string,
  name: Name,
  keeps: (usual: boolean, value: Parameters<Keywords[Name]>[0], bound: Parameters<Keywords[Name]>[1], place: InputLocation) => boolean,
): BehaviourChange {
  return (behaviour) => {
    const decide = behaviour.keywords[name] as (value: unknown, bound: unknown, place: InputLocation) => boolean;
    const changed = (value: Parameters<Keywords[Name]>[0], bound: Parameters<Keywords[Name]>[1], place: InputLocation): boolean => {
      const usual = decide(value, bound, place);
      return isAt(place, path) ? keeps(usual, value, bound, place) : usual;
    };
    return { ...behaviour, keywords: { ...behaviour.keywords, [name]: changed } };
  };
}

function isAt(place: InputLocation, path: string): boolean {
  return place.operation === "ListSessions" && place.path === path;
}

/** Whether a request names a member with a value. */
export function names({ body }: InputLocation, member: string): boolean {
  const value = memberOf(body, member);
  return value !== undefined && value !== null;
}

/** The tags of a request, as they were parsed, in their order. */
export function entriesIn({ body }: InputLocation): readonly [key: string, value: unknown][] {
  return Object.entries(memberOf(body, "Tags") ?? {});
}

/** Replaces the value of a member of a `ListSessions` request, before its type is checked; undefined makes it absent. */
export function reads(member: string, convert: (value: unknown, place: InputLocation) => unknown): BehaviourChange {
  return (behaviour) => ({
    ...behaviour,
    readMember(members, name, place) {
      const value = behaviour.readMember(members, name, place);
      return isAt(place, member) ? convert(value, place) : value;
    },
  });
}

/** Replaces a tag's value in a `ListSessions` request, before its type is checked. */
export function readsTagValue(convert: (value: unknown, place: InputLocation) => unknown): BehaviourChange {
  return (behaviour) => ({
    ...behaviour,
    types: {
      ...behaviour.types,
      string: (value, place) => behaviour.types.string(isAt(place, "Tags/value") ? convert(value, place) : value, place),
    },
  });
}

/** Replaces the whole parsed body of a `ListSessions` request, before anything else reads it. */
export function readsBody(convert: (body: unknown, place: InputLocation) => unknown): BehaviourChange {
  return (behaviour) => ({
    ...behaviour,
    types: {
      ...behaviour.types,
      object: (value, place) => behaviour.types.object(isAt(place, "") ? convert(value, place) : value, place),
    },
  });
}

/** Parses bodies differently; `usual` is the reference's parser, which throws a `Refusal`. */
export function parses(parse: (text: string, usual: (text: string) => unknown) => unknown): BehaviourChange {
  return (behaviour) => ({ ...behaviour, parseJson: (text) => parse(text, behaviour.parseJson) });
}

/** Reports refusals for one reason with another code. */
export function codeFor(reason: RefusalReason, code: string): BehaviourChange {
  return (behaviour) => ({
    ...behaviour,
    errorCodeOf: (refusal, operation) => (refusal.reason === reason && operation !== "GetSession" ? code : behaviour.errorCodeOf(refusal, operation)),
  });
}

/** Answers refusals for one reason with another status. */
export function statusFor(reason: RefusalReason, status: number): BehaviourChange {
  return (behaviour) => ({
    ...behaviour,
    errorStatusOf: (code, refusal, operation) => (refusal.reason === reason ? status : behaviour.errorStatusOf(code, refusal, operation)),
  });
}

/** The members of a `ListSessions` result as the reference gives them. */
export interface Listing {
  readonly Ids: readonly string[];
  readonly Sessions: readonly Readonly<Record<string, unknown>>[];
  readonly NextToken?: string;
}

/** Changes the result of `ListSessions`; members that are undefined are left out. */
export function changesListing(change: (listing: Listing, call: OperationCall<ListSessionsInput>) => object): BehaviourChange {
  return performs((call, usual) => change(usual(call), call));
}

/** Performs `ListSessions` differently; `usual` performs it as the reference does. */
export function performs(
  perform: (call: OperationCall<ListSessionsInput>, usual: (call: OperationCall<ListSessionsInput>) => Listing) => object,
): BehaviourChange {
  return (behaviour) => {
    const usual = behaviour.operations.ListSessions as (call: OperationCall<ListSessionsInput>) => Listing;
    return { ...behaviour, operations: { ...behaviour.operations, ListSessions: (call) => perform(call, usual) } };
  };
}

/** The members of a session as it is shown. */
export type ShownSession = Readonly<Record<string, unknown>>;

/** Shows sessions differently, whichever operation shows them. */
export function shows(change: (shown: ShownSession, session: StoredSession, call: OperationCall) => object): BehaviourChange {
  return (behaviour) => ({
    ...behaviour,
    renderSession: (session, call) => change(behaviour.renderSession(session, call) as ShownSession, session, call),
  });
}

/** Shows one member of sessions differently where it is shown at all; undefined leaves it out. */
export function showsMember(name: string, change: (value: unknown) => unknown): BehaviourChange {
  return shows((shown) => (shown[name] === undefined ? shown : { ...shown, [name]: change(shown[name]) }));
}

/** Some sessions, and the sequence after which the next page begins. */
export type ListedPage = ReturnType<Paging["cutPage"]>;

/** Cuts a page from all sessions that match and come after the page before. */
export function cuts(cut: (matching: readonly StoredSession[], size: number) => ListedPage): BehaviourChange {
  return (behaviour) => ({
    ...behaviour,
    cutPage: (candidates, matches, size) =>
      cut(
        [...candidates].filter((session) => matches(session)),
        size,
      ),
  });
}

/** The page as the reference cuts it. */
export function fullPage(matching: readonly StoredSession[], size: number): ListedPage {
  const sessions = matching.slice(0, size);
  return { sessions, resumeAfter: matching.length > size ? sessions.at(-1)?.sequence : undefined };
}

/** Refuses a `ListSessions` request as if it broke a constraint. */
export function refuse(path: string): never {
  throw new Refusal("constraint", `Value at '${path}' failed to satisfy constraint`, [path]);
}

/** The limits of a member of an operation's request. Throws where there is no such member. */
export function memberSchema(member: string, operation = "ListSessions"): Schema {
  const schema = contractOf(operation).request.properties[member];
  if (schema === undefined) throw new Error(`${operation} has no member ${member}`);
  return schema;
}

/** Compares the tags of a session with one pair of a filter. */
export const pairs =
  (matchesPair: Filtering["matchesPair"]): BehaviourChange =>
  (behaviour) => ({ ...behaviour, matchesPair });

/** The names of the members of a `ListSessions` request. */
export function requestMemberNames(): readonly string[] {
  return Object.keys(contractOf("ListSessions").request.properties);
}

/** Gives an answer a content type, or removes it. */
export function labelled(type: string | undefined): (response: WireResponse) => WireResponse {
  return (response) => {
    const { "content-type": _, ...headers } = response.headers;
    return { ...response, headers: type === undefined ? headers : { ...headers, "content-type": type } };
  };
}

/** A position behind every session. */
export const behindAll = Number.MAX_SAFE_INTEGER;
