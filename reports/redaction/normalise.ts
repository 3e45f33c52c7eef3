import type { TransportFailure, WireRequest, WireResponse } from "../../properties/core/exchange.ts";
import type { Violation } from "../../properties/core/property.ts";
import { decodeUtf8, toRecordedBody, toRecordedText } from "../record/recorded-body.ts";
import { mapHeaders } from "../encoding/map-headers.ts";
import { escapeText } from "../encoding/escape.ts";
import { shellWord } from "../encoding/shell.ts";
import { isJsonObject } from "../../spec/json.ts";
import { decodeString, rewriteJson } from "../encoding/json-text.ts";
import type { RecordedRequest, RecordedResponse } from "../record/run-record.ts";

/** The values that differ between two runs with the same seed; the endpoint as the user gave it, without credentials. */
export type RunNames = { readonly runId: string; readonly endpoint: string; readonly startedAt: Date };

/**
 * Replaces what differs from run to run by `{run}`, `{endpoint}`, `{host}`, `{request-id}`, `{date}` and `{token:1}`, and a date that a violation received by
 * its form: `{date YYYY-MM-DDThh:mm:ssZ}`.
 */
export interface Normaliser {
  readonly request: (request: WireRequest) => RecordedRequest;
  readonly response: (response: WireResponse) => RecordedResponse;
  readonly failure: (failure: TransportFailure) => RecordedResponse;
  readonly violation: (violation: Violation) => Violation;
  /** For sentences and curl lines. */
  readonly text: (text: string) => string;
}

const day = 86_400_000;
const requestIdHeader = /^x-(?:amzn?-)?request-?id$|^x-amz-id-2$|trace-id$|^x-correlation-id$/u;
const dateHeader = /^(?:date|x-amz-date|last-modified|expires)$/u;
/** They depend on the body's bytes, so they differ wherever the body does. */
const bodyHeader = /^(?:content-length|x-amz-crc32|etag|content-md5|digest)$/u;
const elapsedHeader = /^(?:age|server-timing|x-runtime|x-process-time|x-response-time)$/u;
const uuid = /\b[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}\b/giu;
const writtenDate =
  /\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d{1,2} [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT\b|\b\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)?|\b\d{8}T\d{6}Z\b/gu;
const compactDate = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/u;
const looseNumber = /(?<![\w.+-])\d{10,13}(?:\.\d+)?(?![\w.])/gu;
/** Members that a service computes from its clock. */
const elapsedMember = /^(?:ExecutionTime|DPUSeconds)$/u;

/**
 * A normaliser for one counterexample. Call it in the order of the steps, because tokens are numbered by first appearance. A token is a
 * `NextToken` from the target; tokens that the suite made up are kept.
 */
export function createNormaliser(names: RunNames): Normaliser {
  const tokens = new Map<string, string>();
  const requestIds = new Set<string>();
  const address = withoutSlash(names.endpoint);
  const host = hostOf(address);
  const started = names.startedAt.getTime();
  const isNow = (milliseconds: number): boolean => Math.abs(milliseconds - started) < day;
  const isClock = (raw: string): boolean => isNow(Number(raw) * 1000) || isNow(Number(raw));

  const ours = (text: string): string => {
    let left = text.replaceAll(names.runId, "{run}").replaceAll(address, "{endpoint}");
    if (host !== undefined) left = left.replaceAll(host, "{host}");
    // A short token ("2") would match everywhere, so it is replaced only where it is a `NextToken`.
    for (const [token, name] of tokens) if (token.length >= 8) left = left.replaceAll(token, name);
    return left;
  };
  const isWrittenNow = (date: string): boolean => isNow(Date.parse(date.replace(compactDate, "$1-$2-$3T$4:$5:$6Z")));
  const theirs = (text: string): string => {
    const left = [...requestIds].reduce((before, id) => before.replaceAll(id, "{request-id}"), ours(text));
    return left
      .replace(uuid, "{request-id}")
      .replace(writtenDate, (found) => (isWrittenNow(found) ? "{date}" : found))
      .replace(looseNumber, (found) => (isClock(found) ? "{date}" : found));
  };
  const tokenIn = (raw: string, isTheirs: boolean): string | undefined => {
    if (!raw.startsWith('"')) return undefined;
    const token = decodeString(raw);
    if (isTheirs && token !== "" && !tokens.has(token)) tokens.set(token, `{token:${tokens.size + 1}}`);
    const name = tokens.get(token);
    return name === undefined ? undefined : `"${name}"`;
  };
  const jsonOf = (text: string, isTheirs: boolean): string =>
    rewriteJson(text, {
      value: (place, raw) => {
        const member = place.at(-1) ?? "";
        if (member === "NextToken" && place.length === 1) return tokenIn(raw, isTheirs);
        if (!isTheirs || !/^\d/u.test(raw)) return undefined;
        return isClock(raw) || elapsedMember.test(member) ? "{date}" : undefined;
      },
    });
  const headersOf = (headers: Readonly<Record<string, string>>, rewrite: (name: string, value: string) => string | undefined): Record<string, string> => {
    const inOrder = Object.entries(headers).toSorted(([a], [b]) => (a < b ? -1 : 1));
    return mapHeaders(Object.fromEntries(inOrder), rewrite);
  };
  const received = (value: unknown): unknown => {
    // How a date is written may be what is wrong with it.
    if (typeof value === "string" && value.match(writtenDate)?.[0] === value && isWrittenNow(value)) return `{date ${formOf(value)}}`;
    if (typeof value === "string") return tokens.get(value) ?? theirs(value);
    if (typeof value === "number") return isClock(String(value)) ? "{date}" : value;
    if (Array.isArray(value)) return value.map(received);
    return isJsonObject(value) ? Object.fromEntries(Object.entries(value).map(([key, child]) => [theirs(key), received(child)])) : value;
  };

  return {
    request: ({ method, path, headers, body }) => {
      const text = decodeUtf8(body);
      return {
        method,
        path: ours(path),
        headers: headersOf(headers, (name, value) => (dateHeader.test(name) ? "{date}" : ours(value))),
        body: text === undefined ? toRecordedBody(body) : toRecordedText(ours(jsonOf(text, false))),
      };
    },
    response: ({ status, headers, body, whole }) => {
      for (const [name, value] of Object.entries(headers)) if (requestIdHeader.test(name) && value.length >= 8) requestIds.add(value);
      const text = decodeUtf8(body);
      const left = text === undefined ? undefined : theirs(jsonOf(text, true));
      const isChanged = left !== text;
      const recorded = headersOf(headers, (name, value) => {
        if (requestIdHeader.test(name)) return value === "" ? "" : "{request-id}";
        if (dateHeader.test(name)) return "{date}";
        if (elapsedHeader.test(name) || (isChanged && bodyHeader.test(name))) return undefined;
        return theirs(value);
      });
      const stored = left === undefined ? toRecordedBody(body) : toRecordedText(left);
      return { status, headers: recorded, body: whole === undefined ? stored : { ...stored, cut: whole } };
    },
    failure: ({ kind, message }) => ({ failure: { kind, message: theirs(message) } }),
    violation: (given) => ({ ...given, pointer: theirs(given.pointer), expected: theirs(given.expected), received: received(given.received) }),
    text: theirs,
  };
}

/** How a date is written: `YYYY-MM-DDThh:mm:ss.sZ`, as it is the same in each run. */
function formOf(date: string): string {
  return date
    .replace(/^\d{4}-\d\d-\d\d/u, "YYYY-MM-DD")
    .replace(/^\d{8}T\d{6}/u, "YYYYMMDDThhmmss")
    .replace(/^[A-Z][a-z]{2}, \d{1,2} [A-Z][a-z]{2} \d{4}/u, "DDD, D MMM YYYY")
    .replace(/\d\d:\d\d:\d\d/u, "hh:mm:ss")
    .replace(/\.\d+/u, ".s");
}

/** Whether the value of a header follows from the bytes of the body or from the time that passed, so that only its presence can be compared. */
export function isVolatileHeader(name: string): boolean {
  return bodyHeader.test(name) || elapsedHeader.test(name);
}

/** Whether a service computes a member from its clock. */
export function isElapsedMember(name: string): boolean {
  return elapsedMember.test(name);
}

type Named = { readonly target: { readonly endpoint: string }; readonly meta: { readonly runId: string; readonly out?: string } };

/** Text of a record with its `{endpoint}`, `{host}`, `{run}` and `{out}`, the run's folder, filled in again, so that a stored command can be run. */
export function named(text: string, { target, meta }: Named, escape = (name: string): string => name): string {
  const out = escape(meta.out ?? "conformance-report");
  return text
    .replaceAll("{endpoint}", withoutSlash(escape(target.endpoint)))
    .replaceAll("{host}", escape(hostOf(target.endpoint) ?? "{host}"))
    .replaceAll("{run}", escape(meta.runId))
    .replaceAll("--run {out} ", () => `--run ${shellWord(out)} `);
}

/** As `named`, for text that is already escaped. */
export function namedSafely(text: string, record: Named): string {
  return named(text, record, escapeText);
}

/** Host and port of an endpoint, which a target may name without its scheme or with another one; a host without a port is too common a word to be replaced. */
function hostOf(endpoint: string): string | undefined {
  const { host, port } = URL.canParse(endpoint) ? new URL(endpoint) : { host: "", port: "" };
  return port === "" ? undefined : host;
}

function withoutSlash(endpoint: string): string {
  return endpoint.replace(/\/+$/u, "");
}
