import { memberOf } from "../properties/json.ts";
import type { WireRequest } from "../properties/exchange.ts";

/** What takes sessions away, or changes them. */
const changing = /^(?:delete|stop|cancel|update|tag|untag|batch)/iu;

/** What makes something new. */
const creating = /^(?:create|start|run|put|import|register|resume)/iu;

/** Whether a request may change what is on the target, by its operation. */
export function changesState({ headers }: WireRequest): boolean {
  const operation = operationOf(headers);
  return changing.test(operation) || creating.test(operation);
}

function operationOf(headers: WireRequest["headers"]): string {
  return headers["x-amz-target"]?.trim().split(".").at(-1) ?? "";
}

/** The session that a request would take away or change, by what stands on the wire; `id` is undefined where it does not say. */
export function subjectOf({ headers, body }: WireRequest): { readonly operation: string; readonly id: string | undefined } | undefined {
  const operation = operationOf(headers);
  if (!changing.test(operation)) return undefined;
  const input = parsed(body);
  const [id, arn] = [memberOf(input, "Id"), memberOf(input, "ResourceArn")];
  // What names two sessions names none that a reader of this can be sure of.
  if (id !== undefined && arn !== undefined) return { operation, id: undefined };
  const named = typeof arn === "string" ? /^arn:[^:]*:glue:[^:]*:[^:]*:session\/(.+)$/su.exec(arn)?.[1] : id;
  return { operation, id: typeof named === "string" ? named : undefined };
}

function parsed(body: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(body).toString()) as unknown;
  } catch {
    return undefined;
  }
}
