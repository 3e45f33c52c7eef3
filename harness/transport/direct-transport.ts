import type { WireRequest, WireResponse } from "../../properties/core/exchange.ts";
import type { Clock } from "../runtime/clock.ts";
import { messageOf } from "../runtime/harness-error.ts";
import type { Transport } from "./transport.ts";

/** A transport that calls a service in the same process; a service that throws loses the connection. */
export function createDirectTransport(service: (request: WireRequest) => WireResponse | Promise<WireResponse>, clock: Clock): Transport {
  return {
    async send(request) {
      const started = clock.now();
      try {
        const response = await service(request);
        return { response, latencyMs: clock.now() - started };
      } catch (error) {
        return { failure: { kind: "lost-before-answer", message: messageOf(error) }, latencyMs: clock.now() - started };
      }
    },
    close: () => Promise.resolve(),
  };
}
