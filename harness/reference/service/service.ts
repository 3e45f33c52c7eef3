import type { WireRequest, WireResponse } from "../../../properties/core/exchange.ts";
import { contractOf } from "../../../spec/contracts/shipped-contracts.ts";
import { referenceBehaviour } from "./behaviour.ts";
import { brokenConstraintsOf } from "./validation.ts";
import { decode } from "./decode-input.ts";
import { Refusal } from "./refusal.ts";
import { SessionStore } from "./session-store.ts";
import type { Behaviour, OperationCall, Context, Environment, Operations, InputLocation } from "./decisions.ts";

/** Anything that answers requests. One that throws breaks the connection. */
export type Service = (request: WireRequest) => WireResponse | Promise<WireResponse>;

/** A Glue of one account and region with no sessions in it. The same requests, clock and randomness give the same answers. */
export function createService(environment: Environment, behaviour: Behaviour = referenceBehaviour): (request: WireRequest) => WireResponse {
  const context: Context = { ...environment, behaviour, store: new SessionStore() };
  return (request) => answer(context, request);
}

/** The answer to one request over the sessions of a context: first claimed, then decoded, validated, performed. */
function answer(context: Context, sent: WireRequest): WireResponse {
  const { behaviour } = context;
  const request = { ...sent, headers: behaviour.readHeaders(sent.headers) };
  const requestId = behaviour.requestIdOf(context);
  if (!behaviour.claims(request, context)) return behaviour.renderUnclaimed(requestId);
  const operation = behaviour.operationOf(request.headers["x-amz-target"], context);
  try {
    if (operation === undefined) throw new Refusal("unknown-operation", "The target names no operation of this service");
    return behaviour.renderResult(perform(context, operation, request.body), requestId, context, operation);
  } catch (error) {
    if (error instanceof Refusal) return behaviour.renderRefusal(error, requestId, context, operation);
    throw error;
  }
}

function perform(context: Context, operation: keyof Operations, bytes: Uint8Array): object {
  const { behaviour } = context;
  const { request: schema } = contractOf(operation);
  const body = behaviour.parseJson(behaviour.readText(bytes));
  const place: InputLocation = { operation, path: "", body };
  const input = decode(behaviour, schema, body, place);
  const breaches = brokenConstraintsOf(behaviour.keywords, schema, input, place);
  if (breaches.length > 0) throw behaviour.refuseBreaches(breaches);
  // The operation's own contract has just shown that the input has the type it takes.
  const act = behaviour.operations[operation] as (call: OperationCall) => object;
  return act({ ...context, operation, input, at: context.now() });
}
