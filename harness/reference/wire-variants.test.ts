import { describe, it } from "vitest";
import { systemClock } from "../clock.ts";
import { createHttpTransport } from "../http-transport.ts";
import type { FinishedRun } from "../run-conformance.ts";
import { expectFindings, judgeThrough } from "./bank.testdata.ts";
import { listen } from "./http.ts";
import { createVariantService, type Variant, worldOf } from "./variant.ts";
import { variants } from "./variants.ts";

async function judgeOverSockets(variant: Variant): Promise<FinishedRun> {
  const { url, close } = await listen(createVariantService(variant, worldOf(systemClock, 1)), variant.adjust === undefined ? {} : { adjust: variant.adjust });
  const transport = createHttpTransport(new URL(url), { timeoutMs: 10_000, connectTimeoutMs: 3_000, bodyLimit: 8 * 1024 * 1024, connections: 8 });
  try {
    return await judgeThrough(transport, systemClock, { endpoint: url });
  } finally {
    await transport.close();
    await close();
  }
}

describe("variants over sockets", () => {
  // Signatures are checked in process too; over sockets the host is a real one.
  for (const variant of variants.filter(({ name, onWire }) => onWire === true || name === "signatures-checked")) {
    it(`${variant.name}: ${variant.title}`, async () => {
      expectFindings(await judgeOverSockets(variant), variant);
    });
  }
});
