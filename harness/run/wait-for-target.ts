import type { TransportFailure } from "../../properties/core/exchange.ts";
import type { Delivery } from "../transport/transport.ts";
import type { Clock } from "../runtime/clock.ts";
import type { OpenRun } from "./open-run.ts";
import type { SuiteProgress } from "../cases/run-cases.ts";

/** Pause between two requests. */
const pauseMs = 250;

/** What a proxy or an emulator that is starting answers in the place of the target. */
const startingStatuses: ReadonlySet<number> = new Set([502, 503, 504]);

/** Failures that pass once a target has started; any other says that something is there. */
const startingFailures: ReadonlySet<TransportFailure["kind"]> = new Set(["refused", "unresolved", "proxy", "connect-timeout", "timeout", "lost-before-answer"]);

interface WaitHooks {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: SuiteProgress & { readonly requests: number; readonly elapsedMs: number }) => void;
}

/**
 * With `--wait`: asks for `/` until the target answers, whatever the answer, the time is over, or the run is interrupted. A GET changes nothing, is not signed, and
 * counts as no request of the run; a target that does not answer is reported by the preflight.
 */
export async function waitForTarget(
  { settings, transport }: Pick<OpenRun, "settings" | "transport">,
  clock: Clock,
  { signal, onProgress }: WaitHooks,
): Promise<void> {
  if (settings.waitMs === undefined) return;
  const start = clock.now();
  const request = { method: "GET", path: "/", headers: settings.headers, body: new Uint8Array() };
  for (;;) {
    if (signal?.aborted === true || answers(await transport.send(request, { fresh: true }))) return;
    const elapsedMs = clock.now() - start;
    if (elapsedMs >= settings.waitMs) return;
    onProgress?.({ doing: "waiting for the target", done: 0, total: 0, failed: 0, requests: 0, elapsedMs });
    await clock.sleep(pauseMs, signal);
  }
}

function answers(delivery: Delivery): boolean {
  return "response" in delivery ? !startingStatuses.has(delivery.response.status) : !startingFailures.has(delivery.failure.kind);
}
