/** Lets one through at a time. */
export class Mutex {
  #last: Promise<void> = Promise.resolve();

  /** Waits until all who entered earlier have left; resolves to the function that leaves. */
  async enter(): Promise<() => void> {
    const before = this.#last;
    let leave: () => void = () => {};
    this.#last = new Promise((resolve) => (leave = resolve));
    await before;
    return leave;
  }
}
