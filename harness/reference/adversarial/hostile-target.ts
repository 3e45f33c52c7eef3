import { type Label, nameAndTitle } from "../faults/changed-service.ts";
import { type HostileListener, type HostileServer, openHostile, type React } from "./exchange.ts";

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

/** What is special about a target beside its reaction to requests; `server` says how it listens. */
type More = Partial<Pick<HostileTarget, "authority" | "heavy" | "limits" | "open">> & { readonly server?: HostileServer };

/** Targets by their names, with what they share. */
export function targets(
  rows: Readonly<Record<Label, readonly [ends: ExpectedOutcome, react: React, more?: More]>>,
  shared: More = {},
): readonly HostileTarget[] {
  return Object.entries<(typeof rows)[Label]>(rows).map(([label, [ends, react, more]]) => {
    const { server, ...others } = { ...shared, ...more };
    return { ...nameAndTitle(label), ends, open: (port = 0) => openHostile(react, { port, ...server }), ...others };
  });
}

/** A run ends without a verdict. */
export const stops = (requests: number, reported: RegExp): ExpectedOutcome => ({ exit: 3, reported, requests });

/** A run ends without a verdict, and without an accusation. */
export const abstains = (requests: number, reported: RegExp): ExpectedOutcome => ({ ...stops(requests, reported), neverFailed: true });

/** A run reports failures. */
export const fails = (requests: number, reported = /^FAILS/mu): ExpectedOutcome => ({ exit: 1, reported, requests });

/** A run sees no harm. */
export const conforms = (requests: number): ExpectedOutcome => ({ exit: 0, reported: /^CONFORMS/mu, requests });

/** Requests that a target answers correctly before it fails. */
export const good = 200;

/** Reacts so from the middle of a run on, and correctly before. */
export const later =
  (react: React): React =>
  async (exchange) =>
    await (exchange.count > good ? react(exchange) : exchange.pass());
