/** How the names of headers are written. */
export type HeaderSpelling = "lower-case" | "capitalised" | "capitals";

/** All spellings, the one that a run begins with first. Clients of HTTP/1.1 send the second as a rule, gateways of HTTP/2 the first. */
export const headerSpellings: readonly HeaderSpelling[] = ["lower-case", "capitalised", "capitals"];

/** The name of a header in a spelling: `x-amz-target`, `X-Amz-Target` or `X-AMZ-TARGET`. */
export function spelledName(name: string, spelling: HeaderSpelling): string {
  const lower = name.toLowerCase();
  switch (spelling) {
    case "lower-case":
      return lower;
    case "capitalised":
      return lower.replaceAll(/\b[a-z]/gu, (letter) => letter.toUpperCase());
    case "capitals":
      return lower.toUpperCase();
  }
}

/** Headers with their names in a spelling. */
export function spelledHeaders(headers: Readonly<Record<string, string>>, spelling: HeaderSpelling): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [spelledName(name, spelling), value]));
}
