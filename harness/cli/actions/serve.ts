import { chosenReference, serveReference } from "../../api/chosen-reference.ts";

/** Options of `serve`. */
interface ServeOptions {
  readonly port: number;
  /** Number of sessions that exist when the service starts. */
  readonly sessions?: number;
  readonly fault?: string;
  readonly variant?: string;
  readonly idle?: string;
}

/** Serves the reference service, or one of the bank, until the process gets a signal. */
export async function serve(options: ServeOptions): Promise<void> {
  const chosen = chosenReference(options);
  const { url, close } = await serveReference(chosen, options.port, options);
  process.stdout.write(`${chosen.what} on ${url}\n`);
  await new Promise<void>((resolve) => {
    process.once("SIGINT", resolve).once("SIGTERM", resolve);
  });
  await close();
}
