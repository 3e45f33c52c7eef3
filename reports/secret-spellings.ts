/** A secret in the ways in which a target may send it back: as it is, in JSON, in HTML, in an address, in base64. Longest first. */
export function spellingsOf(secrets: readonly string[]): readonly string[] {
  return [...new Set(secrets.flatMap(spellings))].toSorted((a, b) => b.length - a.length);
}

function spellings(secret: string): readonly string[] {
  const json = JSON.stringify(secret).slice(1, -1);
  const bytes = Buffer.from(secret);
  const escaped = json.replace(/[+/&<>'=]|[^ -~]/gu, (one) =>
    one
      .split("")
      .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`)
      .join(""),
  );
  return [
    secret,
    json,
    json.replaceAll("/", "\\/"),
    escaped,
    escaped.replace(/(?<=\\u)[0-9a-f]{4}/gu, (digits) => digits.toUpperCase()),
    json.replace(/[+&<>']/gu, (one) => `\\u${one.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}`),
    secret.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;").replaceAll("'", "&#39;"),
    encodeURIComponent(bytes.toString()),
    bytes.toString("base64").replace(/=+$/u, ""),
  ];
}

/** Shortest beginning of a secret that is blanked where text was cut in the middle of it. */
const shortestHead = 8;

/** Text without these spellings, nor the beginning of one at which it, or a string in it, was cut. */
export function withoutSpellings(text: string, all: readonly string[]): string {
  return all.reduce((left, one) => withoutCut(left.includes(one) ? left.replaceAll(one, blank) : left, one), text);
}

const blank = "{secret}";

function withoutCut(text: string, secret: string): string {
  if (secret.length < 2 * shortestHead) return text;
  const head = secret.slice(0, shortestHead);
  let left = text;
  for (let at = left.indexOf(head); at !== -1; at = left.indexOf(head, at + 1)) {
    let end = at + shortestHead;
    while (end < left.length && left[end] === secret[end - at]) end += 1;
    if (end === left.length || /["'…\\]/u.test(left[end] ?? "")) left = left.slice(0, at) + blank + left.slice(end);
  }
  return left;
}

const equals = String.raw`(?:=|%3D|\\u003d)`;
const authorization = new RegExp(
  String.raw`AWS4-HMAC-SHA256(?:\s|\+|%20)*Credential${equals}[^\s,"]*(?:,(?:\s|\+|%20)*(?:SignedHeaders|Signature)${equals}[^\s,"'<>]*)*`,
  "giu",
);
const signature = new RegExp(String.raw`(Signature${equals})[0-9a-f]{8,}`, "giu");

/** Text without values of Authorization headers, and without the signatures that are known. */
export function withoutSignatures(text: string, isSignature: (hex: string) => boolean): string {
  const left = mayAssign(text) ? text.replace(authorization, blank).replace(signature, `$1${blank}`) : text;
  return mayHoldDigest(left) ? left.replace(/[0-9a-f]{64}/giu, (hex) => (isSignature(hex.toLowerCase()) ? blank : hex)) : left;
}

/** Whether an equals sign may stand in the text, in any spelling: patterns take far longer to find none. */
function mayAssign(text: string): boolean {
  return text.includes("=") || text.includes("%3") || text.includes(String.raw`\u003`);
}

/** Whether 64 hexadecimal digits stand in a row: one of each 64 characters is then among them. */
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
  const lower = code | 0x20;
  return (code >= 0x30 && code <= 0x39) || (lower >= 0x61 && lower <= 0x66);
}
