import type { Judged } from "../../properties/core/property.ts";
import type { JournalPart } from "../../reports/record/journal.ts";
import { type RequestPurpose, requestPurposes } from "../../reports/record/run-record.ts";

/** What a request is sent for at first. */
export type Purpose = Exclude<RequestPurpose, "retries" | "controls">;

/** How many requests were sent, by purpose. */
export type Counts = Record<RequestPurpose, number>;

/** No requests of any purpose. */
export function noRequests(): Counts {
  return Object.fromEntries(requestPurposes.map((purpose) => [purpose, 0])) as Counts;
}

/** Where in a run a request belongs: the case that it is a step of, or what it keeps in place. */
export interface RequestOrigin {
  readonly part: JournalPart;
  readonly case?: string;
  readonly repetition?: number;
  readonly step?: number;
}

/** A request that was sent, retries included, with its result. */
export interface SentExchange {
  readonly judged: Judged;
  readonly purpose: Purpose;
  readonly place: RequestOrigin;
  readonly latencyMs: number;
  readonly sendError?: SendError;
  /** Where it ended what is sent of its operation: what the target may keep. */
  readonly ends?: string;
}

/** A judged exchange, or why there is nothing to judge. */
export type Sent = { readonly judged: Judged } | { readonly sendError: SendError };

/** Why a case could not be judged: `errored` by the target or the network, `skipped` by the user or the transport, `unexercised` by the run's own caution. */
export interface SendError {
  readonly status: "errored" | "skipped" | "unexercised";
  readonly reason: string;
  /** Of what cannot be read, and is not asked for again. */
  readonly kind?: "unreadable";
}
