import QuickLRU from "quick-lru";
import type { WireResponse } from "./exchange.ts";
import { isJsonObject, memberOf } from "../../spec/json.ts";

/** The places in which AWS JSON 1.1 may carry an error's code, as they were sent. */
export interface Carriers {
  /** Body member `__type`. */
  readonly type?: string;
  /** Body member `code`, where it is a string. */
  readonly code?: string;
  /** Header `x-amzn-errortype`. */
  readonly header?: string;
}

/** A response, read once for all checks. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** The body as UTF-8 text; undefined where it is none. */
  readonly text: string | undefined;
  /** The body as JSON; `isJson` tells a missing value from a body that is no JSON. */
  readonly json: unknown;
  readonly isJson: boolean;
  /** The body where it is a JSON object. */
  readonly object: Readonly<Record<string, unknown>> | undefined;
  readonly carriers: Carriers;
  /** The error's code as clients read it: from the first carrier that there is, sanitised. */
  readonly code: string | undefined;
}

const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** Bytes from which on a body is not kept as a value of many times its size. */
const large = 262_144;

/** Answers whose bodies are large. */
const largeAnswers = new WeakSet<Answer>();

/** Reads a response: text, JSON, carriers and code. What is not kept is read again whenever it is asked for. Never throws. */
export function readAnswer(response: WireResponse, keeps = response.body.length < large): Answer {
  const { status, headers } = response;
  const content = keeps ? contentOf(response.body) : largeContent(response);
  const carriers = carriersOf(headers, content.object);
  const raw = carriers.header ?? carriers.code ?? carriers.type;
  const head = { status, headers, carriers, code: raw === undefined ? undefined : sanitisedCode(raw) };
  if (keeps) return { ...head, ...content };
  const answer = Object.assign(content, head);
  largeAnswers.add(answer);
  return answer;
}

type Content = Pick<Answer, "text" | "json" | "isJson" | "object">;

/** Bytes of a body that is held to be compared with those that come. */
const maxComparedBytes = 65_536;
/** The bodies received most recently, by their length. */
const recent = new QuickLRU<number, { readonly body: Uint8Array; readonly content: Content }>({ maxSize: 32 });

/** Reads a body. Most answers of a run are a page that came before, and comparing bytes takes far less time than reading them. */
function contentOf(body: Uint8Array): Content {
  const { length } = body;
  if (length > maxComparedBytes) return readContent(body);
  const known = recent.get(length);
  if (known !== undefined && Buffer.compare(known.body, body) === 0) return known.content;
  const content = readContent(body);
  recent.set(length, { body, content });
  return content;
}

function readContent(body: Uint8Array): Content {
  const text = attempt(() => decoder.decode(body));
  const parsed = text === undefined ? undefined : attempt((): { value: unknown } => ({ value: JSON.parse(text) }));
  const json = parsed?.value;
  return { text, json, isJson: parsed !== undefined, object: isJsonObject(json) ? json : undefined };
}

/** What was read last of a large body: checks ask for it one after the other, and two at a time would take too much. */
let latest: { readonly of: WireResponse; readonly content: Content } | undefined;

/** Drops the values kept of the large body that was read last. */
export function forgetLargeBody(): void {
  latest = undefined;
}

/** Answers wait for their turn to be judged; meanwhile their values are dropped, and read again later, as is the body where it is held compressed. */
function largeContent(response: WireResponse): Content {
  const content = (): Content => {
    if (latest?.of !== response) {
      forgetLargeBody();
      latest = { of: response, content: readContent(response.body) };
    }
    return latest.content;
  };
  return {
    get text() {
      return content().text;
    },
    get json() {
      return content().json;
    },
    get isJson() {
      return content().isJson;
    },
    get object() {
      return content().object;
    },
  };
}

/**
 * An error code as clients compare it: what stands after a `#` and before a `:`.
 * Source: AWS JSON 1.1 protocol, operation error serialization.
 */
export function sanitisedCode(raw: string): string {
  const beforeColon = raw.split(":", 1)[0] ?? "";
  return beforeColon.slice(beforeColon.indexOf("#") + 1).trim();
}

/** Whether the answer is a success that a client would read as a result. */
export function isSuccess(answer: Answer): boolean {
  return answer.status >= 200 && answer.status < 300;
}

/** The media type of the answer, without its parameters, in lower case. */
export function mediaTypeOf(answer: Answer): string {
  return (answer.headers["content-type"]?.split(";", 1)[0] ?? "").trim().toLowerCase();
}

/** The list that a member of a result holds: absent and null are the empty list, anything that is no list is undefined. */
export function listOf(answer: Answer, member: string): readonly unknown[] | undefined {
  const value = memberOf(answer.object, member);
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : undefined;
}

/** Whether an answer is so large that checks of single items have to be bounded. */
export function isLarge(answer: Answer): boolean {
  return largeAnswers.has(answer);
}

/** Items of a list that are judged one by one: twice as many as any page may have, and enough to show what is wrong with them. */
export const maxJudgedItems = 2_000;

/** The token for the next page; undefined at the end, which a service may say as absent, null or empty (fairness rule 3). */
export function nextTokenOf(answer: Answer): string | undefined {
  const token = memberOf(answer.object, "NextToken");
  return typeof token === "string" && token !== "" ? token : undefined;
}

function carriersOf(headers: WireResponse["headers"], object: Answer["object"]): Carriers {
  const type = memberOf(object, "__type");
  const code = memberOf(object, "code");
  const header = headers["x-amzn-errortype"];
  return {
    ...(typeof type === "string" && type !== "" ? { type } : {}),
    ...(typeof code === "string" && code !== "" ? { code } : {}),
    ...(header !== undefined && header !== "" ? { header } : {}),
  };
}

function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
