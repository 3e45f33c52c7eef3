import type { Lifecycle } from "./decisions.ts";

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
