import type { Case } from "../properties/property.ts";
import type { Clock } from "./clock.ts";
import { type CaseResult, type Part, runCase } from "./drive.ts";
import type { Journal } from "./journal.ts";
import type { Sender } from "./sender.ts";

/** When in a run a case is played: in which part, and for which time. */
export interface Occasion {
  readonly part: Part;
  readonly repetition: number;
}

/** Plays cases: by sending their requests, or from what a run has stored of them. */
export interface Player {
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

/** Plays cases against the target, and notes in the journal what they came to. */
export function livePlayer(sender: Sender, clock: Clock, journal: Journal | undefined): Player {
  return {
    play: (one, { part, repetition }) => runCase(one, sender, clock, part, repetition),
    has: () => sender.stopped === undefined,
    judged: (result, at, fails) => journal?.judged(result, at, fails),
    pause: async (ms) => {
      if (sender.stopped === undefined) await clock.sleep(ms);
    },
    stop: (reason) => sender.stop(reason),
  };
}
