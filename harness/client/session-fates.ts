import type { Probe } from "../../properties/core/property.ts";
import { createdId, targetedSession } from "./write-guard.ts";
import type { Delivery } from "../transport/transport.ts";

/** What the answers of a target say of the sessions that a run asked it to create. */
export class SessionFates {
  readonly #fates = new Map<string, "refused" | "deleted" | "unknown">();
  readonly #relies: (probe: Probe) => boolean;

  /** `relies` says of which creations a refusal means that there is no session; of others an earlier try may have made it. */
  constructor(relies: (probe: Probe) => boolean) {
    this.#relies = relies;
  }

  /** Notes what came of a request. */
  note(delivery: Delivery, probe: Probe): void {
    const status = "response" in delivery ? delivery.response.status : 0;
    const created = createdId(probe.request, probe.input);
    if (created !== undefined) {
      const isRefused = status >= 400 && status < 500 && this.#relies(probe) && (this.#fates.get(created) ?? "refused") === "refused";
      this.#fates.set(created, isRefused ? "refused" : "unknown");
      return;
    }
    const subject = targetedSession(probe.request);
    if (subject?.operation === "DeleteSession" && subject.id !== undefined && this.#fates.has(subject.id))
      this.#fates.set(subject.id, status === 200 ? "deleted" : "unknown");
  }

  /** Ids whose creation was refused each time. */
  get refused(): ReadonlySet<string> {
    return this.#of("refused");
  }

  /** Ids of sessions that were deleted, by the answer to it, and not created again. */
  get deleted(): ReadonlySet<string> {
    return this.#of("deleted");
  }

  #of(fate: string): ReadonlySet<string> {
    return new Set([...this.#fates].flatMap(([id, known]) => (known === fate ? [id] : [])));
  }
}
