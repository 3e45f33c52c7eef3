import type { StoredSession } from "../service/stored-session.ts";
import type { Change, Members } from "./change.ts";
import { type Fault, must } from "./fault.ts";
import { loses, valuesAs } from "./tag-comparison.ts";

const numberOr = (text: string, number: number): unknown => (Number.isNaN(number) ? text : number);

function addressOf(text: string): string {
  return URL.canParse(text) ? new URL(text).href : text;
}

function hashOf(text: string): number {
  return Array.from(text).reduce((hash, character) => (Math.imul(hash, 31) + (character.codePointAt(0) ?? 0)) | 0, 0);
}

const readings: readonly Fault[] = [
  ...must("filters/single-pair/exact", {
    "values-read-as-leading-numbers: compares the numbers that values begin with": valuesAs((text) => numberOr(text, Number.parseFloat(text))),
    "values-read-as-whole-numbers: compares the whole numbers that values begin with": valuesAs((text) => numberOr(text, Number.parseInt(text, 10))),
    "values-read-as-dates: compares values that read as dates as times": valuesAs((text) => numberOr(text, Date.parse(text))),
    "values-read-as-days: compares values that begin with a date by their day": valuesAs((text) => /^\d{4}-\d\d-\d\d/u.exec(text)?.[0] ?? text),
    "values-read-as-booleans: takes what reads as true for the same, and what reads as false": valuesAs((text) =>
      /^(?:true|yes|on|y|t|1)$/u.test(text) ? true : /^(?:false|no|off|n|f|0)$/u.test(text) ? false : text,
    ),
    "values-read-as-nothing: takes null, none, nil and undefined for the same": valuesAs((text) =>
      /^(?:null|none|nil|undefined|nan)$/iu.test(text) ? null : text,
    ),
    "values-read-as-json: compares values that read as JSON by what they mean": valuesAs((text) =>
      /^(?:-?\d|true|false|null)/u.test(text) ? meaningOf(text) : text,
    ),
    "values-read-as-addresses: compares values that read as web addresses by these": valuesAs(addressOf),
    "values-read-as-paths: takes repeated slashes in values, and dots between them, for one slash": valuesAs((text) => text.replaceAll(/\/(?:\.?\/)+/gu, "/")),
    "values-read-as-mail: compares mail addresses without what follows a plus": valuesAs((text) => text.replace(/\+[^@]*@/u, "@")),
    "values-read-as-versions: compares versions without trailing zeros": valuesAs((text) => text.replace(/^v/u, "").replace(/(?:\.0+)+$/u, "")),
    "values-read-as-hash-codes: compares hash codes of 32 bits": valuesAs(hashOf),
  }),
];

function meaningOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

/** Also lists sessions that match a pair by something other than their tags. */
const alsoBy =
  (matches: (session: StoredSession, key: string, value: string) => boolean): Change =>
  () => ({
    matchesFilter: (session, filter, decisions) =>
      decisions.combinePairs([...filter].map(([key, value]) => decisions.matchesPair(session.tags, key, value) || matches(session, key, value))),
  });

const members: readonly Fault[] = [
  ...must("filters/tags-only", {
    "filter-by-any-member: matches members of a session as if they were tags": alsoBy(({ settings }, key, value) => String(settings[key]) === value),
    "filter-by-status: matches the status of a session": alsoBy((_, key, value) => key === "Status" && value === "READY"),
    "filter-by-small-status: matches the status of a session by a name in small letters": alsoBy((_, key, value) => key === "status" && value === "READY"),
    "filter-by-id: matches the id of a session": alsoBy(({ id }, key, value) => key === "Id" && value === id),
    "filter-by-name: takes the id of a session for a tag Name": alsoBy(({ id }, key, value) => key === "Name" && value === id),
    "filter-by-role: matches the role of a session": alsoBy(({ settings }, key, value) => key === "Role" && value === settings["Role"]),
    "filter-by-command: matches the name of a session's command": alsoBy(
      ({ settings }, key, value) => key.startsWith("Command") && JSON.stringify(settings["Command"]).includes(`"Name":"${value}"`),
    ),
  }),
  ...must("filters/tags-only", {
    "filter-by-member-over-tag: matches a member of a session in place of a tag of the same name": () => ({
      matchesFilter: ({ id, settings, tags }, filter) =>
        [...filter].every(([key, value]) => ({ ...Object.fromEntries(tags), ...settings, Id: id } as Members)[key] === value),
    }),
  }),
  ...must("filters/single-pair/any-character", { "filter-by-status-only: finds no tag with the name Status": loses((key) => key === "Status") }),
];

/** Faults that read values as something other than text, and that match members of sessions. */
export const tagReadingFaults: readonly Fault[] = [...readings, ...members];
