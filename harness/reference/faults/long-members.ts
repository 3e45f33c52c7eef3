import type { Fault } from "./fault.ts";
import { type BehaviourChange, showsMember } from "./change.ts";

const asCreated = "sessions/listed-as-created";

const text = (change: (value: string) => string): BehaviourChange => showsMember("Description", (value) => change(String(value)));

/** Faults in long values and in values beyond ASCII. */
export const longMemberFaults: readonly Fault[] = [
  {
    name: "description-in-latin-one",
    title: "loses the characters of a description that Latin-1 does not have",
    level: "should",
    caughtBy: asCreated,
    apply: text((value) => value.replaceAll(/[^\0-\u00FF]/gu, "?")),
  },
  {
    name: "description-decoded-twice",
    title: "reads the UTF-8 of a description as Latin-1",
    level: "should",
    caughtBy: asCreated,
    apply: text((value) => Buffer.from(value).toString("latin1")),
  },
  {
    name: "description-of-255-characters",
    title: "keeps 255 characters of a description",
    level: "should",
    caughtBy: asCreated,
    apply: text((value) => value.slice(0, 255)),
  },
  {
    name: "description-on-one-line",
    title: "puts the lines of a description into one",
    level: "should",
    caughtBy: asCreated,
    apply: text((value) => value.replaceAll(/\s+/gu, " ")),
  },
  {
    name: "arguments-fifty-at-most",
    title: "keeps fifty arguments of a session",
    level: "should",
    caughtBy: asCreated,
    apply: showsMember("DefaultArguments", (value) => Object.fromEntries(Object.entries(value as object).slice(0, 50))),
  },
];
