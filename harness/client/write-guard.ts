import { isCreating, isReading, isRemoving } from "../../spec/operation-traits.ts";
import { isJsonObject, memberOf } from "../../properties/core/json.ts";
import type { WireRequest } from "../../properties/core/exchange.ts";
import type { Probe } from "../../properties/core/property.ts";

/** What such a statement's own id means depends on the session that it is in. */
function isAboutStatement(operation: string): boolean {
  return /statemen/iu.test(operation);
}

/** Methods that promise to change nothing, and the one that carries all operations. */
const usualMethods = new Set(["GET", "HEAD", "OPTIONS", "POST"]);

/** Whether a request may make something new on the target, by its operation. */
export function makesNew({ headers }: WireRequest): boolean {
  const named = addressOf(headers);
  return named !== undefined && !isReading(named) && !isRemoving(named.operation);
}

/**
 * Whether a request may change what is on the target: by the operation that it is sent for, by the one that its header names, and by its method, which
 * a target may go by that looks at no header.
 */
export function changesState({ request, operation }: Pick<Probe, "request" | "operation">): boolean {
  const named = addressOf(request.headers);
  const targetPrefix = named?.targetPrefix;
  const all = [{ operation, ...(targetPrefix === undefined ? {} : { targetPrefix }) }, ...(named === undefined ? [] : [named])];
  return !usualMethods.has(request.method) || all.some((one) => !isReading(one));
}

/** What a request is addressed to, by the header of that name in any case; a server knows it so. */
function targetOf(headers: WireRequest["headers"]): string {
  for (const name of Object.keys(headers)) if (name === "x-amz-target" || name.toLowerCase() === "x-amz-target") return headers[name] ?? "";
  return "";
}

/** The operation that a header names, with what stands before it; undefined where none is named. */
function addressOf(headers: WireRequest["headers"]): { readonly operation: string; readonly targetPrefix?: string } | undefined {
  const parts = targetOf(headers).trim().split(".");
  const operation = parts.pop() ?? "";
  if (operation === "") return undefined;
  return { operation, ...(parts.length === 0 ? {} : { targetPrefix: parts.join(".") }) };
}

/** The id that a request asks to create a session with; `input` is what its body says. */
export function createdId({ headers }: WireRequest, input: unknown): string | undefined {
  const id = targetOf(headers).includes("CreateSession") ? memberOf(input, "Id") : undefined;
  return typeof id === "string" ? id : undefined;
}

/** The session that a request would take away or change, by what stands on the wire; `id` is undefined where it does not say. */
export function targetedSession({ headers, body }: WireRequest): { readonly operation: string; readonly id: string | undefined } | undefined {
  const named = addressOf(headers);
  if (named === undefined || isReading(named) || isCreating(named.operation)) return undefined;
  const { operation } = named;
  const input = parsed(body);
  const [id, arn] = [memberOf(input, isAboutStatement(operation) ? "SessionId" : "Id"), memberOf(input, "ResourceArn")];
  // What names two sessions names none that a reader of this can be sure of.
  if (id !== undefined && arn !== undefined) return { operation, id: undefined };
  const session = typeof arn === "string" ? /^arn:[^:]*:glue:[^:]*:[^:]*:session\/(.+)$/su.exec(arn)?.[1] : id;
  return { operation, id: typeof session === "string" ? session : undefined };
}

/**
 * Whether a request that need not be accepted may lead to what is not the run's own, should a target be so lenient as to act on it: where a text in the
 * place of a name holds none of the run's.
 */
export function leadsAstray({ headers, body }: WireRequest, isOwn: (text: string) => boolean): boolean {
  const naming = isAboutStatement(targetOf(headers)) ? ["SessionId", "ResourceArn"] : ["Id", "SessionId", "ResourceArn"];
  const input = parsed(body);
  // What is no JSON is taken as somebody would who reads past its faults: names are what stands behind the members.
  const named = isJsonObject(input)
    ? naming.flatMap((member) => leavesOf(memberOf(input, member)))
    : [
        ...Buffer.from(body)
          .toString()
          .matchAll(/\b(Id|SessionId|ResourceArn)\b\W*([^"',}\s&]*)/gu),
      ].flatMap(([, member = "", text = ""]) => (naming.includes(member) ? [text] : []));
  return named.some((text) => text !== "" && !isOwn(text));
}

function leavesOf(value: unknown): readonly string[] {
  if (value === undefined || value === null) return [];
  return typeof value === "object" ? Object.values(value).flatMap(leavesOf) : [typeof value === "string" ? value : JSON.stringify(value)];
}

function parsed(body: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(body).toString()) as unknown;
  } catch {
    return undefined;
  }
}
