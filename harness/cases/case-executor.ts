import type { Case } from "../../properties/core/property.ts";
import { ResponseMemoryBudget, responseBytesOf, tooMuch } from "../client/response-memory-budget.ts";
import type { Clock } from "../runtime/clock.ts";
import { type CaseResult, type CasePhase, runCase, targetSource } from "./run-case.ts";
import type { TargetClient } from "../client/target-client.ts";

/** When in a run a case is played: in which part, and for which time. */
export interface Occasion {
  readonly part: CasePhase;
  readonly repetition: number;
}

/** Plays cases: by sending their requests, or from what a run has stored of them. */
export interface CaseExecutor {
  /** What comes of a case. Never throws. */
  readonly play: (one: Case, at: Occasion) => Promise<CaseResult>;
  /** Whether there is any use in playing it. */
  readonly has: (one: Case, at: Occasion) => boolean;
  /** Called when it is known which properties a case that was played fails. */
  readonly judged: (result: CaseResult, at: Occasion, fails: readonly string[]) => void;
  readonly pause: (ms: number) => Promise<void>;
  /** Nothing more is to be played for properties, and why. */
  readonly stop: (reason: string) => void;
}

/** Where it is written down what cases came to. */
export interface CaseJournal {
  readonly judged: CaseExecutor["judged"];
}

/** Plays cases against the target, and notes in the journal what they came to. */
export function liveExecutor(sender: TargetClient, clock: Clock, journal: CaseJournal | undefined, operation: string): CaseExecutor {
  // A result waits until those before it are judged, and may be too large for that.
  const waiting = new ResponseMemoryBudget();
  return {
    play: async (one, { part, repetition }) => {
      // Of an operation that ended nothing is prepared either.
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
