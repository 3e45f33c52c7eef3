import type { Layout } from "../../../reports/encoding/layout.ts";

/** How text reaches the terminal that standard output is. `color` is false where the user asked for none. */
export function terminalLayout({ color }: { readonly color: boolean }): Layout {
  const { isTTY, columns } = process.stdout;
  const colour = color && process.env["NO_COLOR"] === undefined && (isTTY || process.env["FORCE_COLOR"] !== undefined);
  const { TERM: terminal, LC_ALL: all, LC_CTYPE: characters, LANG: language } = process.env;
  // Without a word about the language a terminal of today shows symbols; one that is told to be plain may not.
  const isPlain = isTTY && /^(?:C|POSIX)$/u.test(all ?? characters ?? language ?? "");
  return { colour, width: Math.min(columns ?? 100, 140), unicode: terminal !== "dumb" && !isPlain };
}
