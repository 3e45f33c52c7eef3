import type { Layout } from "../../../reports/encoding/layout.ts";

/** The layout of text on the terminal of standard output. `color` is false where the user asked for none. */
export function terminalLayout({ color }: { readonly color: boolean }): Layout {
  const { isTTY, columns } = process.stdout;
  const colour = color && process.env["NO_COLOR"] === undefined && (isTTY || process.env["FORCE_COLOR"] !== undefined);
  const { TERM: terminal, LC_ALL: all, LC_CTYPE: characters, LANG: language } = process.env;
  // A terminal without a locale shows symbols today; one with the C or POSIX locale may not.
  const isPlain = isTTY && /^(?:C|POSIX)$/u.test(all ?? characters ?? language ?? "");
  return { colour, width: Math.min(columns ?? 100, 140), unicode: terminal !== "dumb" && !isPlain };
}
