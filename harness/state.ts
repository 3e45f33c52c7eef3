import { isValidationCode } from "../properties/checks/error-codes.ts";
import { memberOf } from "../properties/core/json.ts";
import { type Available, type FixtureSession, type FixtureSet, type Owner, runTag } from "../properties/core/fixtures.ts";
import { openProbe, validProbe } from "../properties/core/request.ts";
import { type Passage, send } from "../properties/core/script.ts";
import { poll } from "../properties/checks/exclusive-scenario.ts";
import { exists, largeAccount, type Walk, walk } from "../properties/checks/pagination.ts";
import { contractOf } from "../spec/contracts/shipped-contracts.ts";
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
  const outcomes = await inParallel(8, planned, (session) => perform(creationInTurn(session), sender, clock));
  const made = outcomes.filter((outcome) => typeof outcome === "object");
  if (made.length === 0) {
    const reason = outcomes.find((outcome) => typeof outcome === "string") ?? "no answer";
    return { available: false, status: "unexercised", reason: `no session could be put in place: CreateSession was answered with ${reason}` };
  }
  const shown = await perform(appearing(made, owner, settleMs), sender, clock);
  const sessions = made.filter(({ id }) => shown?.known.has(id) === true);
  if (shown === undefined || sessions.length === 0) {
    return {
      available: false,
      status: "unexercised",
      reason: sender.over ?? `CreateSession succeeded, yet neither the listing nor GetSession showed a session within ${String(settleMs)} ms (--settle)`,
    };
  }
  const size = await measured(sender, clock, shown);
  if (typeof size === "string") return { available: false, status: "unexercised", reason: size };
  return { available: true, sessions, owner, ...size, ...(shown.unlisted ? { unlisted: true } : {}) };
}

/** What a plain walk tells of an account. */
type Measures = Pick<Available, "accountSize" | "endless" | "outgrown">;

/**
 * How large the account is, as far as its pages tell; where they do not, for want of capacity perhaps, what a plain walk listed has to do. A text says why it cannot be walked
 * again and again.
 */
export async function measured(sender: Sender, clock: Clock, shown: Appearance): Promise<Measures | string> {
  const { pages, listed, broken } = shown.plain;
  if (broken === undefined && pages.length > largeAccount) return `a plain walk takes ${String(pages.length)} pages, too many to take again and again`;
  const accountSize = (await perform(accountSizeOf(shown), sender, clock)) ?? listed.size;
  return { accountSize, ...(broken?.kind === "endless" || broken?.kind === "outgrown" ? { [broken.kind]: true } : {}) };
}

/** Walks once for sessions that are said to be there; `absent` are those that are not listed, and that `GetSession` says are not there. */
export function* lookFor(sessions: readonly Pick<FixtureSession, "id">[]): Passage<{ readonly plain: Walk; readonly absent: readonly string[] }> {
  const plain = yield* walk(() => ({}), longWalk, "poll");
  const absent: string[] = [];
  for (const { id } of sessions) if (!plain.listed.has(id) && (yield* isShown(id, "poll")) === false) absent.push(id);
  return { plain, absent };
}

/** Puts one session in place for an operation that names one, and waits until `GetSession` shows it, as long as the settle time. */
export async function putOneInPlace(
  sender: Sender,
  clock: Clock,
  owner: Owner,
  [planned]: readonly FixtureSession[],
  { settleMs, operation }: { readonly settleMs: number; readonly operation: string },
): Promise<FixtureSet> {
  const unavailable = (reason: string): FixtureSet => ({ available: false, status: "unexercised", reason });
  if (sender.stopped !== undefined || planned === undefined) return unavailable(sender.stopped ?? "no session is planned");
  const outcome = (await perform(creation(planned), sender, clock)) ?? "no answer";
  if (outcome !== "created") return unavailable(`no session could be put in place: CreateSession was answered with ${outcome}`);
  const shown = await perform(
    poll(settleMs, () => exists(planned.id)),
    sender,
    clock,
  );
  // Whether GetSession shows it is what is judged of that operation.
  if (shown !== true && operation !== "GetSession")
    return unavailable(`CreateSession succeeded, yet GetSession did not show the session within ${String(settleMs)} ms (--settle)`);
  return { available: true, sessions: [planned], owner, accountSize: 1 };
}

/** The session as it was created: with its own tags alone where the target takes none of the plan; a text says why it was not. */
function* creationInTurn({ unplanned, ...session }: FixtureSession): Passage<FixtureSession | string> {
  const outcome = yield* creation(session);
  if (outcome === "created") return session;
  if (unplanned === undefined || !isAboutTags(outcome)) return outcome;
  return (yield* creation({ ...session, ...unplanned })) === "created" ? { ...session, ...unplanned } : outcome;
}

// A refusal for want of room, or of permission, would come again.
function isAboutTags(outcome: string): boolean {
  const [, status = "", code = ""] = /^status (\d+) ?(.*)$/u.exec(outcome) ?? [];
  return status.startsWith("5") || (status.startsWith("4") && isValidationCode(code === "" ? "Invalid" : code));
}

function* creation({ input }: Pick<FixtureSession, "input">): Passage<string> {
  const { answer, failure } = yield* send(openProbe("CreateSession", input), "state");
  // The run's id is in the session's: one that exists already was made by an earlier try whose answer was lost, or by the preflight.
  if (answer?.status === 200 || answer?.code === "AlreadyExistsException") return "created";
  return answer === undefined ? (failure?.message ?? "no answer") : `status ${String(answer.status)} ${answer.code ?? ""}`.trim();
}

/** What was seen of sessions that are to be relied on. */
interface Appearance {
  readonly known: ReadonlySet<string>;
  readonly plain: Walk;
}

/** Waits until sessions are listed; `unlisted` says that none was in all of the time, in a plain listing or in one by their tag. */
function* appearing(sessions: readonly FixtureSession[], owner: Owner, settleMs: number): Passage<(Appearance & { readonly unlisted: boolean }) | undefined> {
  let plain: Walk | undefined;
  let unlisted = false;
  const showsAll = ({ listed }: Walk): boolean => {
    unlisted = !sessions.some(({ id }) => listed.has(id));
    return sessions.every(({ id }) => listed.has(id));
  };
  const settled = yield* poll(settleMs, function* () {
    plain = yield* walk(() => ({}), longWalk, "poll");
    const { broken, pages } = plain;
    if (broken?.kind === "outgrown" || broken?.kind === "endless" || pages.length > largeAccount) return true;
    // An index of tags may come after the sessions themselves.
    return showsAll(plain) && showsAll(yield* walk(() => ({ Tags: Object.fromEntries([runTag(owner)]) }), longWalk, "poll"));
  });
  const known = new Set<string>();
  for (const { id } of sessions) if (plain?.listed.has(id) === true || (yield* exists(id))) known.add(id);
  return plain === undefined ? undefined : { known, plain, unlisted: unlisted && !settled };
}

/** Sessions for which a walk is taken to the end before it counts as endless, once in a run; for properties that bound is the size that was found. */
const longWalk = largeAccount;

/**
 * Sessions of an account, counted by the pages of one: those that are hidden from us may have an empty page each (fairness rule 3). Where these pages do
 * not end, it is a large account if the longest pages leave room for so many, and an endless walk otherwise, for which nothing is to be allowed.
 */
function* accountSizeOf({ known, plain: { listed, broken } }: Appearance): Passage<number> {
  // A listing that grows faster than it can be read says nothing of the size of the account.
  if (broken?.kind === "outgrown") return known.size;
  if (broken !== undefined || listed.size > largeAccount) return listed.size;
  const single = yield* walk(() => ({ MaxResults: 1 }), longWalk, "poll");
  if (single.broken === undefined) return Math.max(listed.size, single.pages.length);
  if (single.broken.kind !== "endless" || single.pages.length <= 2 * largeAccount) return listed.size;
  const largest = contractOf("ListSessions").request.properties["MaxResults"]?.maximum ?? listed.size;
  const full = yield* walk(() => ({ MaxResults: largest }), longWalk, "poll");
  return full.broken === undefined && full.pages.length * largest > largeAccount ? largeAccount + 1 : listed.size;
}

/**
 * Takes sessions away again; the ids of those that are still there after the settle time, or of which nobody knows. A signal leaves those that are not yet
 * asked for; those that are said to be gone are deleted only where `GetSession` still shows them.
 */
export async function takeSessionsAway(
  sender: Sender,
  clock: Clock,
  ids: readonly string[],
  settleMs: number,
  { signal, gone: before }: { readonly signal?: AbortSignal | undefined; readonly gone?: ReadonlySet<string> | undefined } = {},
): Promise<readonly string[]> {
  // Where one session did not go away within its time, the others are not waited for as long.
  let patience = settleMs;
  const takeAway = async (id: string): Promise<boolean> => {
    // A request that was throttled to the end says nothing of the session: it is asked again.
    for (let attempt = 0; attempt < 5; attempt += 1) {
      if (signal?.aborted === true) return false;
      const answer = await perform(removal(id, patience, before?.has(id) === true), sender, clock);
      if (answer === false) patience = 0;
      if (answer !== undefined) return answer;
      if (sender.dead) return false;
      await clock.sleep(250);
    }
    return false;
  };
  // Where nobody answered when the run ended, one session is enough to see whether that is still so.
  const [first, ...others] = ids;
  if (first === undefined) return [];
  const gone = new Map([[first, sender.dead ? await takeAway(first) : undefined]]);
  await inParallel(8, gone.get(first) === undefined ? ids : others, async (id) => gone.set(id, !sender.dead && (await takeAway(id))));
  return ids.filter((id) => gone.get(id) !== true);
}

function* removal(id: string, settleMs: number, isSaidToBeGone: boolean): Passage<boolean> {
  if (isSaidToBeGone && (yield* isShown(id)) !== true) return true;
  return yield* poll(settleMs, function* () {
    const { answer } = yield* send(openProbe("DeleteSession", { Id: id }), "state");
    const shown = yield* isShown(id);
    // A target without GetSession, or one that does not let us ask, is taken at its word.
    if (shown === false || (shown === undefined && answer?.status === 200)) return true;
    if (answer?.status !== 200) yield* send(openProbe("StopSession", { Id: id }), "state");
    return false;
  });
}

/** Whether `GetSession` shows a session; undefined where its answer does not say. */
function* isShown(id: string, purpose: "state" | "poll" = "state"): Passage<boolean | undefined> {
  const { answer } = yield* send({ ...validProbe("GetSession", { Id: id }), expect: "either" }, purpose);
  if (answer?.status === 200) return memberOf(memberOf(answer.object, "Session"), "Id") === id ? true : undefined;
  // One that is longer than any id can be is refused for that.
  const isImpossible = id.length > (contractOf("GetSession").request.properties["Id"]?.maxLength ?? Infinity) && answer?.status === 400;
  return answer?.code === "EntityNotFoundException" || answer?.status === 404 || isImpossible ? false : undefined;
}
