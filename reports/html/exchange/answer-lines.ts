import { linesOfJson, parsedOr } from "../../encoding/json-text.ts";
import { clip } from "./clip.ts";

/** One line of an answer, and whether a violation points at it. */
export interface AnswerLine {
  readonly text: string;
  readonly isWrong: boolean;
}

/** Lines that are shown from the beginning, and around each line that is wrong. */
const firstLines = 24;
const nearLines = 2;
const maxWrong = 12;
const longestLine = 200;
/** Characters of a body beyond which it is shown as it is: its lines would take many times as much. */
const maxText = 262_144;

/** In the place of a number that varies from run to run, which leaves no JSON. */
const bareDate = /(?<![\w"])\{date\}(?![\w"])/gu;
const quotedDate = '"\u{e000}{date}"';

/** A body that is JSON as lines, a value a line: the first ones, and those around what violations point at. Undefined for any other body. */
export function answerLines(text: string, pointers: ReadonlySet<string>, limit: number): readonly AnswerLine[] | undefined {
  if (text.length > maxText) return undefined;
  const quoted = text.replaceAll(bareDate, quotedDate);
  if (!isJson(quoted)) return undefined;
  const lines = linesOfJson(quoted).map((line) => ({ ...line, text: line.text.replaceAll(quotedDate, "{date}") }));
  const wanted = [...pointers].flatMap((pointer) => (pointer.startsWith("/body") ? [pointer.slice("/body".length)] : []));
  const known = new Set(lines.flatMap(({ pointer }) => (pointer === undefined ? [] : [pointer])));
  const wrong = new Set(wanted.map((pointer) => nearest(pointer, known)));
  const marked = lines.flatMap(({ pointer }, at) => (pointer !== undefined && wrong.has(pointer) ? [at] : [])).slice(0, maxWrong);
  const isShown = (at: number): boolean => at < firstLines || marked.some((one) => Math.abs(one - at) <= nearLines);
  const shown: AnswerLine[] = [];
  let left = limit;
  let skipped = 0;
  const gap = (): void => {
    if (skipped > 0) shown.push({ text: `… ${String(skipped)} more lines`, isWrong: false });
    skipped = 0;
  };
  for (const [at, line] of lines.entries()) {
    const isWrong = marked.includes(at);
    if (!isShown(at) || (left <= 0 && !isWrong)) {
      skipped += 1;
      continue;
    }
    gap();
    shown.push({ text: clip(line.text, longestLine), isWrong });
    left -= line.text.length;
  }
  gap();
  return shown;
}

/** The pointer itself, or that of the innermost value around it: a missing member is marked where it should be. */
function nearest(pointer: string, known: ReadonlySet<string>): string {
  let left = pointer;
  while (left !== "" && !known.has(left)) left = left.slice(0, left.lastIndexOf("/"));
  return left;
}

function isJson(text: string): boolean {
  const value = parsedOr(text, undefined);
  return typeof value === "object" && value !== null;
}
