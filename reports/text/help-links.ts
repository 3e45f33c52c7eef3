/** Anchors of sections in the packaged `harness/docs/troubleshooting.md`; `explain` prints them. */
export const topics = [
  "exit-status",
  "unreachable-target",
  "certificate-not-trusted",
  "credentials-refused",
  "operation-not-there",
  "answers-not-read",
  "sessions-not-as-expected",
  "not-judged",
  "configuration-file",
  "baseline-file",
  "shards-of-a-run",
  "files-of-a-run",
  "folder-in-use",
] as const;

/** A section of the troubleshooting page that a message can name. */
export type Topic = (typeof topics)[number];

/** The last line of a message: the command that prints a section. */
export function readOn(topic: Topic): string {
  return `Help: glue-conformance explain ${topic}`;
}

/** Whether a text is a topic. */
export function isTopic(text: string): text is Topic {
  return (topics as readonly string[]).includes(text);
}
