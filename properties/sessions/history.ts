import fc from "fast-check";
import { plainSigns } from "../core/plain-text.ts";
import type { CaseContext, ProbingProperty, Script } from "../core/property.ts";
import type { Passage } from "../core/script.ts";
import { type ExclusiveScenario, inScenario } from "../checks/exclusive-scenario.ts";
import { randomProperty } from "../generators/random-property.ts";

/** The tags of a session. */
export type Tags = Readonly<Record<string, string>>;

/** A step of a history: what is asked of a target, and what a model says must come of it. What it finds ends the history. */
export interface Step<Model, Real, Found> {
  /** Whether the step is possible. */
  readonly check: (model: Model) => boolean;
  readonly run: (model: Model, real: Real) => Passage<Found | undefined>;
  readonly toString: () => string;
}

/** Steps in an order. */
export type History<Model, Real, Found> = Iterable<Step<Model, Real, Found>>;

/** A step by its text. */
export function step<Model, Real, Found>(
  text: string,
  check: Step<Model, Real, Found>["check"],
  run: (model: Model, real: Real) => Passage<NoInfer<Found> | undefined>,
): Step<Model, Real, Found> {
  return { check, run, toString: () => text };
}

/** Takes the steps that are possible, one after the other, until one of them finds something. */
export function* takeSteps<Model, Real, Found>(history: History<Model, Real, Found>, model: Model, real: Real): Passage<Found | undefined> {
  for (const one of history) {
    const found = one.check(model) ? yield* one.run(model, real) : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}

// Few keys and values, so that steps meet; now and then one with a sign in it.
const signed = (text: string): readonly string[] => plainSigns.map((sign) => text.replace(" ", sign));
const seldom = (often: readonly string[], others: readonly string[]): fc.Arbitrary<string> =>
  fc.oneof({ weight: 6, arbitrary: fc.constantFrom(...often) }, { weight: 1, arbitrary: fc.constantFrom(...others) });

/** The key of a tag, a tag, and the tags of a session. */
export const someKey = seldom(["k", "K", "__proto__"], signed("k 1"));
export const someTag = fc.tuple(someKey, seldom(["1", "2", ""], signed("1 2")));
export const someTags = fc.uniqueArray(someTag, { selector: ([key]) => key, maxLength: 2 }).map((pairs): Tags => Object.fromEntries(pairs));

/** A property over histories of steps, which fast-check shrinks to the shortest one that fails. `name` tells the sessions of its cases apart. */
export function historyProperty<Model, Real, Found>({
  steps,
  maxSteps,
  play,
  ...statement
}: Pick<ProbingProperty, "id" | "requirement" | "level" | "title"> & {
  /** Cases for each random case that the run asks for. */
  readonly share: number;
  readonly maxSteps: number;
  readonly steps: readonly fc.Arbitrary<Step<Model, Real, Found>>[];
  readonly play: (history: History<Model, Real, Found>, scenario: ExclusiveScenario, name: string, context: CaseContext) => Script;
}): ProbingProperty {
  // fast-check runs no commands here: it makes and shrinks them, and what `run` returns may be a passage of a script.
  const commands = fc.commands([...steps] as never, { maxCommands: maxSteps, size: "max" }) as fc.Arbitrary<unknown> as fc.Arbitrary<
    History<Model, Real, Found>
  >;
  return {
    ...randomProperty<History<Model, Real, Found>>({
      ...statement,
      arbitrary: () => commands,
      // As a text, commands are those that ran.
      keyOf: (history) => [...history].join(),
      toCase(context, id, history) {
        const name = id.slice(id.lastIndexOf("#") + 1).replaceAll(".", "-");
        return { id, script: inScenario(context, (scenario) => play(history, scenario, `${name}-${String(scenario.repetition)}`, context)) };
      },
    }),
    needs: "exclusive",
  };
}
