import { type Figure, shownMedian, shownNumber } from "./figure.ts";

/** The limits of a figure; `short` applies to the short form, whose runs are too small to amortise the start. */
interface Bound {
  readonly goal?: number;
  readonly most?: number;
  readonly least?: number;
  readonly short?: { readonly most?: number; readonly least?: number };
}

/**
 * Every bound of the bench, by the figure's id. Those of the short form leave room for a busy machine: they are to
 * catch a change of kind, not of degree.
 */
const bounds: Readonly<Record<string, Bound>> = {
  "limit/cpu-ratio": { goal: 2.5, most: 4, short: { most: 7 } },
  "schemathesis/caught": { least: 95 },
  "schemathesis/accused": { most: 0 },
  "start-up/run": { most: 40, short: { most: 60 } },
  "start-up/help": { most: 5, short: { most: 7 } },
  "start-up/list": { most: 5, short: { most: 7 } },
  "memory/peak": { most: 300 },
  "memory/growth": { most: 200, short: { most: 20_000 } },
  "memory/record": { most: 1.1 },
  "memory/page": { most: 1.1 },
  "large/token-time": { most: 4, short: { most: 8 } },
  "large/token-memory": { most: 300 },
  "large/walk-growth": { most: 1.3, short: { most: 2 } },
  "large/walk-memory": { most: 300 },
  "growth/sessions-requests": { most: 10 },
  "growth/sessions-memory": { most: 300 },
  "growth/members-requests": { most: 15 },
  "growth/members-memory": { most: 300 },
};

/** The bound that holds for a figure in one form. */
function boundOf(id: string, isShort: boolean): Bound {
  const bound = bounds[id] ?? {};
  return isShort && bound.short !== undefined ? bound.short : bound;
}

/** The bound of a figure in words, and whether it is missed; empty where there is none. */
export function shownBound(figure: Figure, isShort: boolean): string {
  const { goal, most, least } = boundOf(figure.id, isShort);
  return [
    ...(goal === undefined ? [] : [`goal ${shownNumber(goal)}`]),
    ...(most === undefined ? [] : [`at most ${shownNumber(most)}`]),
    ...(least === undefined ? [] : [`at least ${shownNumber(least)}`]),
    ...(exceededBounds([figure], isShort).length === 0 ? [] : ["missed"]),
  ].join(", ");
}

/** The figures that exceed their bounds, one a line. */
export function exceededBounds(figures: readonly Figure[], isShort: boolean): readonly string[] {
  return figures.flatMap((figure) => {
    const { most = Infinity, least = -Infinity } = boundOf(figure.id, isShort);
    const reported = `${figure.id}: ${figure.title}: ${shownMedian(figure)}`;
    if (figure.median > most) return [`${reported}, expected at most ${shownNumber(most)}`];
    return figure.median < least ? [`${reported}, expected at least ${shownNumber(least)}`] : [];
  });
}
