/** Quotes a word for POSIX sh. */
export function shellQuoted(word: string): string {
  return `'${word.replaceAll("'", String.raw`'\''`)}'`;
}

/** Whether the bytes can be a quoted word on one line: printable ASCII. */
export function isPrintable(bytes: Uint8Array): boolean {
  return bytes.every((byte) => byte >= 0x20 && byte <= 0x7e);
}

/**
 * A command in printable ASCII that prints exactly these bytes: `printf` with octal escapes, and for each run of over 64 equal bytes or
 * characters a generator of that length. Runs in any POSIX sh with `head -c`.
 */
export function printing(bytes: Uint8Array): string {
  const commands = piecesOf(bytes).map((piece) => {
    if (piece.times === 1) return `printf '${escaped(piece.bytes)}'`;
    if (piece.bytes.length > 1) return `printf '%.0s${escaped(piece.bytes)}' $(seq ${piece.times})`;
    return `head -c ${piece.times} /dev/zero | tr '\\0' '${asSet(piece.bytes[0] ?? 0)}'`;
  });
  const [first] = commands;
  if (first === undefined) return "printf ''";
  return commands.length === 1 ? first : `{ ${commands.join("; ")}; }`;
}

interface Piece {
  readonly bytes: Uint8Array;
  readonly times: number;
}

function piecesOf(bytes: Uint8Array): readonly Piece[] {
  const pieces: Piece[] = [];
  let plain = 0;
  for (let start = 0; start < bytes.length;) {
    const size = characterSize(bytes, start);
    let stop = start + size;
    while (isRepeated(bytes, start, stop, size)) stop += size;
    const times = (stop - start) / size;
    if (times > 64) {
      if (start > plain) pieces.push({ bytes: bytes.subarray(plain, start), times: 1 });
      pieces.push({ bytes: bytes.subarray(start, start + size), times });
      plain = stop;
    }
    start = stop;
  }
  if (plain < bytes.length) pieces.push({ bytes: bytes.subarray(plain), times: 1 });
  return pieces;
}

/** Length of the UTF-8 character that begins here, by its first byte. Bytes that are not UTF-8 are printed correctly in units of any length. */
function characterSize(bytes: Uint8Array, at: number): number {
  const lead = bytes[at] ?? 0;
  const size = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc0 ? 2 : 1;
  return Math.min(size, bytes.length - at);
}

function isRepeated(bytes: Uint8Array, start: number, stop: number, size: number): boolean {
  if (stop + size > bytes.length) return false;
  for (let offset = 0; offset < size; offset += 1) if (bytes[start + offset] !== bytes[stop + offset]) return false;
  return true;
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

/** One byte as an argument of `tr`. */
function asSet(byte: number): string {
  const character = String.fromCodePoint(byte);
  return /^[A-Za-z0-9]$/u.test(character) ? character : octal(byte);
}

function octal(byte: number): string {
  return `\\${byte.toString(8).padStart(3, "0")}`;
}
