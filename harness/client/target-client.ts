import type { Probe } from "../../properties/core/property.ts";
import { Endings } from "./ended-operations.ts";
import { type Addressing, type DeliveryParts, exchangeOf, RequestDelivery } from "./request-delivery.ts";
import type { ResponseMemoryBudget } from "./response-memory-budget.ts";
import { Retries } from "./retries.ts";
import { RunLimits } from "./run-limits.ts";
import { noRequests, type Purpose, type RequestOrigin, type Sent, type SentExchange } from "./sent-exchange.ts";
import { isDaring, makesNew, WriteGuard, type WritePermissions } from "./write-guard.ts";

/** What a client is made of. */
export interface TargetClientParts extends DeliveryParts, WritePermissions {
  /** A plain valid request, sent between two tries of one that got no answer. */
  readonly control: Probe;
  /** Called once for each request, when its result is known. */
  readonly onExchange?: (sent: SentExchange) => void;
}

/** Sends probes within limits, and sends again what fairness rule 7 says is sent again. Throws for what would change a session that is not the run's own. */
export class TargetClient {
  readonly counts = noRequests();
  readonly addressing: Addressing;
  /** Operations of which nothing more is sent. */
  readonly endings = new Endings();
  readonly #parts: TargetClientParts;
  readonly #guard: WriteGuard;
  readonly #limits: RunLimits;
  readonly #delivery: RequestDelivery;
  readonly #retries: Retries;
  /** The last broken request of a changing operation: they go one at a time, so that the first that is accepted is the last. */
  #lastDaring: Promise<unknown> = Promise.resolve();

  constructor(parts: TargetClientParts) {
    const { control, limits, clock } = parts;
    this.#parts = parts;
    this.addressing = { control, sendsControls: true, headerSpelling: undefined };
    this.#guard = new WriteGuard(parts);
    this.#limits = new RunLimits(limits, clock);
    this.#delivery = new RequestDelivery(parts, this.addressing, this.#guard, this.#limits);
    const { addressing, endings, counts } = this;
    this.#retries = new Retries({ delivery: this.#delivery, limits: this.#limits, addressing, endings, counts, clock });
  }

  /** Sends nothing more: later requests are errored with this reason. Sessions are still deleted. */
  stop(reason: string): void {
    this.#limits.stop(reason);
  }

  /** Notes that the target fails, whatever else is sent: from now on what takes much time is given up. */
  failed(): void {
    this.#limits.targetFailed();
  }

  /** The time by this machine's clock, in milliseconds since the epoch. */
  now(): number {
    return this.#parts.clock.now();
  }

  /** Finds out how many connections the target serves at a time, by a few plain requests; if these are few, no more are used from now on. Their number if so. */
  async adaptToConnections(): Promise<number | undefined> {
    const { transport } = this.#parts;
    if (transport.adapt === undefined || this.stopped !== undefined) return undefined;
    return await transport.adapt(this.#delivery.signed(this.addressing.control), async () => {
      this.counts.preflight += 1;
      await this.#delivery.rateLimiter.slot();
    });
  }

  /** Why nothing more is sent. */
  get stopped(): string | undefined {
    return this.#limits.checked();
  }

  /** Why nothing more is sent for properties, the limits that the user set included. */
  get over(): string | undefined {
    return this.#limits.refusal("properties", this.counts.properties);
  }

  /** Whether so many requests failed in a row that the target counts as dead. */
  get dead(): boolean {
    return this.#delivery.circuitBreaker.dead;
  }

  /** Room for the large answers of cases in progress. */
  get memoryBudget(): ResponseMemoryBudget {
    return this.#delivery.memoryBudget;
  }

  /** Sends a probe, again on fresh connections and with a plain request in between where it got no real answer; `once` takes the first answer. */
  async send(probe: Probe, purpose: Purpose, place: RequestOrigin = { part: purpose === "polls" ? "properties" : purpose }, once = false): Promise<Sent> {
    const skipped = this.#guard.reasonToSkip(probe) ?? this.#parts.transport.cannotExpress?.(probe.request);
    if (skipped !== undefined) return { sendError: { status: "skipped", reason: skipped } };
    // A run that is over deletes sessions, but creates no more.
    const refusal = this.#limits.refusal(purpose === "state" && makesNew(probe.request) ? "properties" : purpose, this.counts.properties);
    if (refusal !== undefined) return { sendError: { status: "errored", reason: refusal } };
    if (!isDaring(probe)) return await this.#sendNow(probe, purpose, place, once);
    const before = this.#lastDaring;
    const sent = before.then(() => this.#sendNow(probe, purpose, place, once));
    this.#lastDaring = sent.catch(() => undefined);
    return await sent;
  }

  async #sendNow(probe: Probe, purpose: Purpose, place: RequestOrigin, once: boolean): Promise<Sent> {
    const adopted = this.endings.adopted(probe);
    const ended = adopted === undefined ? this.endings.against(probe, purpose) : undefined;
    if (ended !== undefined) return { sendError: { status: "unexercised", reason: ended } };
    this.counts[purpose] += 1;
    if (adopted !== undefined) {
      this.#parts.onExchange?.({ judged: adopted, purpose, place, latencyMs: 0 });
      return { judged: adopted };
    }
    const { last, attempts, sendError: failure } = once ? await this.#retries.sendOnce(probe, purpose) : await this.#retries.send(probe, purpose, place);
    const judged = { ...exchangeOf(probe, last, attempts), request: this.#delivery.spelled(probe.request, probe) };
    const ends = this.endings.note(judged, purpose !== "preflight");
    const over = last.reason === undefined ? undefined : this.endings.against(probe, purpose);
    const sendError = over === undefined ? failure : ({ status: "unexercised", reason: over } as const);
    this.#parts.onExchange?.({
      judged,
      purpose,
      place,
      latencyMs: last.delivery.latencyMs,
      ...(sendError === undefined ? {} : { sendError }),
      ...(ends === undefined ? {} : { ends: ends.text }),
    });
    return sendError === undefined ? { judged } : { sendError };
  }
}
