import { createHash } from "node:crypto";
import { contractOf } from "../spec/contracts/shipped-contracts.ts";
import type { Available, FixtureSession, Owner } from "./core/fixtures.ts";
import { plannedSessions } from "./fixtures/designed-sessions.ts";
import type { Case, CaseContext, Effect, ProbingProperty } from "./core/property.ts";
import { propertiesOf } from "./table.ts";

/** The owner of the sessions of tests: a run id that never changes. */
const owner: Owner = { runId: "0000000000", region: "us-east-1", account: "123456789012", roleArn: "arn:aws:iam::123456789012:role/GlueRole" };

/** Sessions as a run has them in place, and so many of other people. */
export function fixturesOf(sessions: readonly FixtureSession[] = plannedSessions(owner, "standard"), foreign = 0): Available {
  return { available: true, sessions, owner, accountSize: sessions.length + foreign };
}

/** A session without anything of note. */
export function sessionNamed(id: string): FixtureSession {
  return { id, tags: {}, input: { Id: id }, plain: true };
}

/** The properties of ListSessions that send requests of their own. */
export const probing: readonly ProbingProperty[] = propertiesOf(contractOf("ListSessions")).filter(
  (property): property is ProbingProperty => property.kind === "probing",
);

/** What the cases of a property are made from at effort `standard`, with all sessions in place. */
export function contextOf(property: Pick<ProbingProperty, "id">, runSeed: number): CaseContext {
  return {
    contract: contractOf("ListSessions"),
    runSeed,
    seed:
      createHash("sha256")
        .update(`${String(runSeed)} ${property.id}`)
        .digest()
        .readUInt32BE() >>> 1,
    effort: "standard",
    randomCases: 30,
    fixtures: fixturesOf(),
    owner,
    settleMs: 5_000,
    startedAtMs: Date.UTC(2026, 0, 1),
  };
}

/** The first thing that a case does: its request or requests, as a digest of every byte. */
export function firstBytesOf(one: Case): string {
  const first = one.script(0).next();
  return first.done === true ? "nothing" : digestOf(first.value);
}

function digestOf(effect: Effect): string {
  if (effect.kind === "wait") return "wait";
  const hash = createHash("sha256");
  if (effect.kind === "client") return `client ${hash.update(JSON.stringify(effect.call)).digest("hex").slice(0, 12)}`;
  for (const { request } of effect.kind === "send" ? [effect.probe] : effect.probes) {
    const { method, path, headers, body } = request;
    hash.update(JSON.stringify([method, path, Object.entries(headers).toSorted(([a], [b]) => (a < b ? -1 : 1)), body.length])).update(body);
  }
  return `${effect.kind} ${hash.digest("hex").slice(0, 12)}`;
}
