import type { WireRequest, WireResponse, TransportFailure } from "../../properties/core/exchange.ts";

/** The result of one send: an answer, or the reason why there is none. */
export type Delivery = { readonly response: WireResponse; readonly latencyMs: number } | { readonly failure: TransportFailure; readonly latencyMs: number };

/** Raw request in, raw answer or transport error out. Never throws for anything that the network or the target does. */
export interface Transport {
  send(request: WireRequest, options?: { readonly fresh?: boolean }): Promise<Delivery>;
  /** Finds out by a few requests, each sent after `pace`, whether the target serves fewer connections at a time; from then on no more are used. Their number if so. */
  readonly adapt?: (request: WireRequest, pace: () => Promise<void>) => Promise<number | undefined>;
  /** Why this transport cannot put the request on the wire as it is; undefined where it can. */
  cannotExpress?(request: WireRequest): string | undefined;
  close(): Promise<void>;
}
