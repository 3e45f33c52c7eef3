import { type Change, showsMember } from "./change.ts";
import { type Fault, should } from "./fault.ts";
const text = (change: (value: string) => string): Change => showsMember("Description", (value) => change(String(value)));

/** Faults in long values and in values beyond ASCII. */
export const longMemberFaults: readonly Fault[] = [
  ...should("sessions/listed-as-created", {
    "description-in-latin-one: loses the characters of a description that Latin-1 does not have": text((value) => value.replaceAll(/[^\0-\u00FF]/gu, "?")),
    "description-decoded-twice: reads the UTF-8 of a description as Latin-1": text((value) => Buffer.from(value).toString("latin1")),
    "description-of-255-characters: keeps 255 characters of a description": text((value) => value.slice(0, 255)),
    "description-on-one-line: puts the lines of a description into one": text((value) => value.replaceAll(/\s+/gu, " ")),
    "arguments-fifty-at-most: keeps fifty arguments of a session": showsMember("DefaultArguments", (value) =>
      Object.fromEntries(Object.entries(value as object).slice(0, 50)),
    ),
  }),
];
