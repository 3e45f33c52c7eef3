/** Quotes a word for POSIX sh. */
export function shellQuoted(word: string): string {
  return `'${word.replaceAll("'", String.raw`'\''`)}'`;
}

/** A word for POSIX sh, quoted only where it has to be. */
export function shellWord(word: string): string {
  return /^[\w./:@][\w./:@-]*$/u.test(word) ? word : shellQuoted(word);
}

/** Whether the bytes can be a quoted word on one line: printable ASCII. */
export function isPrintable(bytes: Uint8Array): boolean {
  return bytes.every((byte) => byte >= 0x20 && byte <= 0x7e);
}

/**
 * A command in printable ASCII that prints a text in an encoding: `printf` with octal escapes, and for each repeated part a generator of that length. Runs in
 * any POSIX sh with `head -c`.
 */
export function printing(parts: readonly (string | { readonly repeat: string; readonly times: number })[], encoding: "utf8" | "latin1"): string {
  const commands = parts.map((part) => {
    if (typeof part === "string") return `printf '${escaped(Buffer.from(part, encoding))}'`;
    const unit = Buffer.from(part.repeat, encoding);
    if (unit.length > 1) return `printf '%.0s${escaped(unit)}' $(seq ${part.times})`;
    return `head -c ${part.times} /dev/zero | tr '\\0' '${/^[A-Za-z0-9]$/u.test(part.repeat) ? part.repeat : octal(unit[0] ?? 0)}'`;
  });
  return commands.length === 1 ? commands.join("") : `{ ${commands.join("; ")}; }`;
}

/** The body of a `printf` format. A leading hyphen would be read as an option. */
function escaped(bytes: Uint8Array): string {
  return Array.from(bytes, (byte, index) => {
    if (byte === 0x25) return "%%";
    if (byte === 0x5c) return "\\\\";
    if (byte < 0x20 || byte > 0x7e || byte === 0x27 || (byte === 0x2d && index === 0)) return octal(byte);
    return String.fromCodePoint(byte);
  }).join("");
}

function octal(byte: number): string {
  return `\\${byte.toString(8).padStart(3, "0")}`;
}
