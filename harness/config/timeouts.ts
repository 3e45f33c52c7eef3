/** Milliseconds that one HTTP request may take, connection included, where the user sets no `--timeout`. */
export const defaultTimeoutMs = 10_000;

/** Milliseconds that opening a connection may take, of a request that may take `timeoutMs`. */
export function connectTimeoutOf(timeoutMs: number): number {
  return Math.min(3_000, timeoutMs);
}
