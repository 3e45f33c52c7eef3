import { memberOf } from "../../../spec/json.ts";
import type { Schema } from "../../../spec/contract.ts";
import { contractOf } from "../../../spec/contracts/shipped-contracts.ts";
import type { WireResponse } from "../../../properties/core/exchange.ts";
import { Refusal, type RefusalReason } from "../service/refusal.ts";
import type { ListSessionsInput, StoredSession } from "../service/stored-session.ts";
import type { Behaviour, InputLocation, Keywords, OperationCall, Operations } from "../service/decisions.ts";

/** Decisions taken differently, given the usual ones. Called once for each service, so what a service remembers lives in this call. */
export type Change = (usual: Behaviour) => Partial<Behaviour>;

/** The members of a JSON object. */
export type Members = Readonly<Record<string, unknown>>;

/** Several changes, one after the other. */
export function inTurn(...changes: readonly Change[]): (behaviour: Behaviour) => Behaviour {
  return (behaviour) => changes.reduce(changedBy, behaviour);
}

function changedBy(behaviour: Behaviour, change: Change): Behaviour {
  return { ...behaviour, ...change(behaviour) };
}

/** Fails as a service does on unexpected input. */
export function crash(what: string): never {
  throw new Error(`The service came to grief over ${what}`);
}

/** Refuses a request as if a value in it broke a constraint. */
export function refuse(path: string): never {
  throw new Refusal("constraint", `Value at '${path}' failed to satisfy constraint`, [path]);
}

/** Refuses a token that was never given. */
export function refuseToken(): never {
  throw new Refusal("token", "The specified NextToken is not valid", ["NextToken"]);
}

// What a request holds, and how it is read. Where a change has an operation, it is ListSessions unless another one is named.

type Operation = keyof Operations;
/** A request to list sessions. */
export type ListCall = OperationCall<ListSessionsInput>;

type Limit<Name extends keyof Keywords> = Parameters<Keywords[Name]>;

function isAt(place: InputLocation, path: string, operation: Operation): boolean {
  return place.operation === operation && place.path === path;
}

/** Changes the decision whether the value at a path of a request keeps a limit; `usual` is the reference's decision. */
export function limit<Name extends keyof Keywords>(
  path: string,
  name: Name,
  keeps: (usual: boolean, value: Limit<Name>[0], bound: Limit<Name>[1], place: InputLocation) => boolean,
  operation: Operation = "ListSessions",
): Change {
  return ({ keywords }) => {
    const decide = keywords[name] as (...decided: Limit<Name>) => boolean;
    const changed = (...decided: Limit<Name>): boolean => {
      const place = decided.at(-1) as InputLocation;
      const usual = decide(...decided);
      return isAt(place, path, operation) ? keeps(usual, decided[0], decided[1], place) : usual;
    };
    return { keywords: { ...keywords, [name]: changed } };
  };
}

/** Lets a value break a limit under some circumstances, or wherever it is. */
export function unchecked<Name extends keyof Keywords>(
  path: string,
  name: Name,
  where: (value: Limit<Name>[0], place: InputLocation) => boolean = () => true,
  operation: Operation = "ListSessions",
): Change {
  return limit(path, name, (usual, value, _bound, place) => usual || where(value, place), operation);
}

/** Whether a request names a member with a value. */
export function names({ body }: InputLocation, member: string): boolean {
  return (memberOf(body, member) ?? undefined) !== undefined;
}

/** The tags of a request, as they were parsed, in their order. */
export function entriesIn({ body }: InputLocation): readonly [key: string, value: unknown][] {
  return Object.entries(memberOf(body, "Tags") ?? {});
}

/** Replaces the value of a member of a request, before its type is checked; undefined makes it absent. */
export function reads(path: string, convert: (value: unknown, place: InputLocation) => unknown, operation: Operation = "ListSessions"): Change {
  return ({ readMember }) => ({
    readMember(members, name, place) {
      const value = readMember(members, name, place);
      return isAt(place, path, operation) ? convert(value, place) : value;
    },
  });
}

/** Replaces a member that is a text, in the same way. */
export function readsText(path: string, convert: (text: string) => unknown, operation?: Operation): Change {
  return reads(path, (value) => (typeof value === "string" ? convert(value) : value), operation);
}

/** Replaces a member that is a number, in the same way. */
export function readsNumber(path: string, convert: (number: number) => unknown, operation?: Operation): Change {
  return reads(path, (value) => (typeof value === "number" ? convert(value) : value), operation);
}

/** Replaces a tag's value in a request, before its type is checked. */
export function readsTagValue(convert: (value: unknown, place: InputLocation) => unknown): Change {
  return ({ types }) => ({
    types: { ...types, string: (value, place) => types.string(isAt(place, "Tags/value", "ListSessions") ? convert(value, place) : value, place) },
  });
}

/** Replaces the whole parsed body of a request, before anything else reads it. */
export function readsBody(convert: (body: unknown, place: InputLocation) => unknown, operation: Operation = "ListSessions"): Change {
  return ({ types }) => ({ types: { ...types, object: (value, place) => types.object(isAt(place, "", operation) ? convert(value, place) : value, place) } });
}

/** Parses bodies differently; `usual` is the reference's parser, which throws a `Refusal`. */
export function parses(parse: (text: string, usual: (text: string) => unknown) => unknown): Change {
  return ({ parseJson }) => ({ parseJson: (text) => parse(text, parseJson) });
}

/** The limits of a member of an operation's request. Throws where there is no such member. */
export function memberSchema(member: string, operation: Operation = "ListSessions"): Schema {
  const schema = contractOf(operation).request.properties[member];
  if (schema === undefined) throw new Error(`${operation} has no member ${member}`);
  return schema;
}

/** Whether a body has a member that the operation does not know. */
export function hasUnknownMembers(body: unknown, operation: Operation = "ListSessions"): boolean {
  const known = contractOf(operation).request.properties;
  return typeof body === "object" && body !== null && !Array.isArray(body) && Object.keys(body).some((name) => !Object.hasOwn(known, name));
}

// How requests are refused.

/** Reports refusals for one reason with another code: of one operation, or of all but GetSession, with which the run looks for its sessions. */
export function codeFor(reason: RefusalReason, code: string, operation?: Operation): Change {
  return ({ errorCodeOf }) => ({
    errorCodeOf: (refusal, of) =>
      refusal.reason === reason && (operation === undefined ? of !== "GetSession" : of === operation) ? code : errorCodeOf(refusal, of),
  });
}

/** Answers refusals for one reason with another status, of one operation or of all. */
export function statusFor(reason: RefusalReason, status: number, operation?: Operation): Change {
  return ({ errorStatusOf }) => ({
    errorStatusOf: (code, refusal, of) => (refusal.reason === reason && (operation ?? of) === of ? status : errorStatusOf(code, refusal, of)),
  });
}

/** Changes the body of every error. */
export function errorBody(change: (body: Members, code: string) => object): Change {
  return ({ errorBodyOf }) => ({ errorBodyOf: (code, ...rest) => change(errorBodyOf(code, ...rest) as Members, code) });
}

/** Changes every answer that reports an error. */
export function errors(change: (answer: WireResponse, refusal: Refusal) => WireResponse): Change {
  return ({ renderRefusal }) => ({ renderRefusal: (refusal, ...rest) => change(renderRefusal(refusal, ...rest), refusal) });
}

// What an operation does, and what its result shows.

/** The members of a `ListSessions` result as the reference gives them. */
export interface Listing extends Members {
  readonly Ids: readonly string[];
  readonly Sessions: readonly Members[];
  readonly NextToken?: string;
}

type Call<Name extends Operation> = Parameters<Operations[Name]>[0];
type Result<Name extends Operation> = Name extends "ListSessions" ? Listing : Members;

/** Performs an operation differently; `usual` performs it as the reference does. */
export function performs<Name extends Operation = "ListSessions">(
  perform: (call: Call<Name>, usual: (call: Call<Name>) => Result<Name>) => object,
  operation: Name = "ListSessions" as Name,
): Change {
  return ({ operations }) => {
    const usual = operations[operation] as (call: Call<Name>) => Result<Name>;
    return { operations: { ...operations, [operation]: (call: Call<Name>) => perform(call, usual) } };
  };
}

/** Changes members of a listing: those that are returned take the place of the usual ones, and are left out where they are undefined. */
export function lists(change: (listing: Listing, call: ListCall) => object): Change {
  return performs((call, usual) => {
    const listing = usual(call);
    return { ...listing, ...change(listing, call) };
  });
}

/** Changes members of sessions, in the same way, whichever operation shows them. */
export function shows(change: (shown: Members, session: StoredSession, call: OperationCall) => object): Change {
  return ({ renderSession }) => ({
    renderSession(session, call) {
      const shown = renderSession(session, call) as Members;
      return { ...shown, ...change(shown, session, call) };
    },
  });
}

/** Shows one member of sessions differently where it is shown at all; undefined leaves it out. */
export function showsMember(name: string, change: (value: unknown, call: OperationCall) => unknown): Change {
  return shows((shown, _session, call) => (shown[name] === undefined ? {} : { [name]: change(shown[name], call) }));
}

/** Shows one member of sessions differently in listings, but not through `GetSession`. */
export function listsMember(name: string, change: (value: unknown) => unknown): Change {
  return showsMember(name, (value, { operation }) => (operation === "ListSessions" ? change(value) : value));
}

/** Changes every successful answer of an operation. */
export function successes(change: (answer: WireResponse) => WireResponse, operation: Operation = "ListSessions"): Change {
  return ({ renderResult }) => ({
    renderResult(output, requestId, context, of) {
      const answer = renderResult(output, requestId, context, of);
      return of === operation ? change(answer) : answer;
    },
  });
}

/** Changes the JSON text of every answer. */
export function writes(change: (text: string) => string): Change {
  return ({ writeJson }) => ({ writeJson: (value) => Buffer.from(change(Buffer.from(writeJson(value)).toString())) });
}

/** An object without some of its members. */
export function without(members: Members, ...dropped: readonly string[]): Members {
  return Object.fromEntries(Object.entries(members).filter(([name]) => !dropped.includes(name)));
}
