import { memberOf } from "../properties/json.ts";
import { type FixtureSession, type FixtureSet, type Owner, runTag } from "../properties/fixtures.ts";
import { openProbe } from "../properties/request.ts";
import { type Passage, send } from "../properties/script.ts";
import { poll } from "../properties/sessions.ts";
import { exists, walk } from "../properties/walk.ts";
import type { Clock } from "./clock.ts";
import { perform } from "./drive.ts";
import { inParallel } from "./pool.ts";
import type { Sender } from "./sender.ts";

/** Puts the planned sessions in place and waits until they show, as long as the settle time. Sessions that never show are left out. */
export async function putSessionsInPlace(
  sender: Sender,
  clock: Clock,
  owner: Owner,
  planned: readonly FixtureSession[],
  settleMs: number,
): Promise<FixtureSet> {
  if (sender.stopped !== undefined) return { available: false, status: "unexercised", reason: sender.stopped };
  const outcomes = await inParallel(8, planned, (session) => perform(creation(session), sender, clock));
  const made = planned.filter((_, index) => outcomes[index] === "created");
  if (made.length === 0) {
    const reason = outcomes.find((outcome) => outcome !== "created") ?? "no answer";
    return { available: false, status: "unexercised", reason: `no session could be put in place: CreateSession was answered with ${reason}` };
  }
  const shown = await perform(appearing(made, owner, settleMs), sender, clock);
  const sessions = made.filter(({ id }) => shown?.known.has(id) === true);
  if (shown === undefined || sessions.length === 0) {
    return {
      available: false,
      status: "unexercised",
      reason: `CreateSession succeeded, yet neither the listing nor GetSession showed a session within ${String(settleMs)} ms (--settle)`,
    };
  }
  return { available: true, sessions, owner, accountSize: shown.accountSize };
}

function* creation({ input }: FixtureSession): Passage<string> {
  const { answer, failure } = yield* send(openProbe("CreateSession", input), "state");
  // The run's id is in the session's: one that exists already was made by an earlier try whose answer was lost, or by the preflight.
  if (answer?.status === 200 || answer?.code === "AlreadyExistsException") return "created";
  return answer === undefined ? (failure?.message ?? "no answer") : `status ${String(answer.status)} ${answer.code ?? ""}`.trim();
}

interface Appearance {
  readonly known: ReadonlySet<string>;
  readonly accountSize: number;
}

function* appearing(sessions: readonly FixtureSession[], owner: Owner, settleMs: number): Passage<Appearance> {
  let listed: ReadonlySet<string> = new Set();
  yield* poll(settleMs, function* () {
    listed = (yield* walk(() => ({}), sessions.length, "poll")).listed;
    if (!sessions.every(({ id }) => listed.has(id))) return false;
    // An index of tags may come after the sessions themselves.
    const tagged = (yield* walk(() => ({ Tags: Object.fromEntries([runTag(owner)]) }), listed.size, "poll")).listed;
    return sessions.every(({ id }) => tagged.has(id));
  });
  const known = new Set<string>();
  for (const { id } of sessions) if (listed.has(id) || (yield* exists(id))) known.add(id);
  return { known, accountSize: listed.size };
}

/** Takes sessions away again; the ids of those that are still there after the settle time. */
export async function takeSessionsAway(sender: Sender, clock: Clock, ids: readonly string[], settleMs: number): Promise<readonly string[]> {
  const gone = await inParallel(8, ids, async (id) => {
    // A request that was throttled to the end says nothing of the session: it is asked again.
    for (let attempt = 0; attempt < 5 && !sender.dead; attempt += 1) {
      const answer = await perform(removal(id, settleMs), sender, clock);
      if (answer !== undefined) return answer;
      await clock.sleep(250);
    }
    return false;
  });
  return ids.filter((_, index) => gone[index] === false);
}

function* removal(id: string, settleMs: number): Passage<boolean> {
  return yield* poll(settleMs, function* () {
    const { answer } = yield* send(openProbe("DeleteSession", { Id: id }), "state");
    if (answer?.status === 200) return true;
    if (!(yield* exists(id))) return true;
    yield* send(openProbe("StopSession", { Id: id }), "state");
    return false;
  });
}

/** The id that a request asks to create a session with. */
export function createdId(target: string | undefined, input: unknown): string | undefined {
  const id = target?.endsWith(".CreateSession") === true ? memberOf(input, "Id") : undefined;
  return typeof id === "string" ? id : undefined;
}
