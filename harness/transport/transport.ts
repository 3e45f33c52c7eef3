import type { WireRequest, WireResponse, TransportFailure } from "../../properties/core/exchange.ts";

/** The result of one send: an answer, or the reason why there is none. */
export type Delivery = { readonly response: WireResponse; readonly latencyMs: number } | { readonly failure: TransportFailure; readonly latencyMs: number };

/** Raw request in, raw answer or transport error out. Never throws for anything that the network or the target does. */
export interface Transport {
  send(request: WireRequest, options?: { readonly fresh?: boolean }): Promise<Delivery>;
  /** Finds out whether the target serves no more than one connection at a time. From then on, requests go over one, one at a time. */
  readonly adapt?: (request: WireRequest) => Promise<boolean>;
  /** Why this transport cannot put the request on the wire as it is; undefined where it can. */
  cannotExpress?(request: WireRequest): string | undefined;
  close(): Promise<void>;
}
