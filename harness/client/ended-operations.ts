import type { Judged, Probe } from "../../properties/core/property.ts";
import type { WireRequest } from "../../properties/core/exchange.ts";
import { isDaring } from "./write-guard.ts";

/** Why nothing more of an operation is sent: it changes something, and a broken request of it was accepted (fairness rule 13). */
export interface EndedOperation {
  readonly operation: string;
  /** The same words in each run. */
  readonly reason: string;
  /** With what the target was sent, and may keep. */
  readonly text: string;
}

interface Ended extends EndedOperation {
  readonly judged: Judged;
  /** Whether a case has the exchange; one of the preflight waits for the case that sends the same. */
  isJudged: boolean;
}

/** Characters of a request that are shown. */
const shownCharacters = 160;

/** Whether clean-up sends a request, whatever was accepted. */
function isCleanUp({ operation, expect }: Probe, purpose: string): boolean {
  return purpose === "state" && expect !== "refusal" && (operation === "DeleteSession" || operation === "StopSession");
}

/** The operations of which nothing more is sent. */
export class Endings {
  readonly #byOperation = new Map<string, Ended>();

  /** Notes an answer; `isJudged` where it goes to a case. Returns the operation that it ends, if any. */
  note(judged: Judged, isJudged: boolean): EndedOperation | undefined {
    const { probe, answer } = judged;
    if (answer === undefined || answer.status < 200 || answer.status > 299 || !isDaring(probe) || this.#byOperation.has(probe.operation)) return undefined;
    const ended = { ...endingOf(probe), judged, isJudged };
    this.#byOperation.set(probe.operation, ended);
    return ended;
  }

  get all(): readonly EndedOperation[] {
    return [...this.#byOperation.values()];
  }

  of(operation: string): EndedOperation | undefined {
    return this.#byOperation.get(operation);
  }

  /** Why a request is not sent any more. */
  against(probe: Probe, purpose: string): string | undefined {
    return isCleanUp(probe, purpose) ? undefined : this.#byOperation.get(probe.operation)?.reason;
  }

  /** The exchange of the preflight that ended an operation, for the first case that would send the same. */
  adopted(probe: Probe): Judged | undefined {
    const ended = this.#byOperation.get(probe.operation);
    if (ended === undefined || ended.isJudged || !isSame(probe.request, ended.judged.request)) return undefined;
    ended.isJudged = true;
    return { ...ended.judged, probe, request: probe.request };
  }

  /** Whether an operation ended in the preflight, and no case has that exchange yet. */
  isOpen(operation: string): boolean {
    return this.#byOperation.get(operation)?.isJudged === false;
  }
}

function endingOf({ operation, breaks, request }: Probe): EndedOperation {
  const accepted = `${operation} accepted a request that ${breaks === undefined ? "it must refuse" : `breaks ${breaks.member}/${breaks.keyword}`}`;
  const body = Buffer.from(request.body).toString();
  const shown = body.length > shownCharacters ? `${body.slice(0, shownCharacters)}…` : body;
  return {
    operation,
    reason: `${accepted}; nothing more of ${operation} is sent, since it changes something`,
    text: `${accepted}; nothing more of ${operation} is sent. The target may keep what it made of it: ${shown === "" ? "an empty body" : shown}`,
  };
}

/** Whether two requests are the same; names of headers may be spelled in one way or another. */
function isSame(one: WireRequest, other: WireRequest): boolean {
  const key = ({ method, path, headers, body }: WireRequest): string =>
    JSON.stringify([
      method,
      path,
      Object.entries(headers)
        .map(([name, value]) => [name.toLowerCase(), value])
        .toSorted(([a = ""], [b = ""]) => (a < b ? -1 : 1)),
      Buffer.from(body).toString("latin1"),
    ]);
  return key(one) === key(other);
}
