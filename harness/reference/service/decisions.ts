import type { WireRequest, WireResponse } from "../../../properties/core/exchange.ts";
import type { Refusal } from "./refusal.ts";
import type { SessionStore } from "./session-store.ts";
import type {
  StoredSession,
  StoredStatement,
  CreateSessionInput,
  SessionInput,
  ListSessionsInput,
  RunStatementInput,
  StatementInput,
  ListStatementsInput,
  ResourceInput,
  TagResourceInput,
  UntagResourceInput,
} from "./stored-session.ts";

/** The environment of the service: a clock in milliseconds since the epoch, and random UUIDs. */
export interface Environment {
  readonly now: () => number;
  readonly uuid: () => string;
}

/** What outlives a request: the decisions, the sessions, clock and randomness. */
export interface Context extends Environment {
  readonly behaviour: Behaviour;
  readonly store: SessionStore;
}

/** One accepted request on its way through an operation. */
export interface OperationCall<Input = unknown> extends Context {
  readonly operation: keyof Operations;
  /** The decoded request: structures as plain objects, maps as `Map`, absent members left out. */
  readonly input: Input;
  /** When the request arrived, in milliseconds since the epoch: the only moment that a request knows. */
  readonly at: number;
}

/**
 * Every decision that the service takes, each a small function. A decision reaches the others through the behaviour in its call or context,
 * never directly, so that `{ ...behaviour, decision }` changes one of them everywhere.
 */
export interface Behaviour
  extends RequestRouting, Decoding, Constraints, Filtering, Paging, Tokens, Lifecycle, Statements, Tagging, StoreAccess, ResponseRendering {
  readonly operations: Operations;
}

/** What the service does, by the names that targets use. Each returns the members of its response or throws a `Refusal`. */
export interface Operations {
  readonly CreateSession: (call: OperationCall<CreateSessionInput>) => object;
  readonly GetSession: (call: OperationCall<SessionInput>) => object;
  readonly ListSessions: (call: OperationCall<ListSessionsInput>) => object;
  readonly StopSession: (call: OperationCall<SessionInput>) => object;
  readonly DeleteSession: (call: OperationCall<SessionInput>) => object;
  readonly RunStatement: (call: OperationCall<RunStatementInput>) => object;
  readonly GetStatement: (call: OperationCall<StatementInput>) => object;
  readonly ListStatements: (call: OperationCall<ListStatementsInput>) => object;
  readonly CancelStatement: (call: OperationCall<StatementInput>) => object;
  readonly TagResource: (call: OperationCall<TagResourceInput>) => object;
  readonly UntagResource: (call: OperationCall<UntagResourceInput>) => object;
  readonly GetTags: (call: OperationCall<ResourceInput>) => object;
}

/** Which requests the protocol claims, and for which operation. */
export interface RequestRouting {
  /** Headers by the names that the other decisions know. */
  readonly readHeaders: (headers: WireRequest["headers"]) => WireRequest["headers"];
  readonly claimsMethod: (method: string) => boolean;
  /** The path comes with its query string. */
  readonly claimsPath: (path: string) => boolean;
  readonly claimsContentType: (contentType: string | undefined) => boolean;
  readonly claims: (request: WireRequest, context: Context) => boolean;
  /** The operation that a target header names; undefined where there is none of that name. */
  readonly operationOf: (target: string | undefined, context: Context) => keyof Operations | undefined;
}

/** Where in a request a value is. */
export interface InputLocation {
  readonly operation: string;
  /** `MaxResults`, `Tags/key`, `Tags/value`, `TagsToRemove/item`; empty for the request itself. */
  readonly path: string;
  /** The whole request as it was parsed. */
  readonly body: unknown;
}

/** One check per JSON type: returns the value as that type, or throws a `Refusal`. */
export interface Types {
  readonly string: (value: unknown, place: InputLocation) => string;
  readonly integer: (value: unknown, place: InputLocation) => number;
  readonly number: (value: unknown, place: InputLocation) => number;
  readonly array: (value: unknown, place: InputLocation) => readonly unknown[];
  readonly object: (value: unknown, place: InputLocation) => Readonly<Record<string, unknown>>;
}

/** How a body becomes the input of an operation. */
export interface Decoding {
  readonly readText: (body: Uint8Array) => string;
  readonly parseJson: (text: string) => unknown;
  readonly types: Types;
  readonly readMember: (members: Readonly<Record<string, unknown>>, name: string, place: InputLocation) => unknown;
  /** Of a member of a structure; the values of maps and lists are never absent. */
  readonly isAbsent: (value: unknown, place: InputLocation) => boolean;
}

/** One decision per schema keyword: whether the value keeps the limit. */
export interface Keywords {
  readonly minimum: (value: number, limit: number, place: InputLocation) => boolean;
  readonly maximum: (value: number, limit: number, place: InputLocation) => boolean;
  readonly minLength: (value: string, limit: number, place: InputLocation) => boolean;
  readonly maxLength: (value: string, limit: number, place: InputLocation) => boolean;
  readonly pattern: (value: string, pattern: string, place: InputLocation) => boolean;
  readonly enum: (value: string, values: readonly string[], place: InputLocation) => boolean;
  readonly maxItems: (value: readonly unknown[], limit: number, place: InputLocation) => boolean;
  readonly maxProperties: (value: ReadonlyMap<string, unknown>, limit: number, place: InputLocation) => boolean;
  /** Whether a required member may have this value; it is undefined where the member is absent. */
  readonly required: (value: unknown, place: InputLocation) => boolean;
}

/** A constraint that a request breaks. */
export interface BrokenConstraint {
  readonly path: string;
  readonly keyword: keyof Keywords;
  /** The keyword's value in the schema. */
  readonly limit: number | string | readonly string[];
}

/** How the input of an operation is checked against its contract. */
export interface Constraints {
  readonly keywords: Keywords;
  readonly refuseBreaches: (breaches: readonly BrokenConstraint[]) => Refusal;
}

/** Tags that a listed session has to carry; empty for all sessions. */
export type TagFilter = ReadonlyMap<string, string>;

/** Which sessions a listing is about. */
export interface Filtering {
  readonly filterOf: (input: ListSessionsInput) => TagFilter;
  readonly matchesPair: (tags: ReadonlyMap<string, string>, key: string, value: string) => boolean;
  readonly combinePairs: (matches: readonly boolean[]) => boolean;
  readonly matchesFilter: (session: StoredSession, filter: TagFilter, decisions: Filtering) => boolean;
}

/** Some sessions in their order, and the sequence after which the next page begins; undefined where there is none. */
export interface Page {
  readonly sessions: readonly StoredSession[];
  readonly resumeAfter: number | undefined;
}

/** How a listing is cut into pages and shown. */
export interface Paging {
  readonly pageSizeOf: (input: ListSessionsInput) => number;
  /** Takes sessions until the page is full; `candidates` begin where the page before it ended. */
  readonly cutPage: (candidates: Iterable<StoredSession>, matches: (session: StoredSession) => boolean, size: number) => Page;
  readonly renderIds: (sessions: readonly StoredSession[], call: OperationCall) => unknown;
  readonly renderSessions: (sessions: readonly StoredSession[], call: OperationCall) => unknown;
}

/** How a place in a walk over the sessions becomes a token, and a token such a place. */
export interface Tokens {
  /** Binds a token to its position and its filter. */
  readonly sealOf: (position: number, filter: TagFilter, call: OperationCall) => string;
  readonly encodeToken: (text: string) => string;
  readonly decodeToken: (token: string) => string;
  /** A token with which the walk goes on after the session of that sequence. */
  readonly issueToken: (position: number, filter: TagFilter, call: OperationCall) => string;
  /** The sequence after which the walk goes on. Throws a `Refusal` for what was not issued for the same filter. */
  readonly readToken: (token: string, filter: TagFilter, call: OperationCall) => number;
}

/** What a session keeps, how it ages and how it is shown. */
export interface Lifecycle {
  /** How long a created session is `PROVISIONING`, and a stopped one `STOPPING`. */
  readonly provisioningMs: number;
  readonly stoppingMs: number;
  readonly settingsOf: (input: CreateSessionInput) => Readonly<Record<string, unknown>>;
  readonly statusOf: (session: StoredSession, call: OperationCall) => string;
  /** Whether `StopSession` may stop a session in this status. */
  readonly isStoppable: (status: string) => boolean;
  readonly renderTimestamp: (ms: number) => unknown;
  readonly renderCompletion: (session: StoredSession, call: OperationCall) => object;
  readonly renderSession: (session: StoredSession, call: OperationCall) => object;
}

/** How statements are kept and shown. */
export interface Statements {
  readonly statementsOf: (session: StoredSession, call: OperationCall) => readonly StoredStatement[];
  readonly renderStatement: (statement: StoredStatement, call: OperationCall) => object;
}

/** How tags are found and changed. */
export interface Tagging {
  /** The id in a session's ARN of any region and account; empty where the ARN is not of a session. */
  readonly sessionIdOf: (arn: string) => string;
  readonly addTags: (tags: ReadonlyMap<string, string>, added: ReadonlyMap<string, string>) => ReadonlyMap<string, string>;
  readonly removeTags: (tags: ReadonlyMap<string, string>, keys: readonly string[]) => ReadonlyMap<string, string>;
}

/** Every read and write of the store that an operation makes. */
export interface StoreAccess {
  readonly findSession: (id: string, call: OperationCall) => StoredSession | undefined;
  readonly sessionsAfter: (sequence: number, call: OperationCall) => Iterable<StoredSession>;
  readonly addSession: (draft: Omit<StoredSession, "sequence">, call: OperationCall) => StoredSession;
  readonly replaceSession: (session: StoredSession, call: OperationCall) => void;
  readonly removeSession: (session: StoredSession, call: OperationCall) => void;
}

/** The operation of a request; undefined where its target names none. */
export type OperationName = keyof Operations | undefined;

/** How results and refusals are put on the wire. */
export interface ResponseRendering {
  readonly requestIdOf: (context: Context) => string;
  readonly writeJson: (value: object) => Uint8Array;
  readonly headersOf: (requestId: string) => Readonly<Record<string, string>>;
  readonly renderResult: (output: object, requestId: string, context: Context, operation: OperationName) => WireResponse;
  readonly errorCodeOf: (refusal: Refusal, operation: OperationName) => string;
  readonly errorStatusOf: (code: string, refusal: Refusal, operation: OperationName) => number;
  readonly errorTypeOf: (code: string) => string;
  readonly messageMemberOf: (code: string, operation: OperationName) => string;
  readonly errorBodyOf: (code: string, refusal: Refusal, context: Context, operation: OperationName) => object;
  readonly errorHeadersOf: (code: string, requestId: string, context: Context) => Readonly<Record<string, string>>;
  readonly renderRefusal: (refusal: Refusal, requestId: string, context: Context, operation: OperationName) => WireResponse;
  /** The answer to a request that the protocol does not claim. */
  readonly renderUnclaimed: (requestId: string) => WireResponse;
}
