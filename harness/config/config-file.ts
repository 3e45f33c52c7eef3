import { dirname, isAbsolute, join } from "node:path";
import type { ConfigOptions, ConfiguredHeader } from "../../reports/documents/config.ts";
import { escapeText } from "../../reports/encoding/escape.ts";
import { parseConfig, type ParsedConfig } from "../../reports/documents/parse-config.ts";
import { HarnessError } from "../runtime/harness-error.ts";
import type { ConfiguredOptions } from "./settings.ts";
import { readText, understood } from "../files/read-document.ts";
import { drawSeed } from "../runtime/seed.ts";
import { nearest } from "../runtime/suggestion.ts";

/** Options that a configuration sets, and where each stands: `glue.json, line 4, column 7`. Headers have a place each, under `header NAME`. */
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
  /** In the order of the file; none where it names no targets. */
  readonly targets: readonly ConfiguredTarget[];
  /** What holds for every target; throws as `placed` does. */
  readonly common: () => PlacedOptions;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Where to read on about what is wrong with a configuration. */
const topic = "configuration-file";

/** Reads a configuration. Throws a HarnessError where it cannot be used; values of the environment are filled in. */
export function readConfig(file: string, environment: Environment): LoadedConfig {
  const name = `--config ${file}`;
  const text = readText(file, { name, advice: "Name a JSON file as reports/config.schema.json describes it.", topic, most: 1_048_576 });
  const near = (wanted: string, known: readonly string[]): string => nearest(wanted, known.map(idOf));
  const parsed = understood(name, () => parseConfig(text, near), topic);
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
 * The target that options ask for: the one that is named; else the one at this address, or what is common where there is none; else the only one.
 * Throws a HarnessError where there is no such target, or a choice is to be made.
 */
export function chooseTarget(config: LoadedConfig, wanted: { readonly target?: string | undefined; readonly endpoint?: string | undefined }): PlacedOptions {
  const { file, targets, common } = config;
  const names = targets.map(({ name }) => name);
  if (wanted.target !== undefined) {
    const named = targets.find(({ name }) => name === wanted.target);
    if (named !== undefined) return named.placed();
    const advice =
      names.length === 0
        ? "it names none. Put it under targets, or leave out --target."
        : `the nearest is ${escapeText(nearest(wanted.target, names.map(idOf)))}.`;
    throw new HarnessError("usage", `--target ${escapeText(wanted.target)} is no target of ${escapeText(file)}; ${advice}`, undefined, topic);
  }
  const { endpoint } = wanted;
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

/** What names a file or a folder. */
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
  throw new HarnessError(
    "usage",
    `--config ${placeIn(source, path)}: the environment variable ${escapeText(value.environment)} is to hold the header's value, and is not set. Set it, or remove the header.`,
    undefined,
    topic,
  );
}

function isSameOrigin(one: string | undefined, other: string): boolean {
  return one !== undefined && URL.canParse(one) && URL.canParse(other) && new URL(one).origin === new URL(other).origin;
}

function idOf(id: string): { readonly id: string } {
  return { id };
}
