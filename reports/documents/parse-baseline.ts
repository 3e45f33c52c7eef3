import type { Baseline, BaselineEntry } from "../verdict/baseline.ts";
import { DocumentError, parseDocument, schemaValidator } from "./input-document.ts";
import { shownValue } from "./schema-error.ts";

/** The names that a baseline may use. */
export interface KnownNames {
  readonly properties: readonly string[];
  readonly codes: readonly string[];
  /** The known name nearest to a text. */
  readonly nearest: (text: string, known: readonly string[]) => string;
  /** Whether entries may lack a reason, as new ones do. */
  readonly mayLackReason: boolean;
}

const validator = schemaValidator<Baseline>("baseline");
const advice = "reports/baseline.schema.json describes an entry; fix it, or write it again with --update-baseline";

/** Reads a baseline. Throws a DocumentError if it is not one, uses an unknown name, or has an entry without a reason. */
export function parseBaseline(text: string, names: KnownNames): Baseline {
  const baseline = parseDocument(text, { what: "baseline", validator, advice });
  const [problem] = baseline.entries.flatMap((entry, index) => problemsOf(entry, names).map((found) => `/entries/${String(index)}${found}`));
  if (problem !== undefined) throw new DocumentError(`baseline, ${problem}`);
  const unreasoned = names.mayLackReason ? [] : baseline.entries.filter(({ reason }) => reason.trim() === "");
  if (unreasoned.length > 0) throw new DocumentError(`baseline, ${withoutReason(baseline, unreasoned)}`);
  return baseline;
}

function problemsOf({ property, codes = [], cases = [], expires, firstSeen, lastSeen }: BaselineEntry, names: KnownNames): readonly string[] {
  const unknown = (place: string, text: string, kind: string, known: readonly string[]): readonly string[] => {
    const near = known.includes(text) ? undefined : names.nearest(text, known);
    return near === undefined ? [] : [`${place}: no ${kind} is called ${shownValue(text)}; the nearest is ${near}. Correct it, or remove the entry`];
  };
  const dates = Object.entries({ expires, firstSeen, lastSeen });
  return [
    ...unknown("/property", property, "property", names.properties),
    ...cases.flatMap((id, index) => unknown(`/cases/${String(index)}`, id.split("#", 1)[0] ?? "", "property", names.properties)),
    ...codes.flatMap((code, index) => unknown(`/codes/${String(index)}`, code, "violation", names.codes)),
    ...dates.flatMap(([name, date]) => (date === undefined || isDate(date) ? [] : [`/${name}: saw ${shownValue(date)}, expected a day such as 2027-01-31`])),
  ];
}

/** Names every entry that lacks a reason, since all of them have to be mended before the next run. */
function withoutReason({ entries }: Baseline, lacking: readonly BaselineEntry[]): string {
  const named = lacking.map(({ property }) => property).join(", ");
  const [first, ...others] = lacking;
  const which = others.length === 0 ? `the entry for ${named} has none` : `${lacking.length} entries have none: ${named}`;
  return `/entries/${others.length === 0 ? entries.findIndex((entry) => entry === first) : "*"}/reason: ${which}. Write down why each failure is accepted, give all of them one reason with --update-baseline --reason TEXT, or remove the entries`;
}

function isDate(text: string): boolean {
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}
