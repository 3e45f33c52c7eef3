import type { VNode } from "preact";
import type { Check, Status } from "../../record/run-record.ts";

/** How a property or requirement is shown: its status, with a failed `should` distinct from a failed `must`. */
export type Tone = Status | "warned" | "accepted";

/** How an outcome is shown, the gravest first: its mark, its word, and its name where levels are not beside it. */
const appearances: Readonly<Record<Tone, { readonly mark: string; readonly word: string; readonly name?: string }>> = {
  failed: { mark: "✗", word: "failed", name: "failed must" },
  warned: { mark: "!", word: "failed", name: "failed should" },
  accepted: { mark: "≈", word: "accepted failure" },
  errored: { mark: "?", word: "errored" },
  unexercised: { mark: "○", word: "unexercised" },
  passed: { mark: "✓", word: "passed" },
  skipped: { mark: "–", word: "skipped" },
};

/** The name of an outcome where levels are not beside it. */
export function nameOf(tone: Tone): string {
  const { name, word } = appearances[tone];
  return name ?? word;
}

/** Colour, mark and word of an outcome; the word is always present. */
export function Outcome({ tone, text = appearances[tone].word }: { tone: Tone; text?: string }): VNode {
  return (
    <span class={`outcome ${tone}`}>
      <span aria-hidden="true">{appearances[tone].mark}</span> {text}
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

const gravest = Object.keys(appearances) as readonly Tone[];

/** The tone of several outcomes together: the worst one; undefined for none. */
export function gravestOf(tones: readonly Tone[]): Tone | undefined {
  return gravest.find((tone) => tones.includes(tone));
}
