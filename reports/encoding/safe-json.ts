/**
 * A value as JSON, `indent` blanks a level, that is safe to display: control, invisible and bidi characters and runners' commands are escaped. It parses to the
 * same value.
 */
export function safeJson(value: unknown, indent = 2): string {
  const text = JSON.stringify(value, undefined, indent);
  return `${text.replaceAll("##[", String.raw`#\u0023[`).replace(/[^\P{Cc}\n]|[\p{Cf}\p{Zl}\p{Zp}\p{Noncharacter_Code_Point}]/gu, escaped)}\n`;
}

function escaped(character: string): string {
  return Array.from({ length: character.length }, (_, index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, "0")}`).join("");
}
