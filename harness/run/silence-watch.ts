import { counted } from "../../reports/encoding/layout.ts";
import type { Transport } from "../transport/transport.ts";

/** How long nothing may be answered before a notice, and how many notices there are at most. */
const silenceMs = 5_000;
const maxNotices = 3;

/** Watches requests under way, and says what is waited for where none of them is answered for a while. */
export class SilenceWatch {
  readonly #notice: (text: string) => void;
  readonly #waiting = new Map<object, string>();
  #timer: NodeJS.Timeout | undefined;
  #said = 0;

  constructor(notice: (text: string) => void) {
    this.#notice = notice;
  }

  /** The same transport, watched. */
  over(transport: Transport): Transport {
    return {
      ...transport,
      send: async (request, options) => await this.#during(nameOf(request.headers, request.method), () => transport.send(request, options)),
      adapt: async (request, pace) => await this.#during(nameOf(request.headers, request.method), async () => await transport.adapt?.(request, pace)),
    };
  }

  close(): void {
    clearTimeout(this.#timer);
  }

  async #during<T>(name: string, act: () => Promise<T>): Promise<T> {
    const key = {};
    this.#waiting.set(key, name);
    if (this.#waiting.size === 1) this.#restart();
    try {
      return await act();
    } finally {
      this.#waiting.delete(key);
      this.#restart();
    }
  }

  /** Counts the silence from now on, if anything is under way. */
  #restart(): void {
    clearTimeout(this.#timer);
    if (this.#waiting.size > 0 && this.#said < maxNotices) this.#timer = setTimeout(() => this.#say(), silenceMs).unref();
  }

  #say(): void {
    this.#said += 1;
    const [first = ""] = this.#waiting.values();
    const others = this.#waiting.size === 1 ? "" : ` and ${counted(this.#waiting.size - 1, "more request")}`;
    this.#notice(
      `Waiting for an answer to ${first}${others}, for ${String(silenceMs / 1_000)} s now. Look at the target's log; if it serves one request at a time, try --concurrency 1, and if it is slow, a higher --timeout.`,
    );
  }
}

function nameOf(headers: Readonly<Record<string, string>>, method: string): string {
  const target = Object.entries(headers).find(([name]) => name.toLowerCase() === "x-amz-target")?.[1];
  return target?.split(".").at(-1) ?? `${method} /`;
}
