import type { WireRequest, WireResponse } from "../../../properties/core/exchange.ts";
import { awsJsonType } from "../../../properties/core/request.ts";
import type { Environment } from "../service/decisions.ts";
import type { Members } from "./change.ts";
import type { Traits } from "./changed-service.ts";

/** Changes every answer as a whole. */
export function answers<World = Environment>(
  change: (answer: WireResponse, request: WireRequest, world: World) => WireResponse | Promise<WireResponse>,
): Traits<World> {
  return { wrap: (service, world) => async (request) => change(await service(request), request, world) };
}

/** Answers with status 500 where the service fails, in place of a lost connection. */
export const with500: Traits = {
  wrap: (service) => async (request) => {
    try {
      return await service(request);
    } catch {
      const headers = { "content-type": awsJsonType, "x-amzn-requestid": "00000000-0000-4000-8000-000000000000" };
      return { status: 500, headers, body: Buffer.from('{"__type":"InternalFailure"}') };
    }
  },
};

/** Adds headers to every answer, or replaces those it has. */
export function withHeaders<World = Environment>(
  headers: WireResponse["headers"] | ((answer: WireResponse, world: World) => WireResponse["headers"]),
): Traits<World> {
  return answers((answer, _request, world) => ({
    ...answer,
    headers: { ...answer.headers, ...(typeof headers === "function" ? headers(answer, world) : headers) },
  }));
}

/** The operation that the target of a request names, whatever its prefix. */
export function namedOperation({ headers }: WireRequest): string {
  return headers["x-amz-target"]?.split(".").at(-1) ?? "";
}

/** The text of a body. */
export function textOf({ body }: WireRequest | WireResponse): string {
  return Buffer.from(body).toString();
}

/** Gives an answer a content type, or removes it. */
export function labelled(type: string | undefined): (answer: WireResponse) => WireResponse {
  return (answer) => {
    const { "content-type": _, ...headers } = answer.headers;
    return { ...answer, headers: type === undefined ? headers : { ...headers, "content-type": type } };
  };
}

/** Gives an answer a status. */
export function withStatus(status: number): (answer: WireResponse) => WireResponse {
  return (answer) => ({ ...answer, status });
}

/** Changes the text of an answer. */
export function rewritten(change: (text: string) => string): (answer: WireResponse) => WireResponse {
  return (answer) => ({ ...answer, body: Buffer.from(change(textOf(answer))) });
}

/** Changes the members of an answer. */
export function edited(change: (members: Members) => object): (answer: WireResponse) => WireResponse {
  return rewritten((text) => JSON.stringify(change(JSON.parse(text) as Members)));
}

/** The JSON value that a body holds; undefined where it is none. */
export function jsonOf(message: WireRequest | WireResponse): unknown {
  try {
    return JSON.parse(textOf(message)) as unknown;
  } catch {
    return undefined;
  }
}
