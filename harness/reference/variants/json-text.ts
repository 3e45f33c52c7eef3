import { isJsonObject } from "../../../properties/core/json.ts";
import { legal, type Variant } from "./variant.ts";
import { writes } from "../faults/change.ts";

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
  ...legal({
    "json-pretty: prints its JSON with line breaks and indents": writes((text) => `${JSON.stringify(JSON.parse(text), null, 2)}\n`),
    "json-spread-out: puts blanks, tabs and line breaks wherever JSON allows them": writes(
      (text) => `\r\n${text.replaceAll(tokens, (token) => ` \t${token}\r\n`)} `,
    ),
    "json-escaped: writes every character of a string as an escape": writes((text) =>
      text.replaceAll(strings, (string) => `"${escaped(JSON.parse(string) as string)}"`),
    ),
    "json-escaped-slashes: escapes slashes in strings": writes((text) => text.replaceAll("/", "\\/")),
    "json-ascii: escapes whatever is no ASCII": writes((text) => text.replaceAll(/\P{ASCII}/gu, escaped)),
    "json-turned-round: writes the members of every object in reverse order": writes((text) => JSON.stringify(turnedRound(JSON.parse(text)))),
    "timestamps-with-exponent: writes timestamps in scientific notation": writes((text) =>
      text.replaceAll(
        /"(CreatedOn|CompletedOn)":([\d.]+)/gu,
        (_, name: string, number: string) => `"${name}":${Number(number).toExponential(12).replace("e+", "E")}`,
      ),
    ),
    "integers-with-fraction: writes whole numbers with a fraction of 0": writes((text) =>
      text.replaceAll(/"(NumberOfWorkers|IdleTimeout)":(\d+)/gu, '"$1":$2.0'),
    ),
    "integers-with-exponent: writes whole numbers in scientific notation": writes((text) =>
      text.replaceAll(/"(NumberOfWorkers|IdleTimeout)":(\d+)/gu, '"$1":$2e0'),
    ),
  }),
];
