/** Signs that AWS allows in tags, beside letters, digits and blanks. */
export const plainSigns: readonly string[] = Array.from("_.:/=+-@");

/** Small letters, and capital ones. */
export const smallLetters: readonly string[] = Array.from("abcdefghijklmnopqrstuvwxyz");
export const capitalLetters: readonly string[] = smallLetters.map((letter) => letter.toUpperCase());

export const digits: readonly string[] = Array.from("0123456789");

/** Characters of text that no service has a reason to refuse. */
export const plainCharacters: readonly string[] = [...smallLetters, ...capitalLetters, ...digits, " ", ...plainSigns];

/** Whether text is made of plain characters alone, and not empty, with single blanks and none at an end: all else is a `should` of its own. */
export function isPlainText(text: string): boolean {
  return /^[\w.:/=+@-]+(?: [\w.:/=+@-]+)*$/u.test(text);
}

/** Whether AWS keeps a key for itself. */
export function isReservedKey(key: string): boolean {
  return /^aws/iu.test(key);
}

/** Whether a `must` may rest on a tag, as far as its characters go. */
export function isPlainPair([key, value]: readonly [key: string, value: string]): boolean {
  return isPlainText(key) && isPlainText(value) && !isReservedKey(key);
}

/** Text without what only a `should` tells apart: letter case, blanks at the ends and in a row, accents and other ways to write a character. */
export function foldedText(text: string): string {
  const plain = /^[ -~]*$/u.test(text) ? text : text.normalize("NFKD").replaceAll(/\p{M}/gu, "");
  return plain.toLowerCase().trim().replaceAll(/\s+/gu, " ");
}
