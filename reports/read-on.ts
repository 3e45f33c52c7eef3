/** Sections of README.md that messages lead to, by their anchors; the README is in the package. */
export const topics = [
  "unreachable-target",
  "certificate-not-trusted",
  "credentials-refused",
  "operation-not-there",
  "answers-not-read",
  "sessions-not-as-told",
  "not-judged",
  "configuration-file",
  "baseline-file",
  "shards-of-a-run",
  "files-of-a-run",
  "folder-in-use",
] as const;

/** A section of README.md that a message leads to. */
export type Topic = (typeof topics)[number];

/** Where to read on: a line for the end of a message. */
export function readOn(topic: Topic): string {
  return `See README.md#${topic}`;
}
