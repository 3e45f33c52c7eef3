const named: Readonly<Record<string, string>> = { "\n": String.raw`\n`, "\r": String.raw`\r`, "\t": String.raw`\t` };

/**
 * Text from a target as one line that is safe to print: as `showInvisible`, with GitHub's workflow commands (`::error::`, `##[error]`) broken up, because
 * runners execute them from any output.
 */
export function escapeText(text: string): string {
  return showInvisible(text)
    .replace(/::(?=[a-z-]+(?:[\s…]|::))/giu, String.raw`:\u003a`)
    .replaceAll("##[", String.raw`#\u0023[`);
}

/** Control characters, terminal escape sequences, invisible and bidi characters, line ends, lone surrogates and noncharacters as `\u001b`. */
export function showInvisible(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Noncharacter_Code_Point}]/gu, (character) => named[character] ?? codeOf(character));
}

function codeOf(character: string): string {
  const hex = (character.codePointAt(0) ?? 0).toString(16);
  return hex.length > 4 ? String.raw`\u{${hex}}` : String.raw`\u${hex.padStart(4, "0")}`;
}
