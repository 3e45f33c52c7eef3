import { escapeText } from "../encoding/escape.ts";
import { counted, cutTo, marksOf, painter, wrap, type Layout } from "../encoding/layout.ts";
import { withoutCredentials } from "../redaction/redact.ts";
import type { RunRecord } from "../record/run-record.ts";
import { listed } from "../verdict/verdict.ts";

/** What is known before the first request. */
export interface RunHeader extends Pick<RunRecord, "seed" | "effort" | "target"> {
  readonly suite: Pick<RunRecord["suite"], "name" | "version" | "contract">;
  readonly properties: number;
  readonly requirements: number;
  readonly narrowedBy: readonly string[];
  /** The environment variable that names the endpoint, where it was given in no other way. */
  readonly endpointFrom?: string;
}

/** The header of a finished run. */
export function runHeaderOf({ suite, target, seed, effort, checks, meta }: RunRecord): RunHeader {
  const asked = checks.filter(({ status }) => status !== "skipped");
  const requirements = new Set(asked.map(({ requirement }) => requirement)).size;
  return {
    suite,
    target,
    seed,
    effort,
    properties: asked.length,
    requirements,
    narrowedBy: meta.narrowedBy,
  };
}

/** The opening lines: versions and options, the target, and what the run does. */
export function renderRunHeader(header: RunHeader, layout: Layout): string {
  const paint = painter(layout);
  const dot = ` ${marksOf(layout).dot} `;
  const { suite, target } = header;
  const { operation, sha256 } = suite.contract;
  const name = target.endpoint.endsWith(target.name) ? "" : `${target.name} at `;
  const loaded = [`${suite.name} ${suite.version}`, `${operation} contract ${sha256.slice(0, 12)}`, `seed ${header.seed}`, `effort ${header.effort}`];
  const state = target.state === "create" ? "creates and deletes sessions" : "observes, creates nothing";
  const from = header.endpointFrom === undefined ? "" : `, named by ${header.endpointFrom}`;
  const todo = [`target ${name}${withoutCredentials(target.endpoint)} (${target.region})${from}`, state];
  if (header.properties > 0) todo.push(`${counted(header.properties, "property", "properties")} of ${counted(header.requirements, "requirement")}`);
  if (header.narrowedBy.length > 0) todo.push(`narrowed by ${listed(header.narrowedBy)}`);
  const [first = "", ...rest] = wrap(loaded.map(escapeText).join(dot), {
    width: layout.width,
    hanging: 2,
  });
  return [paint("bold", first), ...rest, ...wrap(todo.map(escapeText).join(dot), { width: layout.width, hanging: 2 })].map((line) => `${line}\n`).join("");
}

/** How far a run is. */
export interface Progress {
  /** Cases judged. */
  readonly done: number;
  readonly total: number;
  readonly failed: number;
  readonly requests: number;
  readonly elapsedMs: number;
  /** The current activity: the id of a property, `creating sessions`. */
  readonly doing?: string;
}

/** One line: on a terminal it replaces the previous one, elsewhere it is a line of its own. */
export function renderProgress(progress: Progress, layout: Layout & { readonly interactive: boolean }): string {
  const { done, total, failed, requests, elapsedMs, doing } = progress;
  const dot = ` ${marksOf(layout).dot} `;
  const width = String(total).length;
  const facts = [
    `${String(done).padStart(width)}/${total} cases`,
    `${counted(failed, "property", "properties")} failed`,
    `${requests} requests`,
    `${seconds(elapsedMs)} s`,
  ];
  if (doing !== undefined) facts.push(escapeText(doing));
  const line = facts.join(dot);
  if (!layout.interactive) return `${line}\n`;
  // Leaves one column free: some terminals wrap when the last one is written.
  return `\r\u001B[2K${cutTo(line, Math.max(layout.width, 40) - 1)}`;
}

/** Seconds with one decimal. */
export function seconds(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(1);
}
