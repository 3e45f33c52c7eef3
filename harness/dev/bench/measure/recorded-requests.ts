import { once } from "node:events";
import { createReadStream, createWriteStream } from "node:fs";
import { createInterface } from "node:readline";
import type { WireRequest } from "../../../../properties/core/exchange.ts";
import { systemClock } from "../../../runtime/clock.ts";
import { type RunOptions, resolveSettings } from "../../../config/settings.ts";
import { judgeTarget } from "../../../run/run-conformance.ts";
import { findCredentials, transportFor } from "../../../transport/target.ts";

/** Judges a target and writes each request to a file as it was sent, signature included. Returns their number. */
export async function recordRequests(file: string, options: RunOptions): Promise<number> {
  const settings = resolveSettings(options, {});
  const transport = await transportFor(settings);
  const out = createWriteStream(file);
  let requests = 0;
  try {
    const { ruling } = await judgeTarget({
      settings,
      transport: {
        ...transport,
        send: (request, how) => {
          requests += 1;
          out.write(`${JSON.stringify({ ...request, body: Buffer.from(request.body).toString("base64") })}\n`);
          return transport.send(request, how);
        },
      },
      clock: systemClock,
      runId: "bench00000",
      credentials: await findCredentials(settings),
    });
    if (ruling.exit !== 0) throw new Error(`the run that is recorded ended with ${String(ruling.exit)}: ${ruling.because}`);
    return requests;
  } finally {
    await transport.close();
    out.end();
    await once(out, "close");
  }
}

/** The requests in such a file, in the order of sending. */
export async function readRequests(file: string): Promise<readonly WireRequest[]> {
  const requests: WireRequest[] = [];
  for await (const line of createInterface({ input: createReadStream(file) })) {
    const { headers, body, ...request } = JSON.parse(line) as Omit<WireRequest, "body"> & { readonly body: string };
    // The client that sends them again sets its own host.
    const kept = Object.fromEntries(Object.entries(headers).filter(([name]) => name !== "host"));
    requests.push({ ...request, headers: kept, body: Buffer.from(body, "base64") });
  }
  return requests;
}
