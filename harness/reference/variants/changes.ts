import type { WireRequest, WireResponse } from "../../../properties/core/exchange.ts";
import type { Variant } from "./variant.ts";
import type { Behaviour, Operations } from "../service/decisions.ts";

/** The members of a JSON object. */
export type Members = Readonly<Record<string, unknown>>;

/** An object without some of its members. */
export function without(members: Members, names: readonly string[]): object {
  return Object.fromEntries(Object.entries(members).filter(([name]) => !names.includes(name)));
}

/** An object with only some of its members. */
export function keeping(...names: readonly string[]): (members: Members) => object {
  return (members) => Object.fromEntries(Object.entries(members).filter(([name]) => names.includes(name)));
}

/** How a variant changes the decisions of the service. */
export type Apply = NonNullable<Variant["apply"]>;

/** How a variant changes whole answers. */
export type Wrap = NonNullable<Variant["wrap"]>;

/** Takes some decisions in another way. */
export function deciding(change: Partial<Behaviour> | ((behaviour: Behaviour) => Partial<Behaviour>)): Apply {
  return (behaviour) => ({ ...behaviour, ...(typeof change === "function" ? change(behaviour) : change) });
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

/** Changes the result of a listing. */
export function changingListing(change: (page: Members & { readonly Ids: readonly string[]; readonly Sessions: readonly Members[] }) => object): Apply {
  return changingResult("ListSessions", (output) => change(output as never));
}

/** Changes how a session is shown, by every operation that shows one. */
export function changingSessions(change: (session: Members) => object): Apply {
  return deciding(({ renderSession }) => ({
    renderSession: (session, call) => change(renderSession(session, call) as Members),
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

/** Delays every answer by some milliseconds. */
export function slowing(ms: number): Wrap {
  return (service, { clock }) =>
    async (request) => {
      await clock.sleep(ms);
      return await service(request);
    };
}
