import type { Answer } from "../../properties/core/answer.ts";
import type { Judged, Probe } from "../../properties/core/property.ts";
import type { Delivery } from "../transport/transport.ts";
import type { RetryReason } from "./retry-classification.ts";

/** A delivery, read once. */
export interface Delivered {
  readonly delivery: Delivery;
  readonly answer: Answer | undefined;
  readonly reason: RetryReason | undefined;
}

/** Whether a broken request of a changing operation was accepted, be the answer readable or not: it is not sent again. */
export function isAccepted({ delivery }: Delivered): boolean {
  return "response" in delivery && delivery.response.status >= 200 && delivery.response.status < 300;
}

/** A delivery as an exchange. */
export function exchangeOf(probe: Probe, { delivery, answer }: Delivered, attempts: number): Judged {
  return {
    probe,
    request: probe.request,
    attempts,
    answer,
    ...("response" in delivery ? { response: delivery.response } : { failure: delivery.failure }),
  };
}
