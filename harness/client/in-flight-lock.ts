import { Mutex } from "async-mutex";

/** Counts requests in flight, and gives one sender at a time exclusive use of the target: all other requests wait. */
export class InFlightLock {
  readonly #mutex = new Mutex();
  #inFlight = 0;
  #alone: Promise<void> | undefined;
  #onQuiet: (() => void) | undefined;

  /** Counts a request that is about to be sent; it waits while another sender is alone. */
  async setOut(isAlone: boolean): Promise<void> {
    if (!isAlone) while (this.#alone !== undefined) await this.#alone;
    this.#inFlight += 1;
  }

  arrive(): void {
    this.#inFlight -= 1;
    if (this.#inFlight === 0) this.#onQuiet?.();
  }

  /** Waits until nothing is in flight, and keeps it so; resolves to the function that lets others go on. */
  async beAlone(): Promise<() => void> {
    const leave = await this.#mutex.acquire();
    let goOn = (): void => {};
    this.#alone = new Promise((resolve) => (goOn = resolve));
    if (this.#inFlight > 0) await new Promise<void>((resolve) => (this.#onQuiet = resolve));
    this.#onQuiet = undefined;
    return () => {
      this.#alone = undefined;
      goOn();
      leave();
    };
  }
}
