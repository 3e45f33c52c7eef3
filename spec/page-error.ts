/** What was given is no API-reference page. The message says what was seen, what was wanted and what to do; the caller adds the file's name. */
export class PageError extends Error {
  override readonly name = "PageError";
}
