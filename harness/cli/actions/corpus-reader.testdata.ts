import type { WireRequest, WireResponse } from "../../../properties/core/exchange.ts";

/** A line of the corpus, for a reader that knows nothing but the lines and their schema. */
export interface Line {
  readonly id: string;
  readonly property: string;
  readonly request: {
    readonly method: string;
    readonly path: string;
    readonly headers: Record<string, string>;
    readonly body: { text?: string; base64?: string };
  };
  readonly accepts: {
    readonly answers: readonly {
      readonly from: number;
      readonly to: number;
      readonly jsonObject: boolean;
      readonly contentType?: string;
      readonly namesError?: true;
      readonly codes?: { readonly level: string; readonly accepted: readonly string[] };
      readonly atMost?: number;
    }[];
  };
}

/** The request of a line as it goes out. */
export function requestOf({ request: { body, ...rest } }: Line): WireRequest {
  return { ...rest, body: new Uint8Array(body.text === undefined ? Buffer.from(body.base64 ?? "", "base64") : Buffer.from(body.text)) };
}

/** What an answer breaks of what its line accepts. */
export function breachOf({ accepts }: Line, { status, headers, body }: WireResponse): string | undefined {
  const range = accepts.answers.find(({ from, to }) => status >= from && status <= to);
  if (range === undefined) return `status ${String(status)}`;
  if (!range.jsonObject) return undefined;
  const type = headers["content-type"]?.split(";")[0]?.trim().toLowerCase();
  if (type !== range.contentType) return `content type ${String(type)}`;
  const answer = objectIn(body);
  if (answer === undefined) return "no JSON object";
  const names = namesIn(answer, headers);
  if (range.namesError === true && names.length === 0) return "no code";
  const { codes } = range;
  if (codes?.level === "must" && !names.some((name) => codes.accepted.includes(name))) return `code ${names.join(", ")}`;
  const listed = ["Ids", "Sessions"].map((name) => answer[name]).filter((list) => Array.isArray(list));
  return listed.every((list) => list.length <= (range.atMost ?? Infinity)) ? undefined : "too many items";
}

/** Whether an answer says that the service has no room or no time for the request now: it is sent again then. */
export function isForWantOfCapacity({ status, headers, body }: WireResponse): boolean {
  if ([408, 429, 502, 503, 504].includes(status)) return true;
  const names = namesIn(objectIn(body) ?? {}, headers);
  return names.some((name) => /Throttl|TooManyRequests|InternalServiceException|OperationTimeoutException|RequestTimeout|RequestAborted/u.test(name));
}

function objectIn(body: Uint8Array): Record<string, unknown> | undefined {
  try {
    const value = JSON.parse(Buffer.from(body).toString()) as unknown;
    return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

function namesIn(answer: Record<string, unknown>, headers: Readonly<Record<string, string>>): readonly string[] {
  return [answer["__type"], answer["code"], headers["x-amzn-errortype"]].flatMap((name) =>
    typeof name === "string" && name !== "" ? [name.replace(/:.*/u, "").replace(/.*#/u, "")] : [],
  );
}
