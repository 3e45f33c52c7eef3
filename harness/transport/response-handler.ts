import type { Dispatcher } from "undici";
import { mapHeaders } from "../../reports/encoding/map-headers.ts";

/** An answer as it came from the wire; `body` is not decoded, and undefined where it is larger than the limit. */
export interface Received {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer | undefined;
}

/** Limits of one answer. */
interface ResponseHandlerLimits {
  /** Largest body. */
  readonly bytes: number;
  /** Size of a body from which on `enter` is awaited before more of it is read; the function that `enter` resolves to is called at the end. */
  readonly large: number;
  readonly enter: () => Promise<() => void>;
}

/** Collects the answer to one request without a stream: most answers are one chunk. */
export class ResponseHandler implements Dispatcher.DispatchHandler {
  /** Rejects with what kept the answer from coming. */
  readonly received: Promise<Received>;
  readonly #limits: ResponseHandlerLimits;
  readonly #chunks: Buffer[] = [];
  #size = 0;
  #status: number | undefined;
  #headers: Received["headers"] = {};
  #controller: Dispatcher.DispatchController | undefined;
  #over: Error | undefined;
  #entered: Promise<() => void> | undefined;
  #resolve: (received: Received) => void = () => {};
  #reject: (error: Error) => void = () => {};

  constructor(limits: ResponseHandlerLimits) {
    this.#limits = limits;
    this.received = new Promise((resolve, reject) => ([this.#resolve, this.#reject] = [resolve, reject]));
  }

  /** Whether the headers of the answer have come. */
  get answered(): boolean {
    return this.#status !== undefined;
  }

  /** Gives the answer up. */
  readonly abort = (reason: Error): void => {
    this.#over = reason;
    this.#controller?.abort(reason);
  };

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    if (this.#over !== undefined) controller.abort(this.#over);
  }

  onResponseStart(_: Dispatcher.DispatchController, status: number, headers: Readonly<Record<string, string | string[] | undefined>>): void {
    // A status below 200 announces the answer.
    if (status < 200) return;
    this.#status = status;
    this.#headers = mapHeaders(headers, (_name, value) => (Array.isArray(value) ? value.join(", ") : (value ?? "")));
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#size += chunk.length;
    if (this.#size > this.#limits.bytes) {
      this.#end(undefined);
      controller.abort(new Error("the body is too large"));
      return;
    }
    this.#chunks.push(chunk);
    if (this.#size <= this.#limits.large || this.#entered !== undefined) return;
    controller.pause();
    this.#entered = this.#limits.enter();
    void this.#entered.then(() => controller.resume());
  }

  onResponseEnd(): void {
    const [chunk] = this.#chunks;
    this.#end(this.#chunks.length === 1 && chunk !== undefined ? chunk : Buffer.concat(this.#chunks));
  }

  onResponseError(_: Dispatcher.DispatchController, error: Error): void {
    this.#leave(() => this.#reject(error));
  }

  #end(body: Buffer | undefined): void {
    this.#leave(() => this.#resolve({ status: this.#status ?? 0, headers: this.#headers, body }));
  }

  #leave(settle: () => void): void {
    if (this.#entered === undefined) settle();
    else void this.#entered.then((leave) => leave()).then(settle);
  }
}
