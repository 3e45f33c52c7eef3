/** Spellings in which a target may return secrets: plain, in JSON, in HTML, in a URL, in base64, longest first; and with each special character in any of them. */
export type Spellings = { readonly whole: readonly string[]; readonly mixed: readonly Mixed[] };

/** A run of letters and digits that every spelling of a secret contains, and a pattern of these spellings. */
type Mixed = { readonly plain: string; readonly pattern: RegExp };

/** The spellings in which a target may return secrets. */
export function spellingsOf(secrets: readonly string[]): Spellings {
  return {
    whole: [...new Set(secrets.flatMap(spellings))].toSorted((a, b) => b.length - a.length),
    mixed: [...new Set(secrets.flatMap((secret) => [secret, ...inBase64(secret)]))].filter((one) => /[^A-Za-z0-9]/u.test(one)).map(mixed),
  };
}

/** A shorter piece of base64 could be anything. */
const shortestBase64 = 8;

/** The part of a secret's base64 that does not depend on the text around it, for each of the three alignments. */
function inBase64(secret: string): readonly string[] {
  const bytes = Buffer.from(secret);
  const pieces = [0, 1, 2].map((before) => {
    const text = Buffer.concat([Buffer.alloc(before), bytes]).toString("base64");
    return text.slice(Math.ceil((before * 8) / 6), Math.floor(((before + bytes.length) * 8) / 6));
  });
  return pieces.filter(({ length }) => length >= shortestBase64).flatMap((piece) => [piece, piece.replaceAll("+", "-").replaceAll("/", "_")]);
}

function mixed(secret: string): Mixed {
  const runs = secret.match(/[A-Za-z0-9]+/gu) ?? [];
  const plain = runs.toSorted((a, b) => b.length - a.length)[0] ?? "";
  return { plain, pattern: new RegExp([...secret].map((one) => (/[A-Za-z0-9]/u.test(one) ? one : `(?:${waysOf(one).join("|")})`)).join(""), "gu") };
}

const entities: Readonly<Record<string, string>> = { "&": "amp", "<": "lt", ">": "gt", '"': "quot", "'": "apos" };

/** Patterns for a special character: plain, behind backslashes, and as URLs, JSON and HTML escape it. */
function waysOf(mark: string): readonly string[] {
  const hex = (code: number, digits: number): string =>
    code
      .toString(16)
      .padStart(digits, "0")
      .replaceAll(/[a-f]/gu, (digit) => `[${digit}${digit.toUpperCase()}]`);
  const bytes = [...Buffer.from(mark)].map((byte) => `%(?:25){0,3}${hex(byte, 2)}`);
  const units = mark.split("").map((unit) => String.raw`\\{1,4}u` + hex(unit.charCodeAt(0), 4));
  const code = mark.codePointAt(0) ?? 0;
  return [
    bytes.join(""),
    units.join(""),
    `&#0*${String(code)};`,
    `&#[xX]0*${hex(code, 1)};`,
    ...(mark in entities ? [`&${String(entities[mark])};`] : []),
    ...(mark === " " ? [String.raw`\+`] : []),
    // Last, because others begin with it.
    String.raw`\\{0,4}` + (/[$()*+./?[\\\]^{|}]/u.test(mark) ? `\\${mark}` : mark),
  ];
}

function spellings(secret: string): readonly string[] {
  const json = JSON.stringify(secret).slice(1, -1);
  const bytes = Buffer.from(secret);
  const code = (unit: string): string => unit.charCodeAt(0).toString(16).padStart(4, "0");
  const escaped = json.replace(/[+/&<>'=]|[^ -~]/gu, (one) =>
    one
      .split("")
      .map((unit) => `\\u${code(unit)}`)
      .join(""),
  );
  return [
    secret,
    json,
    json.replaceAll("/", "\\/"),
    escaped,
    escaped.replace(/(?<=\\u)[0-9a-f]{4}/gu, (digits) => digits.toUpperCase()),
    json.replace(/[+&<>']/gu, (one) => `\\u${code(one).toUpperCase()}`),
    secret.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;").replaceAll("'", "&#39;"),
    encodeURIComponent(bytes.toString()),
    bytes.toString("base64").replace(/=+$/u, ""),
    ...inBase64(secret),
  ];
}

/** Shortest beginning of a secret that is redacted at the end of a cut text. */
const shortestHead = 8;

/** Text without these spellings, and without the beginning of one at a cut of the text or of a string in it. */
export function withoutSpellings(text: string, { whole, mixed: all }: Spellings): string {
  const left = all.reduce((before, { plain, pattern }) => (before.includes(plain) ? before.replace(pattern, blank) : before), text);
  return whole.reduce((before, one) => (before.includes(headOf(one)) ? withoutCut(before.replaceAll(one, blank), one) : before), left);
}

/** A text to search for first: without it, neither the secret nor a beginning of it is there. */
function headOf(secret: string): string {
  return secret.length < 2 * shortestHead ? secret : secret.slice(0, shortestHead);
}

const blank = "{secret}";

function withoutCut(text: string, secret: string): string {
  if (secret.length < 2 * shortestHead) return text;
  const head = headOf(secret);
  let left = text;
  for (let at = left.indexOf(head); at !== -1; at = left.indexOf(head, at + 1)) {
    let end = at + shortestHead;
    while (end < left.length && left[end] === secret[end - at]) end += 1;
    if (end === left.length || /["'…\\]/u.test(left[end] ?? "")) left = left.slice(0, at) + blank + left.slice(end);
  }
  return left;
}

const equals = String.raw`(?:=|%3D|\\u003d)`;
const ofAuthorization = [String.raw`SignedHeaders${equals}[^\s,"'<>()[\]{}|]*`, String.raw`Signature${equals}[^\s,;"'<>()[\]{}|]*`].join("|");
const authorization = new RegExp(String.raw`AWS4-HMAC-SHA256(?:\s|\+|%20)*Credential${equals}[^\s,"]*(?:,(?:\s|\+|%20)*(?:${ofAuthorization}))*`, "giu");
/** The beginning of such a value in base64. */
const headsInBase64 = [...new Set(inBase64("AWS4-HMAC-SHA256"))];
const authorizationInBase64 = new RegExp(`(?:${headsInBase64.join("|")})[A-Za-z0-9+/_-]*={0,2}`, "gu");
const signature = new RegExp(String.raw`(Signature${equals})[0-9a-f]{8,}`, "giu");

/** Text without values of Authorization headers and without known signatures. */
export function withoutSignatures(text: string, isSignature: (hex: string) => boolean): string {
  const plain = headsInBase64.some((head) => text.includes(head)) ? text.replace(authorizationInBase64, blank) : text;
  // Without an equals sign in any spelling there is none, which patterns take far longer to find.
  const mayAssign = plain.includes("=") || plain.includes("%3") || plain.includes(String.raw`\u003`);
  const left = mayAssign ? plain.replace(authorization, blank).replace(signature, `$1${blank}`) : plain;
  return mayHoldDigest(left) ? left.replace(/[0-9a-f]{64}/giu, (hex) => (isSignature(hex.toLowerCase()) ? blank : hex)) : left;
}

/** Whether the text has 64 hexadecimal digits in a row: every 64th character is then checked to be one. */
function mayHoldDigest(text: string): boolean {
  for (let at = 63; at < text.length; at += 64) {
    let [start, end] = [at, at];
    while (isDigit(text.charCodeAt(end))) end += 1;
    if (end > at) while (isDigit(text.charCodeAt(start - 1))) start -= 1;
    if (end - start >= 64) return true;
  }
  return false;
}

function isDigit(code: number): boolean {
  return (code >= 0x30 && code <= 0x39) || ((code | 0x20) >= 0x61 && (code | 0x20) <= 0x66);
}
