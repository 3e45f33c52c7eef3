import type { Listener } from "../server/http.ts";

/** The expected end of a run against a hostile target, with short limits. */
export interface ExpectedOutcome {
  readonly exit: 0 | 1 | 3;
  /** What the run says of the target, on the terminal and in its record. */
  readonly reported: RegExp;
  /** Maximum number of requests that the target gets. */
  readonly requests: number;
  /** Whether no property may fail, though the target is hostile. */
  readonly neverFailed?: boolean;
}

/** A named way to misbehave on the wire, which must not make a run hang, grow, crash or accuse without cause. */
export interface HostileTarget {
  /** Kebab-case. */
  readonly name: string;
  /** Present tense, said of the target. */
  readonly title: string;
  readonly ends: ExpectedOutcome;
  /** PEM text of the authority that a run has to trust, so that only the intended fault shows. */
  readonly authority?: string;
  /** Whether its answers could exhaust the memory of a run. */
  readonly heavy?: boolean;
  /** Limits that keep a run against it short, as options of a run. */
  readonly limits?: { readonly timeout?: number; readonly maxRequests?: number; readonly only?: readonly string[]; readonly state?: "create" | "observe" };
  /** Starts listening on a loopback port of its own. */
  readonly open: (port?: number) => Promise<HostileListener>;
}

/** Where a hostile target listens. */
export interface HostileListener extends Listener {
  /** Requests received so far; connections, where nothing is read from them. */
  readonly requests: () => number;
}
