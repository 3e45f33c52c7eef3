import type { ConfigOptions } from "../../reports/documents/config.ts";
import { readOn, type Topic } from "../../reports/text/help-links.ts";

/** Why the harness could not do its job: `usage` for anything that the user can set right. */
export type HarnessErrorCode = "usage" | "input" | "interrupted";

/** An option as a configuration file names it, or one of its headers. */
export type OptionName = keyof ConfigOptions | `header ${string}`;

/** What is thrown where the suite itself cannot go on; non-conformance is data and never thrown. */
export class HarnessError extends Error {
  readonly code: HarnessErrorCode;
  override readonly name = "HarnessError";
  /** Where to read on; that of its cause where it has none of its own. */
  readonly topic: Topic | undefined;
  /** The options it is about; those of its cause where it has none of its own. */
  readonly options: readonly OptionName[];
  constructor(code: HarnessErrorCode, message: string, cause?: unknown, topic?: Topic, options?: readonly OptionName[]) {
    super(message, cause === undefined ? {} : { cause });
    this.code = code;
    this.options = options ?? (cause instanceof HarnessError ? cause.options : []);
    this.topic = topic ?? (cause instanceof HarnessError ? cause.topic : undefined);
  }
}

/** A usage error about options. */
export function optionError(
  options: readonly OptionName[],
  message: string,
  { cause, topic }: { readonly cause?: unknown; readonly topic?: Topic } = {},
): HarnessError {
  return new HarnessError("usage", message, cause, topic, options);
}

/** The text of anything that was thrown, with a line that says where to read on, where there is something to read. */
export function adviceOf(error: unknown): string {
  const topic = error instanceof HarnessError ? error.topic : undefined;
  return topic === undefined ? messageOf(error) : `${messageOf(error)}\n${readOn(topic)}`;
}

/** The text of anything that was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message || error.name : String(error);
}
