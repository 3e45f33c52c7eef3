import { Mutex } from "../runtime/mutex.ts";

/** Counts requests under way, and lets one sender at a time be alone: requests of all others wait meanwhile. */
export class InFlightLock {
  readonly #gate = new Mutex();
  #underWay = 0;
  #alone: Promise<void> | undefined;
  #onQuiet: (() => void) | undefined;

  /** Counts a request that is about to be sent; it waits while somebody else is alone. */
  async setOut(isAlone: boolean): Promise<void> {
    if (!isAlone) while (this.#alone !== undefined) await this.#alone;
    this.#underWay += 1;
  }

  arrive(): void {
    this.#underWay -= 1;
    if (this.#underWay === 0) this.#onQuiet?.();
  }

  /** Waits until nothing is under way, and keeps it so; resolves to what is called when others may go on. */
  async beAlone(): Promise<() => void> {
    const leave = await this.#gate.enter();
    let goOn = (): void => {};
    this.#alone = new Promise((resolve) => (goOn = resolve));
    if (this.#underWay > 0) await new Promise<void>((resolve) => (this.#onQuiet = resolve));
    this.#onQuiet = undefined;
    return () => {
      this.#alone = undefined;
      goOn();
      leave();
    };
  }
}
