import { type Fault, must } from "./fault.ts";
import { type BehaviourChange, pairs } from "./change.ts";
import type { StoredSession } from "../service/stored-session.ts";

const values = (read: (text: string) => unknown): BehaviourChange =>
  pairs((tags, key, value) => [...tags].some(([name, has]) => name === key && (has === value || read(has) === read(value))));

const misread = (name: string, title: string, read: (text: string) => unknown): Fault =>
  must(`values-read-as-${name}`, title, "filters/single-pair/exact", values(read));

const numberOr = (text: string, number: number): unknown => (Number.isNaN(number) ? text : number);

function addressOf(text: string): string {
  return URL.canParse(text) ? new URL(text).href : text;
}

function hashOf(text: string): number {
  return Array.from(text).reduce((hash, character) => (Math.imul(hash, 31) + (character.codePointAt(0) ?? 0)) | 0, 0);
}

const readings: readonly Fault[] = [
  misread("leading-numbers", "compares the numbers that values begin with", (text) => numberOr(text, Number.parseFloat(text))),
  misread("whole-numbers", "compares the whole numbers that values begin with", (text) => numberOr(text, Number.parseInt(text, 10))),
  misread("dates", "compares values that read as dates as times", (text) => numberOr(text, Date.parse(text))),
  misread("days", "compares values that begin with a date by their day", (text) => /^\d{4}-\d\d-\d\d/u.exec(text)?.[0] ?? text),
  misread("booleans", "takes what reads as true for the same, and what reads as false", (text) =>
    /^(?:true|yes|on|y|t|1)$/u.test(text) ? true : /^(?:false|no|off|n|f|0)$/u.test(text) ? false : text,
  ),
  misread("nothing", "takes null, none, nil and undefined for the same", (text) => (/^(?:null|none|nil|undefined|nan)$/iu.test(text) ? null : text)),
  misread("json", "compares values that read as JSON by what they mean", (text) => (/^(?:-?\d|true|false|null)/u.test(text) ? meaningOf(text) : text)),
  misread("addresses", "compares values that read as web addresses by these", addressOf),
  misread("paths", "takes repeated slashes in values, and dots between them, for one slash", (text) => text.replaceAll(/\/(?:\.?\/)+/gu, "/")),
  misread("mail", "compares mail addresses without what follows a plus", (text) => text.replace(/\+[^@]*@/u, "@")),
  misread("versions", "compares versions without trailing zeros", (text) => text.replace(/^v/u, "").replace(/(?:\.0+)+$/u, "")),
  misread("hash-codes", "compares hash codes of 32 bits", hashOf),
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
  (matches: (session: StoredSession, key: string, value: string) => boolean): BehaviourChange =>
  (behaviour) => ({
    ...behaviour,
    matchesFilter: (session, filter, decisions) =>
      decisions.combinePairs([...filter].map(([key, value]) => decisions.matchesPair(session.tags, key, value) || matches(session, key, value))),
  });

const byMember = (name: string, title: string, apply: BehaviourChange): Fault => must(`filter-by-${name}`, title, "filters/tags-only", apply);

const members: readonly Fault[] = [
  byMember(
    "any-member",
    "matches members of a session as if they were tags",
    alsoBy(({ settings }, key, value) => String(settings[key]) === value),
  ),
  byMember(
    "status",
    "matches the status of a session",
    alsoBy((_, key, value) => key === "Status" && value === "READY"),
  ),
  byMember(
    "small-status",
    "matches the status of a session by a name in small letters",
    alsoBy((_, key, value) => key === "status" && value === "READY"),
  ),
  byMember(
    "id",
    "matches the id of a session",
    alsoBy(({ id }, key, value) => key === "Id" && value === id),
  ),
  byMember(
    "name",
    "takes the id of a session for a tag Name",
    alsoBy(({ id }, key, value) => key === "Name" && value === id),
  ),
  byMember(
    "role",
    "matches the role of a session",
    alsoBy(({ settings }, key, value) => key === "Role" && value === settings["Role"]),
  ),
  byMember(
    "command",
    "matches the name of a session's command",
    alsoBy(({ settings }, key, value) => key.startsWith("Command") && JSON.stringify(settings["Command"]).includes(`"Name":"${value}"`)),
  ),
  {
    ...byMember("member-over-tag", "matches a member of a session in place of a tag of the same name", (behaviour) => ({
      ...behaviour,
      matchesFilter: ({ id, settings, tags }, filter) =>
        [...filter].every(([key, value]) => ({ ...Object.fromEntries(tags), ...settings, Id: id } as Record<string, unknown>)[key] === value),
    })),
  },
  {
    ...byMember(
      "status-only",
      "finds no tag with the name Status",
      pairs((tags, key, value) => key !== "Status" && tags.get(key) === value),
    ),
    caughtBy: "filters/single-pair/any-character",
  },
];

/** Faults that read values as something other than text, and that match members of sessions. */
export const tagReadingFaults: readonly Fault[] = [...readings, ...members];
