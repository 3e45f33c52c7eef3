import type { WireRequest, WireResponse } from "../../../properties/exchange.ts";
import type { Behaviour } from "../behaviour.ts";
import type { Operations } from "../operations.ts";
import type { Variant } from "../variant.ts";

/** The members of a JSON object. */
export type Members = Readonly<Record<string, unknown>>;

/** How a variant changes the decisions of the service. */
export type Apply = NonNullable<Variant["apply"]>;

/** How a variant changes whole answers. */
export type Wrap = NonNullable<Variant["wrap"]>;

/** Takes some decisions in another way. */
export function deciding(change: Partial<Behaviour> | ((behaviour: Behaviour) => Partial<Behaviour>)): Apply {
  return (behaviour) => ({ ...behaviour, ...(typeof change === "function" ? change(behaviour) : change) });
}

/** Makes one change after the other. */
export function applying(...changes: readonly Apply[]): Apply {
  return (behaviour) => changes.reduce((changed, change) => change(changed), behaviour);
}

/** Changes the body of every error. */
export function changingErrors(change: (body: Members, code: string) => object): Apply {
  return deciding(({ errorBodyOf }) => ({
    errorBodyOf: (code, ...rest) => change(errorBodyOf(code, ...rest) as Members, code),
  }));
}

/** Changes the result of one operation. */
export function changingResult(operation: keyof Operations, change: (output: Members) => object): Apply {
  return deciding(({ renderResult }) => ({
    renderResult: (output, requestId, context, performed) =>
      renderResult(performed === operation ? change(output as Members) : output, requestId, context, performed),
  }));
}

/** Changes how a session is shown, by every operation that shows one. */
export function changingSessions(change: (session: Members) => object): Apply {
  return deciding(({ renderSession }) => ({
    renderSession: (session, call) => change(renderSession(session, call) as Members),
  }));
}

/** Changes the JSON text of every answer. */
export function changingText(change: (text: string) => string): Apply {
  return deciding(({ writeJson }) => ({
    writeJson: (value) => Buffer.from(change(Buffer.from(writeJson(value)).toString())),
  }));
}

/** Changes every answer as a whole. */
export function changingAnswers(change: (answer: WireResponse, request: WireRequest) => WireResponse): Wrap {
  return (service) => async (request) => change(await service(request), request);
}

/** Adds headers to every answer, or replaces those it has. */
export function withHeaders(headers: Readonly<Record<string, string>> | ((answer: WireResponse) => Readonly<Record<string, string>>)): Wrap {
  return changingAnswers((answer) => ({
    ...answer,
    headers: { ...answer.headers, ...(typeof headers === "function" ? headers(answer) : headers) },
  }));
}

/** The operation that the target of a request names, whatever its prefix. */
export function namedOperation({ headers }: WireRequest): string {
  return headers["x-amz-target"]?.split(".").at(-1) ?? "";
}
