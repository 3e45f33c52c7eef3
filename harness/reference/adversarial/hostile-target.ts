import type { Listener } from "../server/http.ts";

/** What a run of the suite against a hostile target comes to, with short limits. */
export interface ExpectedOutcome {
  readonly exit: 0 | 1 | 3;
  /** What the run says of the target, on the terminal and in its record. */
  readonly reported: RegExp;
  /** Requests that the target gets, at the most. */
  readonly requests: number;
  /** What must not be held against it, though it is hostile. */
  readonly neverFailed?: boolean;
}

/** A named way to misbehave on the wire, which must not make a run hang, grow, crash or accuse without cause. */
export interface HostileTarget {
  /** Kebab-case. */
  readonly name: string;
  /** Present tense, said of the target. */
  readonly title: string;
  readonly ends: ExpectedOutcome;
  /** PEM text of the authority that a run against it has to trust, so that something else is at fault. */
  readonly authority?: string;
  /** Whether it sends so much that the memory of a run is at stake. */
  readonly heavy?: boolean;
  /** Limits that keep a run against it short, as options of a run. */
  readonly limits?: { readonly timeout?: number; readonly maxRequests?: number; readonly only?: readonly string[]; readonly state?: "create" | "observe" };
  /** Begins to listen on a loopback port of its own. */
  readonly open: (port?: number) => Promise<HostileListener>;
}

/** Where a hostile target listens. */
export interface HostileListener extends Listener {
  /** Requests that have come in so far; connections, where nothing is read from them. */
  readonly requests: () => number;
}
