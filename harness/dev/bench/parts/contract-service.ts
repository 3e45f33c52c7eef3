import type { Contract } from "../../../../spec/contract.ts";
import { referenceBehaviour as behaviour } from "../../../reference/service/behaviour.ts";
import { brokenConstraintsOf } from "../../../reference/service/validation.ts";
import { systemEnvironment } from "../../../reference/server/environment.ts";
import { decode } from "../../../reference/service/decode-input.ts";
import { Refusal } from "../../../reference/service/refusal.ts";
import type { Service } from "../../../reference/service/service.ts";
import { SessionStore } from "../../../reference/service/session-store.ts";
import type { Context } from "../../../reference/service/decisions.ts";

/** A service of one operation that keeps its contract and does nothing: it refuses as the reference service does, and gives the same result each time. */
export function createContractService({ operation, targetPrefix = "AWSGlue", request: schema }: Contract, result: object): Service {
  const context: Context = { ...systemEnvironment, behaviour, store: new SessionStore() };
  return (sent) => {
    const request = { ...sent, headers: behaviour.readHeaders(sent.headers) };
    const requestId = behaviour.requestIdOf(context);
    if (!behaviour.claims(request, context)) return behaviour.renderUnclaimed(requestId);
    try {
      if (request.headers["x-amz-target"] !== `${targetPrefix}.${operation}`)
        throw new Refusal("unknown-operation", "The target names no operation of this service");
      const body = behaviour.parseJson(behaviour.readText(request.body));
      const place = { operation, path: "", body };
      const breaches = brokenConstraintsOf(behaviour.keywords, schema, decode(behaviour, schema, body, place), place);
      if (breaches.length > 0) throw behaviour.refuseBreaches(breaches);
      return behaviour.renderResult(result, requestId, context, undefined);
    } catch (error) {
      if (error instanceof Refusal) return behaviour.renderRefusal(error, requestId, context, undefined);
      throw error;
    }
  };
}
