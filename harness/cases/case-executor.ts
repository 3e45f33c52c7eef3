import type { Case } from "../../properties/core/property.ts";
import { ResponseMemoryBudget, responseBytesOf, tooMuch } from "../client/response-memory-budget.ts";
import type { Clock } from "../runtime/clock.ts";
import { type CaseResult, type CasePhase, runCase, targetSource } from "./run-case.ts";
import type { TargetClient } from "../client/target-client.ts";

/** When in a run a case is executed: in which part, and for which time. */
export interface Occasion {
  readonly part: CasePhase;
  readonly repetition: number;
}

/** Executes cases: by sending their requests, or from the journal of a run. */
export interface CaseExecutor {
  /** The result of a case. Never throws. */
  readonly play: (one: Case, at: Occasion) => Promise<CaseResult>;
  /** Whether the case can be executed. */
  readonly has: (one: Case, at: Occasion) => boolean;
  /** Called when it is known which properties an executed case fails. */
  readonly judged: (result: CaseResult, at: Occasion, fails: readonly string[]) => void;
  readonly pause: (ms: number) => Promise<void>;
  /** Ends the execution of cases, with the reason. */
  readonly stop: (reason: string) => void;
}

/** Where the outcomes of cases are written. */
export interface CaseJournal {
  readonly judged: CaseExecutor["judged"];
}

/** Executes cases against the target, and notes their outcomes in the journal. */
export function liveExecutor(sender: TargetClient, clock: Clock, journal: CaseJournal | undefined, operation: string): CaseExecutor {
  // A result waits until those before it are judged, and may be too large for that.
  const waiting = new ResponseMemoryBudget();
  return {
    play: async (one, { part, repetition }) => {
      // An operation that ended is not prepared for either.
      const ended = sender.endings.isOpen(operation) ? undefined : sender.endings.of(operation);
      if (ended !== undefined) return { case: one, steps: [], judgement: { violations: [] }, sendError: { status: "unexercised", reason: ended.reason } };
      const result = await runCase(one, repetition, targetSource(sender, clock, { part, case: one.id, repetition }));
      if (part !== "properties" || waiting.take(responseBytesOf(result.steps))) return result;
      return { case: one, steps: [], judgement: { violations: [] }, sendError: { status: "errored", reason: tooMuch } };
    },
    has: () => sender.stopped === undefined,
    judged: (result, at, fails) => {
      if (at.part === "properties") waiting.drop(responseBytesOf(result.steps));
      journal?.judged(result, at, fails);
    },
    pause: async (ms) => {
      if (sender.stopped === undefined) await clock.sleep(ms);
    },
    stop: (reason) => sender.stop(reason),
  };
}
