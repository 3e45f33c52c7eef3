import { sizeOf } from "./answer-size.ts";
import type { Delivery } from "./transport.ts";

/** Values in an answer above which it is not read: each takes many times its bytes to hold and to judge. A page of 1,000 full sessions has a quarter of them. */
const mostValues = 100_000;

/** A delivery, or a failure where the answer holds more values than can be judged. */
export function withinMeasure(delivery: Delivery): Delivery {
  if ("failure" in delivery || sizeOf(delivery.response).values <= mostValues) return delivery;
  return { failure: { kind: "too-large", message: `the body holds more than ${String(mostValues)} values` }, latencyMs: delivery.latencyMs };
}
