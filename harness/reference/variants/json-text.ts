import { isJsonObject } from "../../../properties/core/json.ts";
import type { Variant } from "./variant.ts";
import { changingText } from "./changes.ts";

// Rewrites the text inside strings, or outside of them, and leaves the rest alone.
const strings = /"(?:[^"\\]|\\.)*"/gu;
const tokens = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^"{}[\],:\s]+/gu;

/** An escape for each UTF-16 unit of a text: two for a character beyond U+FFFF. */
function escaped(text: string): string {
  return Array.from({ length: text.length }, (_, index) => `\\u${text.charCodeAt(index).toString(16).padStart(4, "0")}`).join("");
}

function turnedRound(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(turnedRound);
  return isJsonObject(value)
    ? Object.fromEntries(
        Object.entries(value)
          .toReversed()
          .map(([name, member]) => [name, turnedRound(member)]),
      )
    : value;
}

/** Services that write the same JSON in other ways. */
export const jsonTextVariants: readonly Variant[] = [
  {
    name: "json-pretty",
    title: "prints its JSON with line breaks and indents",
    mayFail: [],
    apply: changingText((text) => `${JSON.stringify(JSON.parse(text), null, 2)}\n`),
  },
  {
    name: "json-spread-out",
    title: "puts blanks, tabs and line breaks wherever JSON allows them",
    mayFail: [],
    apply: changingText((text) => `\r\n${text.replaceAll(tokens, (token) => ` \t${token}\r\n`)} `),
  },
  {
    name: "json-escaped",
    title: "writes every character of a string as an escape",
    mayFail: [],
    apply: changingText((text) => text.replaceAll(strings, (string) => `"${escaped(JSON.parse(string) as string)}"`)),
  },
  {
    name: "json-escaped-slashes",
    title: "escapes slashes in strings",
    mayFail: [],
    apply: changingText((text) => text.replaceAll("/", "\\/")),
  },
  {
    name: "json-ascii",
    title: "escapes whatever is no ASCII",
    mayFail: [],
    apply: changingText((text) => text.replaceAll(/\P{ASCII}/gu, escaped)),
  },
  {
    name: "json-turned-round",
    title: "writes the members of every object in reverse order",
    mayFail: [],
    apply: changingText((text) => JSON.stringify(turnedRound(JSON.parse(text)))),
  },
  {
    name: "timestamps-with-exponent",
    title: "writes timestamps in scientific notation",
    mayFail: [],
    apply: changingText((text) =>
      text.replaceAll(
        /"(CreatedOn|CompletedOn)":([\d.]+)/gu,
        (_, name: string, number: string) => `"${name}":${Number(number).toExponential(12).replace("e+", "E")}`,
      ),
    ),
  },
  {
    name: "integers-with-fraction",
    title: "writes whole numbers with a fraction of 0",
    mayFail: [],
    apply: changingText((text) => text.replaceAll(/"(NumberOfWorkers|IdleTimeout)":(\d+)/gu, '"$1":$2.0')),
  },
  {
    name: "integers-with-exponent",
    title: "writes whole numbers in scientific notation",
    mayFail: [],
    apply: changingText((text) => text.replaceAll(/"(NumberOfWorkers|IdleTimeout)":(\d+)/gu, '"$1":$2e0')),
  },
];
