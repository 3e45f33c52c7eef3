import type { StoredSession } from "./stored-session.ts";

/** The sessions of one account in memory, found by id and walked in the order of creation. */
export class SessionStore {
  readonly #byId = new Map<string, StoredSession>();
  readonly #inOrder: StoredSession[] = [];
  #lastSequence = 0;

  get(id: string): StoredSession | undefined {
    return this.#byId.get(id);
  }

  add(draft: Omit<StoredSession, "sequence">): StoredSession {
    this.#lastSequence += 1;
    const session = { ...draft, sequence: this.#lastSequence };
    this.#byId.set(session.id, session);
    this.#inOrder.push(session);
    return session;
  }

  /** Puts a changed session in the place of the one with its id and sequence. */
  replace(session: StoredSession): void {
    this.#byId.set(session.id, session);
    this.#inOrder[this.#indexAfter(session.sequence) - 1] = session;
  }

  remove(session: StoredSession): void {
    this.#byId.delete(session.id);
    this.#inOrder.splice(this.#indexAfter(session.sequence) - 1, 1);
  }

  /** The sessions created after the one with this sequence, lazily: the cost is that of the sessions taken. */
  *after(sequence: number): Generator<StoredSession> {
    for (let index = this.#indexAfter(sequence); index < this.#inOrder.length; index += 1) {
      yield this.#at(index);
    }
  }

  #at(index: number): StoredSession {
    return this.#inOrder[index] as StoredSession;
  }

  #indexAfter(sequence: number): number {
    let low = 0;
    let high = this.#inOrder.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#at(middle).sequence <= sequence) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
