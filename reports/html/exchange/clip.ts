import { beginning } from "../../record/request-diff.ts";

/** The beginning of a text, and how much was left out where it is longer than `limit` characters. */
export function clip(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const kept = beginning(text, limit);
  return `${kept}… (${String(text.length - kept.length)} more characters, in run.json)`;
}
