import type { Answer } from "../../properties/core/answer.ts";
import type { WireRequest, WireResponse } from "../../properties/core/exchange.ts";
import { mapHeaders } from "../encoding/map-headers.ts";
import type { Violation } from "../../properties/core/property.ts";
import { spellingsOf, withoutSignatures, withoutSpellings } from "./secret-spellings.ts";
import { decodeString, parsedOr, partsOfPointer, rewriteJson, type JsonPath } from "../encoding/json-text.ts";
import { plainMembers } from "../../spec/non-sensitive-members.ts";
import { toReceived } from "../record/violations.ts";

/** Secrets that must not reach a file, and what identifies our own sessions. */
export interface Secrets {
  /** Prefix of the ids of all sessions that the run creates. */
  readonly ownPrefix: string;
  /** Ids without this prefix of sessions that the run created. */
  readonly ownIds?: ReadonlySet<string>;
  /** Lower-case names of headers from `--header`. */
  readonly headers?: readonly string[];
  /** Values that are redacted everywhere: secret key, session token, values of `--header`. */
  readonly values?: readonly string[];
  /** Whether these 64 digits are the signature of a request of the run. */
  readonly isSignature?: (hex: string) => boolean;
}

/** Removes secrets from what is stored. `NextToken`, ids, states and the structure of answers are kept as evidence. */
export interface Redactor {
  readonly request: (request: WireRequest) => WireRequest;
  /** `read` is the parsed answer, if there is one. */
  readonly response: (response: WireResponse, read?: Pick<Answer, "text" | "object">) => WireResponse;
  readonly headers: (headers: WireResponse["headers"]) => WireResponse["headers"];
  /** `response` is the unredacted answer that the violation points into. */
  readonly violation: (violation: Violation, response?: WireResponse) => Violation;
  readonly text: (text: string) => string;
}

const secretHeaders: readonly string[] = ["authorization", "proxy-authorization", "x-amz-security-token", "cookie", "set-cookie"];

/** A URL, or a text with URLs, without user names and passwords. */
export function withoutCredentials(text: string): string {
  if (!text.includes("://")) return text;
  return text.replace(/(?<=[a-z][a-z0-9+.-]{0,20}:\/\/)[^\s/?#"'<>]*@/giu, "");
}

/** Whether the value of a header is secret; `more` are the names from `--header`. */
export function isSecretHeader(name: string, more: readonly string[] = []): boolean {
  return [...secretHeaders, ...more.map((one) => one.toLowerCase())].includes(name.toLowerCase());
}

/** Longer than any stored value, so that no part of a secret at the cut is stored. */
const longestReceived = 65_536;

/** A value of one or two characters is not a secret, and redacting it would destroy evidence. */
const shortestSecret = 3;

/** Maximum number of headers whose latest value is cached. */
const maxHeaders = 64;

/** A redactor for one run. */
export function createRedactor(secrets: Secrets): Redactor {
  const values = spellingsOf((secrets.values ?? []).filter((value) => value.length >= shortestSecret));
  const isSignature = secrets.isSignature ?? ((): boolean => false);
  const isOwn = (id: unknown): boolean => typeof id === "string" && (id.startsWith(secrets.ownPrefix) || secrets.ownIds?.has(id) === true);

  const text = (given: string): string =>
    given.length < shortestSecret ? given : withoutSignatures(withoutSpellings(withoutCredentials(given), values), isSignature);
  // Most headers repeat their value in thousands of messages.
  const latest = new Map<string, { readonly value: string; readonly left: string | undefined }>();
  const header = (name: string, value: string): string | undefined => {
    const known = latest.get(name);
    if (known?.value === value) return known.left;
    const left = isSecretHeader(name, secrets.headers) ? undefined : text(value);
    if (latest.size < maxHeaders || known !== undefined) latest.set(name, { value, left });
    return left;
  };
  const headers = (given: WireResponse["headers"]): WireResponse["headers"] => mapHeaders(given, header);
  // Latin-1 keeps every byte, also of a body that is not UTF-8; search texts are encoded in the same way.
  const body = (bytes: Uint8Array, rewrite: (given: string) => string, plain = decoded(bytes, "utf8")): Uint8Array => {
    // Bytes that could not be decoded are U+FFFD.
    const isAscii = plain.length === bytes.length && !plain.includes("\uFFFD");
    const given = isAscii ? plain : decoded(bytes, "latin1");
    const redacted = text(plain);
    const left = rewrite(redacted === plain ? given : Buffer.from(redacted, "utf8").toString("latin1"));
    return left === given ? bytes : new Uint8Array(Buffer.from(left, "latin1"));
  };

  // Many violations point into the same answer.
  const known = new WeakMap<WireResponse, SessionsIn>();
  const sessionsOf = (response: WireResponse): SessionsIn => {
    const before = known.get(response);
    if (before !== undefined) return before;
    const given = decoded(response.body, "latin1");
    // Most answers contain none of the run's sessions, and some are megabytes long.
    const mayHold = given.includes(secrets.ownPrefix) || [...(secrets.ownIds ?? [])].some((id) => !id.startsWith(secrets.ownPrefix) && given.includes(id));
    const seen = mayHold ? sessionsIn(given, isOwn) : { own: new Set<string>(), others: true };
    known.set(response, seen);
    return seen;
  };

  return {
    request: (request) => ({ ...request, path: text(request.path), headers: headers(request.headers), body: body(request.body, (given) => given) }),
    response: (response, read) => {
      const withoutOthers = (given: string): string => {
        // Fast path: most answers contain no session, or only ours. An escape may spell a member's name.
        if (!given.includes('"Session') && !given.includes(String.raw`\u`)) return given;
        if (areOwn(given, read?.object, isOwn)) return given;
        const { own, others } = sessionsOf(response);
        return others ? redactSessions(given, own, []) : given;
      };
      return { ...response, headers: headers(response.headers), body: body(response.body, withoutOthers, read?.text) };
    },
    headers,
    violation: (violation, response) => {
      const [root, ...base] = partsOfPointer(violation.pointer);
      if (violation.received === undefined) return violation;
      const raw = text(JSON.stringify(toReceived(violation.received, longestReceived)));
      const own = response === undefined ? new Set<string>() : sessionsOf(response).own;
      const left = root === "body" ? redactSessions(raw, own, base) : raw;
      // A redacted number or literal of JSON is no longer JSON; it becomes text.
      return { ...violation, received: parsedOr(left, left) };
    },
    text,
  };
}

function decoded({ buffer, byteOffset, byteLength }: Uint8Array, encoding: "latin1" | "utf8"): string {
  return Buffer.from(buffer, byteOffset, byteLength).toString(encoding);
}

/** Whether all parsed sessions of an answer are ours. False if its text may contain others, behind a duplicate or escaped name. */
function areOwn(given: string, read: Answer["object"], isOwn: (id: unknown) => boolean): boolean {
  const sessions: unknown = read?.["Sessions"] ?? [read?.["Session"]];
  if (!Array.isArray(sessions) || !sessions.every((one: { readonly Id?: unknown } | null | undefined) => isOwn(one?.Id))) return false;
  return timesIn(given, '"Session') === 1 && !given.includes(String.raw`\u`) && timesIn(given, '"Id"') === sessions.length;
}

function timesIn(text: string, part: string): number {
  let times = 0;
  for (let at = text.indexOf(part); at !== -1; at = text.indexOf(part, at + part.length)) times += 1;
  return times;
}

/** The session that contains a place: `Sessions/3` or `Session`; undefined outside of sessions. */
function sessionOf(place: JsonPath): string | undefined {
  if (place[0] === "Session") return "Session";
  return place[0] === "Sessions" && place.length > 1 ? `Sessions/${place[1]}` : undefined;
}

/** How many of a place's parts name the session. */
function depthOf(place: JsonPath): number {
  return place[0] === "Session" ? 1 : 2;
}

type SessionsIn = { readonly own: ReadonlySet<string>; readonly others: boolean };

/**
 * The places of our own sessions, and whether there are others. A place that occurs twice, because of a duplicate member or a second id,
 * may belong to another account the first time.
 */
function sessionsIn(body: string, isOwn: (id: unknown) => boolean): SessionsIn {
  const [seen, own, others] = [new Set<string>(), new Set<string>(), new Set<string>()];
  const holders: string[] = [];
  const value = (place: JsonPath, raw: string): undefined => {
    const session = sessionOf(place);
    if (session === undefined) return;
    seen.add(session);
    if (place.length === depthOf(place) + 1 && place.at(-1) === "Id") (isOwn(decodeString(raw)) ? own : others).add(session);
  };
  const key = (place: JsonPath): undefined => {
    const [name = "", ...inner] = place;
    if (inner.length === 0 && (name === "Session" || name === "Sessions")) holders.push(name);
    const session = sessionOf(place);
    if (session !== undefined) seen.add(session);
  };
  rewriteJson(body, { value, key });
  const isTwofold = new Set(holders).size < holders.length;
  const left = isTwofold ? [] : [...own].filter((session) => !others.has(session));
  return { own: new Set(left), others: seen.size > left.length };
}

/** Keeps types, so that stored exchanges are judged as the live ones were: strings become their length, numbers 0. */
function redactSessions(body: string, own: ReadonlySet<string>, base: JsonPath): string {
  const isFree = (place: JsonPath): boolean => {
    const session = sessionOf(place);
    if (session === undefined || own.has(session) || place.length === depthOf(place)) return false;
    return !plainMembers.has(place[depthOf(place)] ?? "");
  };
  let keys = 0;
  return rewriteJson(
    body,
    {
      value: (place, raw) => (isFree(place) ? redactLeaf(raw) : undefined),
      key: (place, raw) => {
        const depth = depthOf(place);
        if (place.length < depth + 2 || place[depth] === "Connections" || mark.test(raw) || !isFree(place)) return undefined;
        keys += 1;
        return `"{key ${keys} of ${decodeString(raw).length} characters}"`;
      },
      beyond: '"{nested too deeply}"',
    },
    base,
  );
}

/** Replacement of a string; it is not replaced again, so that a partly redacted value can be redacted completely. */
const mark = /^"\{(?:key \d+ of )?\d+ characters\}"$/u;

function redactLeaf(raw: string): string | undefined {
  if (mark.test(raw)) return undefined;
  if (raw.startsWith('"')) return `"{${decodeString(raw).length} characters}"`;
  return /^[-\d]/u.test(raw) ? "0" : undefined;
}
