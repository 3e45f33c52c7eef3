import { appendFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Contract } from "../../spec/contract.ts";
import { escapeText } from "../../reports/encoding/escape.ts";
import { writeJournalLine } from "../../reports/record/journal.ts";
import { lockFolder } from "../files/folder-lock.ts";
import { HarnessError, messageOf } from "../runtime/harness-error.ts";
import { journalName } from "../storage/journal-file.ts";
import { headerOf } from "../storage/journal-header.ts";
import type { Settings } from "../config/settings.ts";
import { runFolderOf } from "../storage/read-run.ts";
import { endpointName } from "../transport/target.ts";
import { shellWord } from "../../reports/encoding/shell.ts";

/** The sessions of a replay, written beside the run's journal before they are created, so that `cleanup` finds them even if the process is killed. */
export class ReplayJournal {
  readonly #folder: string;
  readonly #file: string;
  readonly #header: string;
  readonly #release: () => void;
  #begun = false;

  /** Locks the run's folder where sessions are needed. */
  constructor(run: string, settings: Settings, contract: Contract, { runId, needsSessions }: { readonly runId: string; readonly needsSessions: boolean }) {
    this.#folder = runFolderOf(run);
    this.#file = join(this.#folder, `exchanges-${runId}.jsonl`);
    this.#header = writeJournalLine(headerOf(settings, contract, endpointName(settings), { runId, startedAt: new Date() }));
    const journal = join(this.#folder, journalName);
    this.#release = needsSessions ? this.#attempt(() => lockFolder(`${journal}.lock`, journal)) : () => undefined;
  }

  session(id: string): void {
    this.#attempt(() => {
      if (!this.#begun) writeFileSync(this.#file, this.#header, { mode: 0o640 });
      this.#begun = true;
      appendFileSync(this.#file, writeJournalLine({ kind: "session", id }));
    });
  }

  /** Records which sessions were deleted; if all were, removes the file. Returns what the user has to do about the others. */
  gone(created: readonly string[], left: readonly string[]): string | undefined {
    if (left.length === 0) {
      this.#attempt(() => rmSync(this.#file, { force: true }));
      return undefined;
    }
    this.#attempt(() => appendFileSync(this.#file, writeJournalLine({ kind: "gone", ids: created.filter((id) => !left.includes(id)) })));
    return `${String(left.length)} sessions could not be deleted. Run: glue-conformance cleanup ${escapeText(shellWord(this.#folder))}`;
  }

  close(): void {
    this.#release();
  }

  #attempt<T>(step: () => T): T {
    try {
      return step();
    } catch (error) {
      throw new HarnessError("input", `${escapeText(this.#folder)}: cannot record the sessions: ${escapeText(messageOf(error))}`, error);
    }
  }
}
