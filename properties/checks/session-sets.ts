import type { Violation } from "../core/property.ts";

/** Ids that are named of a set, and the bytes that they may take together: a record holds 1 KiB of what was received. */
const maxIds = 5;
const maxIdBytes = 800;

/** Sessions that a listing lacks, of as many as it must hold; `which` says of what sessions: `that carries team=blue`. */
export function missingSessions(ids: readonly string[], of: number, which: string): Violation {
  return { code: "session-missing", pointer: "/body/Ids", expected: `every session ${which}`, received: { missing: ids.length, of, ids: first(ids) } };
}

/** Sessions that a listing holds and must not; `which` says of what sessions: `that was deleted`. */
export function unexpectedSessions(ids: readonly string[], which: string): Violation {
  return { code: "session-unexpected", pointer: "/body/Ids", expected: `no session ${which}`, received: { unexpected: ids.length, ids: first(ids) } };
}

/** Sessions that a walk lists more than once; `where` says over which pages: `over a walk with page size 3`. */
export function repeatedSessions(ids: readonly string[], where: string): Violation {
  return { code: "session-repeated", pointer: "/body/Ids", expected: `each session once ${where}`, received: { repeated: ids.length, ids: first(ids) } };
}

function first(ids: readonly string[]): readonly string[] {
  let room = maxIdBytes;
  return ids.slice(0, maxIds).filter((id, index) => (room -= Buffer.byteLength(JSON.stringify(id))) >= 0 || index === 0);
}
