import { isCreating, isReading, isRemoving } from "../../spec/operation-traits.ts";
import { isJsonObject, memberOf } from "../../spec/json.ts";
import type { WireRequest } from "../../properties/core/exchange.ts";
import type { Probe } from "../../properties/core/property.ts";

/** What a run may change on the target. */
export interface WritePermissions {
  /** Whether this run, or the one that is cleaned up after, created the session with that id: no other one is ever deleted or changed. */
  readonly owns: (id: string) => boolean;
  /** Whether nothing may be created, changed or deleted at all. */
  readonly observes?: boolean;
  /** Whether a text contains a name of the run, so that it cannot be anyone else's; without it, what names no session clearly is not sent. */
  readonly isOwn?: (text: string) => boolean;
}

/** Why a request is not sent where the run only observes. */
const observedOnly = "--state observe sends nothing of an operation that changes something";

/** Keeps requests off everything that is not the run's own. */
export class WriteGuard {
  readonly #permissions: WritePermissions;

  constructor(permissions: WritePermissions) {
    this.#permissions = permissions;
  }

  /** Why a request is skipped: a lax target might change something that the user did not ask for. */
  reasonToSkip(probe: Probe): string | undefined {
    const { observes, isOwn } = this.#permissions;
    if (observes === true && changesState(probe)) return observedOnly;
    if (isOwn === undefined || !isDaring(probe) || targetedSession(probe.request) === undefined) return undefined;
    return mayTargetOthers(probe.request, isOwn) ? "it may name what is not the run's own, which a lax target would change" : undefined;
  }

  /** Throws for a request that would change what is not the run's own. Every request passes here last, whatever asked for it and whatever the target says is ours. */
  enforce(request: WireRequest, { operation, expect }: Probe): void {
    const { owns, observes, isOwn } = this.#permissions;
    if (observes === true && changesState({ request, operation })) throw new Error(`a request was not sent: ${observedOnly}`);
    const target = targetedSession(request);
    if (target === undefined || (target.id !== undefined && owns(target.id))) return;
    if (expect !== "success" && isOwn !== undefined && !mayTargetOthers(request, isOwn)) return;
    const whose = target.id === undefined ? "what is no session by its input" : JSON.stringify(target.id);
    throw new Error(`${target.operation} of ${whose} was not sent: no session of this run has that id`);
  }
}

/** Whether a request must be refused, and changes something where it is not. */
export function isDaring(probe: Probe): boolean {
  return probe.expect === "refusal" && changesState(probe);
}

/** The meaning of a statement's id depends on its session. */
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

/** The session that a request on the wire would delete or change; `id` is undefined where it names none. */
export function targetedSession({ headers, body }: WireRequest): { readonly operation: string; readonly id: string | undefined } | undefined {
  const named = addressOf(headers);
  if (named === undefined || isReading(named) || isCreating(named.operation)) return undefined;
  const { operation } = named;
  const input = parsed(body);
  const [id, arn] = [memberOf(input, isAboutStatement(operation) ? "SessionId" : "Id"), memberOf(input, "ResourceArn")];
  // Where a request names two sessions, which one the target picks is unknown.
  if (id !== undefined && arn !== undefined) return { operation, id: undefined };
  const session = typeof arn === "string" ? /^arn:[^:]*:glue:[^:]*:[^:]*:session\/(.+)$/su.exec(arn)?.[1] : id;
  return { operation, id: typeof session === "string" ? session : undefined };
}

/** Whether a request that need not be accepted might change what is not the run's own on a lenient target: one of the names in it is none of the run's. */
export function mayTargetOthers({ headers, body }: WireRequest, isOwn: (text: string) => boolean): boolean {
  const naming = isAboutStatement(targetOf(headers)) ? ["SessionId", "ResourceArn"] : ["Id", "SessionId", "ResourceArn"];
  const input = parsed(body);
  // What is no JSON is read as a lenient parser would: names are the texts behind the members.
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
