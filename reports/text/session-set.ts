import { counted } from "../encoding/layout.ts";

/** A violation about a set of sessions, in words: `28 of 45 sessions are missing: a, b, …`; undefined for any other violation. */
export function sessionSetInWords(received: unknown): string | undefined {
  if (typeof received !== "object" || received === null) return undefined;
  const { missing, of, unexpected, repeated, ids } = received as Readonly<Record<string, unknown>>;
  if (!Array.isArray(ids)) return undefined;
  const named = (count: number, what: string): string => `${what}: ${ids.map(String).join(", ")}${count > ids.length ? ", …" : ""}`;
  if (typeof missing === "number" && typeof of === "number")
    return named(missing, `${String(missing)} of ${counted(of, "session")} ${missing === 1 ? "is" : "are"} missing`);
  if (typeof unexpected === "number") return named(unexpected, `${counted(unexpected, "session is", "sessions are")} listed and must not be`);
  if (typeof repeated === "number") return named(repeated, `${counted(repeated, "session is", "sessions are")} listed more than once`);
  return undefined;
}
