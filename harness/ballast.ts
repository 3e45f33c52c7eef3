import type { Step } from "./drive.ts";

/** Bytes of an answer from which on it counts. */
const large = 262_144;

/** Bytes of large answers that may be held at a time. */
const most = 24 * 1_024 * 1_024;

/** Keeps account of large answers that are held, so that a run's memory does not grow with what targets send. */
export class Ballast {
  #held = 0;

  /** Takes bytes on; false, and nothing taken, where that would be too many. */
  take(bytes: number): boolean {
    if (bytes > 0 && this.#held + bytes > most) return false;
    this.#held += bytes;
    return true;
  }

  drop(bytes: number): void {
    this.#held -= bytes;
  }
}

/** Bytes of large answers in some steps. */
export function ballastOf(steps: readonly Pick<Step, "judged">[]): number {
  return steps.map(({ judged }) => judged.response?.body.length ?? 0).reduce((sum, bytes) => (bytes < large ? sum : sum + bytes), 0);
}

/** Why a case is not judged whose answers would be too much to hold. */
export const tooMuch = `answers of more than ${String(most)} bytes would have to be held at a time`;
