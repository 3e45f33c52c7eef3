/** How the names of headers are written, the one that a run begins with first. Clients of HTTP/1.1 send the second as a rule, gateways of HTTP/2 the first. */
const spellings = {
  "lower-case": (name: string): string => name,
  capitalised: (name: string): string => name.replaceAll(/\b[a-z]/gu, (letter) => letter.toUpperCase()),
  capitals: (name: string): string => name.toUpperCase(),
};

/** A way to spell the names of headers. */
export type HeaderSpelling = keyof typeof spellings;

/** All of them. */
export const headerSpellings = Object.keys(spellings) as readonly HeaderSpelling[];

/** The name of a header in a spelling: `x-amz-target`, `X-Amz-Target` or `X-AMZ-TARGET`. */
export function spelledName(name: string, spelling: HeaderSpelling): string {
  return spellings[spelling](name.toLowerCase());
}

/** Headers with their names in a spelling. */
export function spelledHeaders(headers: Readonly<Record<string, string>>, spelling: HeaderSpelling): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [spelledName(name, spelling), value]));
}
