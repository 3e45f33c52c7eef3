import type { Probe } from "../../properties/core/property.ts";

/** Deliveries of broken requests that must all have been throttled, and plain ones that must have been answered meanwhile. */
const enough = { broken: 24, plain: 12 };

/** Broken requests in a row that were throttled, from which on it looks as if they alone were. */
const suspicious = 4;

/**
 * Watches whether a target throttles every request that it should refuse, and hardly any other. A target without capacity throttles any request: two dozen
 * broken requests in a row, between plain ones that are answered, are no coincidence. Throttling is then how the target refuses.
 */
export class SelectiveThrottling {
  /** The operation whose broken requests are watched: that of the first. */
  #operation: string | undefined;
  #brokenThrottled = 0;
  #plainAnswered = 0;
  #plainThrottled = 0;

  /** Counts a delivery that got an answer. */
  note({ expect, operation }: Pick<Probe, "expect" | "operation">, isThrottled: boolean): void {
    if (expect === "refusal") {
      // How another operation refuses says nothing of this one.
      this.#operation ??= operation;
      if (operation !== this.#operation) return;
      if (isThrottled) this.#brokenThrottled += 1;
      else this.#brokenThrottled = 0;
    } else if (expect === "success" && this.#brokenThrottled > 0) {
      if (isThrottled) this.#plainThrottled += 1;
      else this.#plainAnswered += 1;
    }
  }

  /** Whether a plain request should show what the target throttles. */
  get wantsPlain(): boolean {
    return this.#brokenThrottled >= suspicious && 2 * (this.#plainAnswered + this.#plainThrottled) < this.#brokenThrottled;
  }

  /** Whether broken requests alone are throttled, as far as can be seen: then slowing down is useless. */
  get suspected(): boolean {
    return this.#brokenThrottled >= suspicious && this.#plainAnswered > 0 && this.#plainThrottled === 0;
  }

  /** Whether throttling is how the target refuses what is broken. */
  get proven(): boolean {
    return this.#brokenThrottled >= enough.broken && this.#plainAnswered >= enough.plain && this.#plainAnswered > 4 * this.#plainThrottled;
  }
}
