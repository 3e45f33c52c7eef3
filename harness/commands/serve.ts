import { HarnessError, messageOf } from "../harness-error.ts";
import { systemEnvironment } from "../reference/environment.ts";
import { listen } from "../reference/http.ts";
import { createService } from "../reference/service.ts";

/** Serves the reference service until it is told to stop. */
export async function serveCommand({ port }: { readonly port: number }): Promise<void> {
  const listener = await listen(createService(systemEnvironment), { port }).catch((error: unknown) => {
    throw new HarnessError("usage", `port ${String(port)} cannot be listened on: ${messageOf(error)}. Give another --port, or 0 for a free one.`, error);
  });
  process.stdout.write(`reference service on ${listener.url}\n`);
  await new Promise<void>((resolve) => {
    process.once("SIGINT", resolve).once("SIGTERM", resolve);
  });
  await listener.close();
}
