import { type Fault, should } from "./fault.ts";
import { type BehaviourChange, showsMember } from "./change.ts";

const asCreated = "sessions/listed-as-created";

const text = (change: (value: string) => string): BehaviourChange => showsMember("Description", (value) => change(String(value)));

/** Faults in long values and in values beyond ASCII. */
export const longMemberFaults: readonly Fault[] = [
  should(
    "description-in-latin-one",
    "loses the characters of a description that Latin-1 does not have",
    asCreated,
    text((value) => value.replaceAll(/[^\0-\u00FF]/gu, "?")),
  ),
  should(
    "description-decoded-twice",
    "reads the UTF-8 of a description as Latin-1",
    asCreated,
    text((value) => Buffer.from(value).toString("latin1")),
  ),
  should(
    "description-of-255-characters",
    "keeps 255 characters of a description",
    asCreated,
    text((value) => value.slice(0, 255)),
  ),
  should(
    "description-on-one-line",
    "puts the lines of a description into one",
    asCreated,
    text((value) => value.replaceAll(/\s+/gu, " ")),
  ),
  should(
    "arguments-fifty-at-most",
    "keeps fifty arguments of a session",
    asCreated,
    showsMember("DefaultArguments", (value) => Object.fromEntries(Object.entries(value as object).slice(0, 50))),
  ),
];
