/** Why the harness could not do its job: `usage` for anything that the user can set right. */
export type HarnessErrorCode = "usage" | "input" | "interrupted";

/** What is thrown where the suite itself cannot go on; non-conformance is data and never thrown. */
export class HarnessError extends Error {
  readonly code: HarnessErrorCode;
  override readonly name = "HarnessError";
  constructor(code: HarnessErrorCode, message: string, cause?: unknown) {
    super(message, cause === undefined ? {} : { cause });
    this.code = code;
  }
}

/** The text of anything that was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message || error.name : String(error);
}
