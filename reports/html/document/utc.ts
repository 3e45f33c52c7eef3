/** `2026-08-15T01:02:03.000Z` as `2026-08-15 01:02:03 UTC`, the same on every machine; other text unchanged. */
export function utc(time: string): string {
  const [, day, clock] = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)(?:\.\d+)?Z$/u.exec(time) ?? [];
  return day === undefined || clock === undefined ? time : `${day} ${clock} UTC`;
}
