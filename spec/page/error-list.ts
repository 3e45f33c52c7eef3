import { entryName, isDefined } from "./definition-entry.ts";
import { factOf } from "./labelled-line.ts";
import type { Diagnostics } from "./diagnostics.ts";
import { below, quotedPageText } from "./diagnostics.ts";
import type { PageLine } from "./page-line.ts";

/**
 * Reads the error list into codes and statuses, and notes the lines of each name and status. An entry ends with its status line: a name before it
 * is a member of that error or a word of its description, unless it is a name such as errors have, in the form that this list gives them.
 */
export function readErrors(lines: readonly PageLine[], diagnostics: Diagnostics): Record<string, number> {
  const list = new ErrorList(lines, diagnostics);
  for (let at = 0; at < lines.length; at += 1) list.read(at);
  list.close();
  return Object.fromEntries(list.errors);
}

interface OpenError {
  readonly name: string;
  readonly line: number;
  /** How the list writes the name: with which marks. */
  readonly form: string;
  status?: number;
}

class ErrorList {
  readonly errors = new Map<string, number>();
  readonly #lines: readonly PageLine[];
  readonly #diagnostics: Diagnostics;
  #open: OpenError | undefined;

  constructor(lines: readonly PageLine[], diagnostics: Diagnostics) {
    this.#lines = lines;
    this.#diagnostics = diagnostics;
  }

  read(at: number): void {
    const line = this.#lines[at];
    if (line === undefined || line.text === "") return;
    const fact = factOf(line);
    if (fact?.label === "http status code") return this.#addStatus(fact.value, line);
    const name = entryName(line);
    if (name !== undefined && this.#starts(name, line, at)) {
      this.close();
      this.#open = { name, line: line.number, form: this.#formAt(at) };
    } else if (this.#open?.status !== undefined) {
      this.#diagnostics.remark(line.number, `a line after the status of ${this.#open.name} is ignored: ${quotedPageText(line.text)}`);
    } else if (fact !== undefined && this.#open === undefined) {
      this.#diagnostics.remark(line.number, `a fact that belongs to no error: ${quotedPageText(line.text)}`);
    }
  }

  close(): void {
    if (this.#open !== undefined && this.#open.status === undefined) {
      this.#diagnostics.remark(this.#open.line, `${this.#open.name} has no HTTP status; it is left out`);
    }
    this.#open = undefined;
  }

  #addStatus(value: string, line: PageLine): void {
    const open = this.#open;
    const status = /^[1-5]\d\d$/u.test(value) ? Number(value) : undefined;
    if (open === undefined || status === undefined) {
      this.#diagnostics.remark(line.number, `an HTTP status that no error takes up: ${quotedPageText(line.text)}`);
      return;
    }
    const listed = this.errors.get(open.name);
    if (open.status === undefined && listed !== undefined) {
      open.status = status;
      if (listed !== status) this.#diagnostics.remark(line.number, `${open.name} has a second HTTP status, ${status}; the first holds`);
      return;
    }
    // A description may end with a status of its own; that of the list stands below it.
    if (open.status !== undefined && open.status !== status) {
      this.#diagnostics.remark(line.number, `${open.name} has a second HTTP status, ${status}; it holds, and ${open.status} is taken for description`);
    }
    open.status = status;
    const pointer = below("/errors", open.name);
    this.errors.set(open.name, status);
    this.#diagnostics.lines.set(pointer, open.line);
    this.#diagnostics.lines.set(below(pointer, "status"), line.number);
  }

  #starts(name: string, line: PageLine, at: number): boolean {
    const isErrorName = /^[A-Z]\w*(?:Exception|Error|Fault)$/u.test(name);
    if (this.#open === undefined) {
      return line.bullet || line.marked || isErrorName || /^[A-Z][a-z]+[A-Z]/u.test(name);
    }
    return this.#open.status !== undefined || (isErrorName && this.#formAt(at) === this.#open.form);
  }

  #formAt(at: number): string {
    return `${this.#lines[at]?.bullet} ${this.#lines[at]?.marked} ${isDefined(this.#lines, at)}`;
  }
}
