import { isJsonObject } from "../../../spec/json.ts";
import { writes } from "../faults/change.ts";
import { legal } from "./variant.ts";

// Rewrites the text inside strings, or outside of them, and leaves the rest alone.
const strings = /"(?:[^"\\]|\\.)*"/gu;
const tokens = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^"{}[\],:\s]+/gu;
const times = /"(CreatedOn|CompletedOn)":([\d.]+)/gu;
const integers = /"(NumberOfWorkers|IdleTimeout)":(\d+)/gu;
const doubles = /"(CreatedOn|CompletedOn|StartedOn|MaxCapacity|Progress|ExecutionTime|DPUSeconds)":(-?[\d.]+(?:e[+-]?\d+)?)/gu;

/** An escape for each UTF-16 unit of a text: two for a character beyond U+FFFF. */
const escaped = (text: string): string =>
  Array.from({ length: text.length }, (_, index) => `\\u${text.charCodeAt(index).toString(16).padStart(4, "0")}`).join("");

function turnedRound(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(turnedRound);
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.keys(value)
      .toReversed()
      .map((name) => [name, turnedRound(value[name])]),
  );
}

/** A number as Java prints a double: with a point always, in scientific notation below a thousandth and from ten millions on. */
function asJavaDouble(value: number): string {
  const [digits = "", power] = value.toExponential().split("e");
  const isPlain = value === 0 || (Math.abs(value) >= 1e-3 && Math.abs(value) < 1e7);
  const text = isPlain ? String(value) : digits;
  return `${text.includes(".") ? text : `${text}.0`}${isPlain ? "" : `E${String(Number(power))}`}`;
}

/** Services that write the same JSON in other ways. */
export const jsonTextVariants = legal({
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
    text.replaceAll(times, (_, name: string, number: string) => `"${name}":${Number(number).toExponential(12).replace("e+", "E")}`),
  ),
  "integers-with-fraction: writes whole numbers with a fraction of 0": writes((text) => text.replaceAll(integers, '"$1":$2.0')),
  "integers-with-exponent: writes whole numbers in scientific notation": writes((text) => text.replaceAll(integers, '"$1":$2e0')),
  "numbers-as-java-doubles: prints doubles and times as Java does, 1.5E9 and 0.0": writes((text) =>
    text.replaceAll(doubles, (_, name: string, number: string) => `"${name}":${asJavaDouble(Number(number))}`),
  ),
});
