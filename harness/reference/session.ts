import type { Call } from "./call.ts";

/** The request of `CreateSession`: beside the members that the service itself reads, those that it only gives back. */
export interface CreateSessionInput {
  readonly Id: string;
  readonly IdleTimeout?: number;
  readonly RequestOrigin?: string;
  readonly Tags?: ReadonlyMap<string, string>;
  readonly Timeout?: number;
  readonly [member: string]: unknown;
}

/** A statement as the store keeps it, by the number that it has in its session. */
export interface StoredStatement {
  readonly id: number;
  readonly code: string;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
}

/** A session as the store keeps it; a change replaces it. Times are milliseconds since the epoch. */
export interface StoredSession {
  readonly id: string;
  /** Position in the order of creation, counted from 1 and never given twice. */
  readonly sequence: number;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly tags: ReadonlyMap<string, string>;
  readonly createdAt: number;
  readonly stoppedAt?: number;
  /** In the order in which they were run. */
  readonly statements?: readonly StoredStatement[];
}

/** What a session keeps, how it ages and how it is shown. */
export interface Lifecycle {
  /** How long a created session is `PROVISIONING`, and a stopped one `STOPPING`. */
  readonly provisioningMs: number;
  readonly stoppingMs: number;
  readonly settingsOf: (input: CreateSessionInput) => Readonly<Record<string, unknown>>;
  readonly statusOf: (session: StoredSession, call: Call) => string;
  /** Whether `StopSession` may stop a session in this status. */
  readonly isStoppable: (status: string) => boolean;
  readonly renderTimestamp: (ms: number) => unknown;
  readonly renderCompletion: (session: StoredSession, call: Call) => object;
  readonly renderSession: (session: StoredSession, call: Call) => object;
}

/** A map as JSON writes it: an object of own members, so that even `__proto__` is one. */
export function ownMembers(map: ReadonlyMap<string, unknown>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(map);
}

// CreateSession: 48 hours, the page's default of Timeout, from which IdleTimeout takes its own.
const defaultTimeoutMinutes = 2880;

/** A session that is ready, and stopped, at once; its status is computed from the clock whenever it is read. */
export const lifecycle: Lifecycle = {
  provisioningMs: 0,
  stoppingMs: 0,
  settingsOf({ RequestOrigin: _origin, Tags: _tags, Timeout = defaultTimeoutMinutes, ...shown }) {
    return {
      IdleTimeout: Timeout,
      ...Object.fromEntries(Object.entries(shown).map(([name, value]) => [name, value instanceof Map ? ownMembers(value) : value])),
    };
  },
  statusOf({ createdAt, stoppedAt }, { behaviour, at }) {
    if (stoppedAt !== undefined) return at - stoppedAt < behaviour.stoppingMs ? "STOPPING" : "STOPPED";
    return at - createdAt < behaviour.provisioningMs ? "PROVISIONING" : "READY";
  },
  isStoppable: (status) => status === "PROVISIONING" || status === "READY",
  renderTimestamp: (ms) => ms / 1000,
  renderCompletion({ createdAt, stoppedAt }, { behaviour, at }) {
    if (stoppedAt === undefined || at - stoppedAt < behaviour.stoppingMs) return {};
    const completedAt = stoppedAt + behaviour.stoppingMs;
    return {
      CompletedOn: behaviour.renderTimestamp(completedAt),
      ExecutionTime: (completedAt - createdAt) / 1000,
    };
  },
  renderSession: (session, call) => ({
    ...session.settings,
    CreatedOn: call.behaviour.renderTimestamp(session.createdAt),
    Status: call.behaviour.statusOf(session, call),
    Progress: 0,
    ...call.behaviour.renderCompletion(session, call),
  }),
};
