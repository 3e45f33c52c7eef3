import type { VNode } from "preact";
import type { Check, Status } from "../../record/run-record.ts";

/** How a property or requirement is shown: its status, with a failed `should` distinct from a failed `must`. */
export type Tone = Status | "warned" | "accepted";

const marks: Readonly<Record<Tone, string>> = {
  failed: "✗",
  warned: "!",
  accepted: "≈",
  passed: "✓",
  errored: "?",
  unexercised: "○",
  skipped: "–",
};

const words: Readonly<Record<Tone, string>> = {
  failed: "failed",
  warned: "failed",
  accepted: "accepted failure",
  passed: "passed",
  errored: "errored",
  unexercised: "unexercised",
  skipped: "skipped",
};

/** Colour, mark and word of an outcome; the word is always present. */
export function Outcome({ tone, text = words[tone] }: { tone: Tone; text?: string }): VNode {
  return (
    <span class={`outcome ${tone}`}>
      <span aria-hidden="true">{marks[tone]}</span> {text}
    </span>
  );
}

/** The level of a demand. */
export function LevelTag({ level }: Pick<Check, "level">): VNode {
  return <span class={`level ${level}`}>{level}</span>;
}

/** The tone of one property's outcome. */
export function toneOf({ status, level, baselined }: Pick<Check, "status" | "level" | "baselined">): Tone {
  if (status !== "failed") return status;
  if (baselined) return "accepted";
  return level === "must" ? "failed" : "warned";
}

const gravest: readonly Tone[] = ["failed", "warned", "accepted", "errored", "unexercised", "passed", "skipped"];

/** The tone of several outcomes together: the worst one; undefined for none. */
export function gravestOf(tones: readonly Tone[]): Tone | undefined {
  return gravest.find((tone) => tones.includes(tone));
}
