import type { PageLine } from "./page-line.ts";

/**
 * The name that a line consists of, `- Name`, `**Name**` or `Name`; or that leads it, `- Name: words`, where `known` has that name.
 * Undefined where the line is something else.
 */
export function entryName(line: PageLine, known?: ReadonlySet<string>): string | undefined {
  const [, name, rest] = /^([A-Za-z_$](?:[\w$.-]{0,126}\w)?):?( .*)?$/u.exec(line.text) ?? [];
  if (name === undefined || (rest === undefined && !line.text.endsWith(":"))) return name;
  if (known?.has(name) !== true) return undefined;
  if (rest === undefined) return name;
  const leads = line.text.startsWith(`${name}: `) || /^ [-–—] /u.test(rest);
  return leads && (line.bullet || line.marked) ? name : undefined;
}

/** Whether a list mark leads the line and another one stands alone below, as in a definition list turned to text. */
export function isDefined(lines: readonly PageLine[], at: number): boolean {
  const [line, next] = [lines[at], lines[at + 1]];
  return line?.bullet === true && next?.bullet === true && next.text === "";
}
