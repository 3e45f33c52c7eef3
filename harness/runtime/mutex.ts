/** Lets one through at a time. */
export class Mutex {
  #last: Promise<void> = Promise.resolve();

  /** Waits until whoever came before has left; resolves to what is called when leaving. */
  async enter(): Promise<() => void> {
    const before = this.#last;
    let leave: () => void = () => {};
    this.#last = new Promise((resolve) => (leave = resolve));
    await before;
    return leave;
  }
}
