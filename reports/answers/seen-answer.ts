import { isJsonObject } from "../../spec/json.ts";
import { parsedOr } from "../encoding/json-text.ts";
import { present } from "../encoding/present.ts";
import type { JournalExchange } from "../record/journal.ts";
import { fromRecordedBody, textOf } from "../record/recorded-body.ts";
import type { RecordedRequest, RecordedResponse } from "../record/run-record.ts";
import { isVolatileHeader, type Normaliser } from "../redaction/normalise.ts";

/** An answer as a client sees it, without what varies from run to run. */
export interface SeenAnswer {
  readonly operation: string;
  readonly request: RecordedRequest;
  readonly response: RecordedResponse;
  /** How a client takes the answer: what the contract is about first. */
  readonly class: "success" | "refusal" | "server error" | "none";
  /** `200`, `400 ValidationException`, `no answer (connection closed)`. */
  readonly outcome: string;
  /** Of those that follow from the body or the time only that they are present. */
  readonly headers: Readonly<Record<string, string>>;
  /** Where an error's code stands: `__type`, `__type with a namespace, header x-amzn-errortype`, `nowhere`. */
  readonly carriers: string;
  /** The body as JSON, as it was sent; undefined where it is none. */
  readonly json: unknown;
  /** `a JSON object`, `HTML`, `empty`. */
  readonly bodyKind: string;
  /** A value of the body without what varies from run to run. */
  readonly clean: (value: unknown) => unknown;
}

/** Reads an exchange of a case. Call it in the order of the steps, because the normaliser numbers tokens as it meets them. */
export function seenAnswer({ operation, request: given, response }: JournalExchange, normaliser: Normaliser): SeenAnswer {
  const request = normaliser.request({ ...given, body: fromRecordedBody(given.body) });
  const clean = (value: unknown): unknown => normaliser.violation({ code: "wrong-type", pointer: "", expected: "", received: value }).received;
  if ("failure" in response) {
    const { kind, message } = response.failure;
    const failure = normaliser.failure({ kind, message } as Parameters<Normaliser["failure"]>[0]);
    const nothing = { headers: {}, carriers: "nowhere", json: undefined, bodyKind: "none" };
    return { operation, request, response: failure, class: "none", outcome: `no answer (${kind})`, ...nothing, clean };
  }
  const { status, headers, body } = response;
  const received = normaliser.response(present({ status, headers, body: fromRecordedBody(body), whole: body.cut }));
  const volatile = Object.keys(headers).filter(isVolatileHeader);
  const text = textOf(body);
  const json = body.cut === undefined ? parsedOr(text ?? "", undefined) : undefined;
  const found = codesIn(headers, json);
  const [code = ""] = found.map(({ raw }) => bare(raw));
  return {
    operation,
    request,
    response: received,
    class: status < 300 ? "success" : status < 500 ? "refusal" : "server error",
    outcome: status < 300 || code === "" ? String(status) : `${status} ${code}`,
    headers: { ...("failure" in received ? {} : received.headers), ...Object.fromEntries(volatile.map((name) => [name, "present"])) },
    carriers: found.map(({ place, raw }) => (bare(raw) === raw ? place : `${place} with a namespace`)).join(", ") || "nowhere",
    json,
    bodyKind: body.cut === undefined ? kindOfBody(text, json) : "too long to be stored",
    clean,
  };
}

function codesIn(headers: Readonly<Record<string, string>>, json: unknown): readonly { readonly place: string; readonly raw: string }[] {
  const { __type: type, code } = isJsonObject(json) ? json : {};
  const places = { __type: type, code, "header x-amzn-errortype": headers["x-amzn-errortype"] };
  return Object.entries(places).flatMap(([place, raw]) => (typeof raw === "string" && raw !== "" ? [{ place, raw }] : []));
}

/** An error code as clients compare it: what stands behind a `#` and before a `:`. */
function bare(raw: string): string {
  const [before = ""] = raw.split(":", 1);
  return before.slice(before.indexOf("#") + 1).trim();
}

function kindOfBody(text: string | undefined, json: unknown): string {
  if (text === undefined) return "not UTF-8";
  if (json !== undefined) return `a JSON ${kindOf(json)}`;
  if (/^\s*<(?:!doctype html|html)/iu.test(text)) return "HTML";
  return text === "" ? "empty" : /^\s*</u.test(text) ? "XML" : "text";
}

/** The JSON type of a value; `absent` for undefined. */
export function kindOf(value: unknown): string {
  if (value === undefined) return "absent";
  if (value === null) return "null";
  return Array.isArray(value) ? "list" : typeof value;
}
