import { type Answer, forgetLargeBody, listOf } from "../../properties/core/answer.ts";
import type { Case, Effect, Judged, Judgement, Probe } from "../../properties/core/property.ts";
import type { Passage } from "../../properties/core/script.ts";
import type { JournalPart } from "../../reports/record/journal.ts";
import { type ResponseMemoryBudget, responseBytesOf, tooMuch } from "../client/response-memory-budget.ts";
import type { Clock } from "../runtime/clock.ts";
import { messageOf } from "../runtime/harness-error.ts";
import type { TargetClient } from "../client/target-client.ts";
import type { RequestOrigin, Purpose, Sent, SendError } from "../client/sent-exchange.ts";

/** One exchange of a case, and whether it was sent for the property itself. */
export interface Step {
  readonly judged: Judged;
  readonly forProperty: boolean;
  /** Sessions that the answer lists. */
  readonly listed: number;
}

/** The result of one case. */
export interface CaseResult {
  readonly case: Case;
  readonly steps: readonly Step[];
  readonly judgement: Judgement;
  readonly sendError?: SendError;
  /** A fault of the suite: the script threw. */
  readonly suiteError?: string;
}

/** In which part of a run a case is sent; it decides how its requests are counted. `again` is a case that could not be judged at first. */
export type CasePhase = Exclude<JournalPart, "preflight" | "state">;

/** Where exchanges come from: the target, or the journal of a run. */
export interface ExchangeSource {
  /** The result of a probe; `step` is its place among the exchanges of the passage. */
  readonly ask: (probe: Probe, effect: Sending, step: number) => Promise<Sent>;
  readonly wait: (ms: number) => Promise<void>;
  /** Limits the answers that are held until the passage is over. */
  readonly memoryBudget?: ResponseMemoryBudget;
}

type Sending = Exclude<Effect, { kind: "wait" }>;

/** Runs a case with exchanges from anywhere. Never throws. */
export async function runCase(one: Case, repetition: number, source: ExchangeSource): Promise<CaseResult> {
  const steps: Step[] = [];
  try {
    const ended = await runPassage(one.script(repetition), source, steps);
    return { case: one, steps, ...("value" in ended ? { judgement: ended.value } : { judgement: { violations: [] }, sendError: ended.sendError }) };
  } catch (error) {
    return { case: one, steps, judgement: { violations: [] }, suiteError: `${one.id}: ${messageOf(error)}` };
  }
}

/** Runs a passage of state-keeping requests; undefined where the target could not be asked. */
export async function perform<T>(passage: Passage<T>, sender: TargetClient, clock: Clock): Promise<T | undefined> {
  const ended = await runPassage(passage, targetSource(sender, clock, { part: "state" }), []);
  forgetLargeBody();
  return "value" in ended ? ended.value : undefined;
}

/** Exchanges with a target. */
export function targetSource(sender: TargetClient, clock: Clock, at: Omit<RequestOrigin, "step"> & { readonly part: CasePhase | "state" }): ExchangeSource {
  return {
    ask: async (probe, effect, step) => {
      // An interrupted run no longer looks for sessions that it creates; it deletes them.
      if (at.part === "state" && effect.kind === "send" && effect.purpose === "poll" && sender.over !== undefined)
        return { sendError: { status: "errored", reason: sender.over } };
      return await sender.send(probe, purposeOf(effect, at.part), { ...at, step }, isOnce(effect));
    },
    wait: (ms) => clock.sleep(ms),
    memoryBudget: sender.memoryBudget,
  };
}

async function runPassage<T>(passage: Passage<T>, source: ExchangeSource, steps: Step[]): Promise<{ readonly value: T } | { readonly sendError: SendError }> {
  let heldBytes = 0;
  const ask: ExchangeSource["ask"] = async (probe, effect, step) => {
    const sent = await source.ask(probe, effect, step);
    if (source.memoryBudget === undefined || !("judged" in sent)) return sent;
    const bytes = responseBytesOf([sent]);
    if (!source.memoryBudget.take(bytes)) return { sendError: { status: "errored", reason: tooMuch } };
    heldBytes += bytes;
    return sent;
  };
  try {
    let next = passage.next();
    while (next.done !== true) {
      const effect: Effect = next.value;
      if (effect.kind === "wait") {
        await source.wait(effect.ms);
        next = passage.next([]);
        continue;
      }
      const exchanges: Judged[] = [];
      for (const one of await exchangesOf(effect, ask, steps.length)) {
        if ("sendError" in one) return { sendError: one.sendError };
        exchanges.push(one.judged);
        steps.push({ judged: one.judged, forProperty: isForProperty(effect) && !isOnce(effect), listed: sessionsOn(one.judged.answer) });
      }
      next = passage.next(exchanges);
    }
    return { value: next.value };
  } finally {
    source.memoryBudget?.drop(heldBytes);
  }
}

async function exchangesOf(effect: Sending, ask: ExchangeSource["ask"], step: number): Promise<readonly Sent[]> {
  if (effect.kind !== "client") {
    const probes = effect.kind === "send" ? [effect.probe] : effect.probes;
    return Promise.all(probes.map((probe, index) => ask(probe, effect, step + index)));
  }
  // It takes a third of a second to load, so only runs that need it load it.
  const { makeClientCall } = await import("../transport/aws-sdk-client.ts");
  const problems: Sent[] = [];
  let sends = 0;
  const exchanges = await makeClientCall(effect.call, async (probe) => {
    const sent = await ask(probe, effect, step + sends);
    sends += 1;
    if ("judged" in sent) return sent.judged;
    problems.push(sent);
    return undefined;
  });
  return [...exchanges.map((judged) => ({ judged })), ...problems];
}

function sessionsOn(answer: Answer | undefined): number {
  return answer === undefined ? 0 : Math.max(listOf(answer, "Ids")?.length ?? 0, listOf(answer, "Sessions")?.length ?? 0);
}

function purposeOf(effect: Sending, part: CasePhase | "state"): Purpose {
  if (part === "again") return "confirmation";
  if (part !== "properties") return part;
  if (isForProperty(effect)) return "properties";
  return effect.kind !== "burst" && effect.purpose === "state" ? "state" : "polls";
}

function isForProperty(effect: Sending): boolean {
  return effect.kind === "burst" || effect.purpose === "property";
}

function isOnce(effect: Sending): boolean {
  return effect.kind === "burst" && effect.once === true;
}
