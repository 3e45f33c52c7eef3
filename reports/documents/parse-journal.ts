import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import { present } from "../encoding/present.ts";
import type { JournalCase, JournalEnd, JournalExchange, JournalFixtures, JournalHeader, JournalLine, JournalPreflight } from "../record/journal.ts";
import { checkVersion, DocumentError, parseJson, placed, readSchema } from "./input-document.ts";
import { memberOf } from "../../spec/json.ts";
import { parsedOr } from "../encoding/json-text.ts";
import { describeSchemaError, shownValue } from "./schema-error.ts";

/** The lines of a journal by kind, each in the order of writing. */
export interface StoredRun {
  readonly header: JournalHeader;
  /** The folder of its run, where it was read from one. */
  readonly folder?: string;
  readonly preflight?: JournalPreflight;
  readonly fixtures?: JournalFixtures;
  /** Sessions that were requested and are not known to be deleted. */
  readonly sessionsLeft: readonly string[];
  readonly exchanges: readonly JournalExchange[];
  readonly cases: readonly JournalCase[];
  /** Absent if the run was killed. */
  readonly end?: JournalEnd;
  /** Whether the text ends in the middle of a line, as after a kill. */
  readonly cut: boolean;
}

const advice = "Give the exchanges.jsonl that `glue-conformance run` wrote, or its directory; a journal that was edited cannot be used.";

/**
 * Reads `exchanges.jsonl` up to where it was cut: its run or, if it was merged, each of its shards. Throws a DocumentError for
 * anything that is not a journal of this version.
 */
export function parseJournal(text: string): readonly StoredRun[] {
  const lines = text.replace(/^\uFEFF/u, "").split("\n");
  // A line without a line break was not written completely.
  const cut = lines.pop() !== "";
  const parsed = lines.map((line, index) => parseLine(line, index + 1, `. ${advice}`));
  const [header] = parsed;
  if (header === undefined) throw new DocumentError(`journal: ${cut ? "not one whole line" : "empty"}. ${advice}`);
  if (header.kind !== "run") throw new DocumentError(`journal, line 1: saw kind ${JSON.stringify(header.kind)}, expected "run". ${advice}`);
  const begins = parsed.flatMap((line, index) => (line.kind === "run" ? [{ line, index }] : []));
  const [, second] = begins;
  if (second !== undefined && begins.some(({ line }) => line.shard === undefined))
    throw new DocumentError(`journal, line ${second.index + 1}: a second run begins here. ${advice}`);
  return begins.map(({ line, index }, at) => storedRun(line, parsed.slice(index + 1, begins[at + 1]?.index), cut && at === begins.length - 1));
}

function storedRun(header: JournalHeader, rest: readonly JournalLine[], cut: boolean): StoredRun {
  const ofKind = <K extends JournalLine["kind"]>(kind: K): readonly Extract<JournalLine, { kind: K }>[] =>
    rest.filter((line): line is Extract<JournalLine, { kind: K }> => line.kind === kind);
  const [preflight, fixtures, end] = [ofKind("preflight").at(-1), ofKind("fixtures").at(-1), ofKind("end").at(-1)];
  const [exchanges, cases] = [ofKind("exchange"), ofKind("case")];
  return present({ header, preflight, fixtures, sessionsLeft: leftOf(rest), exchanges, cases, end, cut });
}

/** The sessions of a journal's run that may still exist, and their target. */
export interface SessionsLeft {
  readonly runId: string | undefined;
  readonly endpoint: string | undefined;
  readonly region: string | undefined;
  readonly left: readonly string[];
}

/**
 * Run and sessions of a journal that may be damaged: unreadable lines are skipped, because sessions that are left may cost money. Exchanges and cases,
 * most of a journal, are not even decoded.
 */
export function sessionsLeftIn(journal: Uint8Array): SessionsLeft {
  const bytes = Buffer.from(journal.buffer, journal.byteOffset, journal.byteLength);
  const lines: unknown[] = [];
  for (let start = 0, end = 0; start < bytes.length; start = end + 1) {
    end = bytes.indexOf("\n", start);
    if (end === -1) end = bytes.length;
    if (/^\{"kind":"(?:exchange|case)"/u.test(bytes.toString("latin1", start, Math.min(end, start + 20)))) continue;
    lines.push(parsedOr(bytes.toString("utf8", start, end), undefined));
  }
  const header = lines.find((line) => memberOf(line, "kind") === "run");
  const text = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);
  const [runId, target] = [text(memberOf(header, "runId")), memberOf(header, "target")];
  const changes = lines.flatMap((line): readonly JournalLine[] => {
    const [kind, id, ids] = [memberOf(line, "kind"), memberOf(line, "id"), memberOf(line, "ids")];
    if (kind === "session" && typeof id === "string") return [{ kind, id }];
    return kind === "gone" && Array.isArray(ids) ? [{ kind, ids: ids.map(String) }] : [];
  });
  return {
    runId: runId !== undefined && /^[0-9a-f]{10}$/u.test(runId) ? runId : undefined,
    endpoint: text(memberOf(target, "endpoint")),
    region: text(memberOf(target, "region")),
    left: leftOf(changes),
  };
}

/**
 * The errors in a journal: the place, what was seen, what was expected. Exchanges, which name no sessions, are skipped, and so is the text
 * behind the last line break, which a killed run leaves.
 */
export function damagesIn(text: string): readonly string[] {
  const lines = text.replace(/^\uFEFF/u, "").split("\n");
  return lines.slice(0, -1).flatMap((line, index) => {
    try {
      if (!line.startsWith('{"kind":"exchange"')) parseLine(line, index + 1, "");
      return [];
    } catch (error) {
      if (error instanceof DocumentError) return [error.message];
      throw error;
    }
  });
}

function leftOf(lines: readonly JournalLine[]): readonly string[] {
  const left = new Set<string>();
  for (const line of lines) {
    if (line.kind === "session") left.add(line.id);
    if (line.kind === "gone") for (const id of line.ids) left.delete(id);
  }
  return [...left];
}

/** Parses a line; `ending` is appended to error messages. */
function parseLine(line: string, number: number, ending: string): JournalLine {
  const place = `journal, line ${number}`;
  const value = placed(
    () => parseJson(line),
    (message) => `${place}, ${message.replace(/^line 1, /u, "")}${ending}`,
  );
  checkVersion(value, place);
  const kind = memberOf(value, "kind");
  // A line is validated by the schema of its kind: the error of a `oneOf` over all kinds would not help.
  const validate = typeof kind === "string" && kinds.includes(kind) ? validatorOf(kind) : undefined;
  if (validate === undefined) throw new DocumentError(`${place}, /kind: saw ${shownValue(kind)}, expected one of ${kinds.join(", ")}${ending}`);
  if (validate(value)) return value;
  throw new DocumentError(`${place}, ${describeSchemaError(validate.errors?.[0], "line of a journal")}${ending}`);
}

const kinds: readonly string[] = ["run", "session", "gone", "preflight", "fixtures", "exchange", "case", "end"] satisfies readonly JournalLine["kind"][];

let compiled: Ajv2020 | undefined;

function validatorOf(kind: string): ValidateFunction<JournalLine> | undefined {
  compiled ??= new Ajv2020({ strict: true, strictRequired: false, verbose: true, schemas: [readSchema("run-record"), readSchema("journal")] });
  return compiled.getSchema<JournalLine>(`journal.schema.json#/$defs/${kind}`);
}
