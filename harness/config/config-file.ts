import { dirname, isAbsolute, join } from "node:path";
import { closest } from "fastest-levenshtein";
import type { ConfigOptions, ConfiguredHeader } from "../../reports/documents/config.ts";
import { escapeText } from "../../reports/encoding/escape.ts";
import { parseConfig, type ParsedConfig } from "../../reports/documents/parse-config.ts";
import { HarnessError } from "../runtime/harness-error.ts";
import type { ConfiguredOptions } from "./settings.ts";
import { readText, understood } from "../files/read-document.ts";
import { drawSeed } from "../runtime/seed.ts";

/** Options that a configuration sets, and the place of each: `glue.json, line 4, column 7`. Each header has its own, under `header NAME`. */
export interface PlacedOptions {
  readonly options: ConfiguredOptions;
  readonly places: ReadonlyMap<string, string>;
}

/** A target of a configuration. */
export interface ConfiguredTarget {
  readonly name: string;
  readonly endpoint: string | undefined;
  /** Its options, the common ones included. Throws a HarnessError where a header's value is not in the environment. */
  readonly placed: () => PlacedOptions;
}

/** A configuration file that was read. */
export interface LoadedConfig {
  readonly file: string;
  /** In the order of the file. */
  readonly targets: readonly ConfiguredTarget[];
  /** The options of every target; throws as `placed` does. */
  readonly common: () => PlacedOptions;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** The help topic of errors in a configuration. */
const topic = "configuration-file";

/** Reads a configuration and fills in values of the environment. Throws a HarnessError where it cannot be used. */
export function readConfig(file: string, environment: Environment): LoadedConfig {
  const name = `--config ${file}`;
  const text = readText(file, { name, advice: "Name a JSON file as reports/config.schema.json describes it.", topic, maxBytes: 1_048_576 });
  const parsed = understood(name, () => parseConfig(text, closest), topic);
  const { targets, $schema: _, schemaVersion: __, ...common } = parsed.config;
  const source: Source = { file, parsed, environment };
  return {
    file,
    common: () => placedOptions(common, [], source),
    targets: Object.entries(targets ?? {}).map(([target, own]) => ({
      name: target,
      endpoint: own.endpoint ?? common.endpoint,
      placed: () => joined(target, placedOptions(common, [], source), placedOptions(own, ["targets", target], source), placeIn(source, ["targets", target])),
    })),
  };
}

function joined(name: string, common: PlacedOptions, own: PlacedOptions, place: string): PlacedOptions {
  const header = [...(common.options.header ?? []), ...(own.options.header ?? [])];
  return {
    options: { name, ...common.options, ...own.options, ...(header.length === 0 ? {} : { header }) },
    places: new Map([["name", place], ...common.places, ...own.places]),
  };
}

/**
 * The target that options ask for: the named one; else the one at this address, or the common options where there is none; else the only one.
 * Throws a HarnessError where there is no such target, or several.
 */
export function chooseTarget(config: LoadedConfig, asked: { readonly target?: string | undefined; readonly endpoint?: string | undefined }): PlacedOptions {
  const { file, targets, common } = config;
  const names = targets.map(({ name }) => name);
  if (asked.target !== undefined) {
    const named = targets.find(({ name }) => name === asked.target);
    if (named !== undefined) return named.placed();
    const advice =
      names.length === 0 ? "it has none. Add it under targets, or leave out --target." : `the nearest is ${escapeText(closest(asked.target, names))}.`;
    throw new HarnessError("usage", `--target ${escapeText(asked.target)} is not a target of ${escapeText(file)}; ${advice}`, undefined, topic);
  }
  const { endpoint } = asked;
  const [only, ...others] = endpoint === undefined ? targets : targets.filter((target) => isSameOrigin(target.endpoint, endpoint));
  if (others.length === 0) return (only?.placed ?? common)();
  const at = endpoint === undefined ? "" : " at this address";
  const which = targets.filter((target) => target === only || others.includes(target)).map(({ name }) => name);
  throw new HarnessError("usage", `${escapeText(file)} has the targets ${escapeText(which.join(", "))}${at}. Choose one with --target NAME.`, undefined, topic);
}

interface Source {
  readonly file: string;
  readonly parsed: ParsedConfig;
  readonly environment: Environment;
}

function placeIn({ file, parsed }: Source, path: readonly string[]): string {
  return escapeText(`${file}, ${parsed.placeOf(path)}`);
}

/** Options whose value is a path. */
const paths = ["out", "fixture", "baseline", "caBundle", "page"] as const;

function placedOptions({ headers = {}, seed, ...options }: ConfigOptions, at: readonly string[], source: Source): PlacedOptions {
  const folder = dirname(source.file);
  const found = paths.flatMap((name) =>
    options[name] === undefined ? [] : [[name, isAbsolute(options[name]) ? options[name] : join(folder, options[name])] as const],
  );
  const header = Object.entries(headers).map(([name, value]) => `${name}:${headerValue(value, [...at, "headers", name], source)}`);
  const places = [...Object.keys(options), ...(seed === undefined ? [] : ["seed"])].map((name) => [name, placeIn(source, [...at, name])] as const);
  const headerPlaces = Object.keys(headers).map((name) => [`header ${name.toLowerCase()}`, placeIn(source, [...at, "headers", name])] as const);
  return {
    options: {
      ...options,
      ...Object.fromEntries(found),
      ...(seed === undefined ? {} : { seed: seed === "random" ? drawSeed() : seed }),
      ...(header.length === 0 ? {} : { header }),
    },
    places: new Map([...places, ...headerPlaces]),
  };
}

function headerValue(value: ConfiguredHeader, path: readonly string[], source: Source): string {
  if (typeof value === "string") return value;
  const found = source.environment[value.environment];
  if (found !== undefined && found !== "") return found;
  const seen = `the environment variable ${escapeText(value.environment)}, which holds the header's value, is not set`;
  throw new HarnessError("usage", `--config ${placeIn(source, path)}: ${seen}. Set it, or remove the header.`, undefined, topic);
}

function isSameOrigin(one: string | undefined, other: string): boolean {
  return one !== undefined && URL.canParse(one) && URL.canParse(other) && new URL(one).origin === new URL(other).origin;
}
