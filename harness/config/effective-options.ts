import { existsSync } from "node:fs";
import { join } from "node:path";
import type { PlacedOptions } from "./config-file.ts";
import { HarnessError } from "../runtime/harness-error.ts";
import { type ConfiguredOptions, headerOption } from "./settings.ts";

/** The source of each option's value, as text; an option without one has its default. */
export type Origins = ReadonlyMap<string, string>;

/** Options of the command line, completed from the environment and a configuration file. */
export interface EffectiveOptions {
  readonly options: ConfiguredOptions;
  /** By option name; each header under `header NAME`. */
  readonly origins: Origins;
  /** Places in the file that the effective options come from, by option name. */
  readonly places: ReadonlyMap<string, string>;
}

/** Options of a command line, with those that choose a configuration and its target. */
export interface CommandLineOptions extends ConfiguredOptions {
  readonly config?: string;
  readonly target?: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Environment variables that override a file. */
const variables: Readonly<Record<string, readonly string[]>> = { region: ["AWS_REGION", "AWS_DEFAULT_REGION"], caBundle: ["AWS_CA_BUNDLE"] };

/** The variable by which the AWS SDKs are given an endpoint; it names the target where neither options nor a configuration do. */
function endpointVariable(environment: Environment, signingName = "glue"): string | undefined {
  if (environment["AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"]?.toLowerCase() === "true") return undefined;
  const own = `AWS_ENDPOINT_URL_${signingName.toUpperCase().replaceAll(/[^A-Z0-9]/gu, "_")}`;
  return [own, "AWS_ENDPOINT_URL"].find((name) => (environment[name] ?? "") !== "");
}

/**
 * The effective options: those of the command line, else of the environment, else of the configuration. `endpoint` chooses among targets where neither an
 * endpoint nor a target is given; a `folder` of `null` has no configuration. Throws a HarnessError where the configuration cannot be used.
 */
export async function effectiveOptions(
  commandLine: CommandLineOptions,
  environment: Environment,
  { folder = ".", endpoint }: { readonly folder?: string | null; readonly endpoint?: string | undefined } = {},
): Promise<EffectiveOptions> {
  const { config, target, ...asked } = commandLine;
  const given: ConfiguredOptions = Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined));
  const { options, places } = await configured({ config, target, endpoint: given.endpoint ?? endpoint }, environment, folder);
  return layered(given, environment, { options, places });
}

async function configured(
  { config, target, endpoint }: { readonly [name in "config" | "target" | "endpoint"]: string | undefined },
  environment: Environment,
  folder: string | null,
): Promise<PlacedOptions> {
  const file = config ?? (folder === null ? undefined : configIn(folder));
  if (file !== undefined) {
    // Loaded only where there is a configuration: start-up time is tested.
    const { chooseTarget, readConfig } = await import("./config-file.ts");
    return chooseTarget(readConfig(file, environment), { target, endpoint });
  }
  if (target === undefined) return { options: {}, places: new Map() };
  const message = "--target needs a configuration, and this folder has none. Name its file with --config FILE, or give --endpoint.";
  throw new HarnessError("usage", message, undefined, "configuration-file");
}

/** The configuration file of a folder; undefined where there is none. Throws a HarnessError where there are two. */
export function configIn(folder: string): string | undefined {
  const [first, second] = ["glue-conformance.config.json", "glue-conformance.config.jsonc"]
    .map((name) => join(folder, name))
    .filter((file) => existsSync(file));
  if (first === undefined || second === undefined) return first;
  const message = `${first} and ${second} both exist. Remove one of them, or choose one with --config FILE.`;
  throw new HarnessError("usage", message, undefined, "configuration-file");
}

/** Lays the options of a command line over the environment, and both over a file. */
function layered(given: ConfiguredOptions, environment: Environment, { options, places }: PlacedOptions): EffectiveOptions {
  const taken = new Map(
    Object.entries(variables).flatMap(([option, names]) => {
      const name = names.find((one) => (environment[one] ?? "") !== "");
      return name === undefined ? [] : [[option, name] as const];
    }),
  );
  const named = "endpoint" in options || "endpoint" in given ? undefined : endpointVariable(environment, given.signingName ?? options.signingName);
  const isOpen = (option: string): boolean => !(option in given);
  const fromFile = Object.entries(options).filter(([option]) => isOpen(option) && !taken.has(option));
  const header = [...(options.header ?? []), ...(given.header ?? [])];
  const names = new Set(Object.keys(given).filter((name) => name !== "header"));
  const ownHeaders = new Set<string>((given.header ?? []).map(headerOption));
  const effectivePlaces = new Map([...places].filter(([name]) => (name.startsWith("header ") ? !ownHeaders.has(name) : isOpen(name) && !taken.has(name))));
  return {
    options: {
      ...(named === undefined ? {} : { endpoint: environment[named] as string }),
      ...Object.fromEntries(fromFile),
      ...given,
      ...(header.length === 0 ? {} : { header }),
    },
    origins: new Map<string, string>([
      ...effectivePlaces,
      ...(named === undefined ? [] : [["endpoint", `environment variable ${named}`] as const]),
      ...[...taken].filter(([option]) => isOpen(option)).map(([option, name]) => [option, `environment variable ${name}`] as const),
      ...[...names, ...ownHeaders].map((name) => [name, "command line"] as const),
    ]),
    places: named === undefined ? effectivePlaces : new Map([...effectivePlaces, ["endpoint", `environment variable ${named}`]]),
  };
}

/** Runs a step with effective options. A HarnessError about options that a file sets says where it sets them. */
export async function withOptionPlaces<T>(places: ReadonlyMap<string, string>, step: () => T | Promise<T>): Promise<T> {
  try {
    return await step();
  } catch (error) {
    if (!(error instanceof HarnessError)) throw error;
    const { code, message, options } = error;
    const isAbout = (name: string): boolean => options.some((option) => option === name || (option === "headers" && name.startsWith("header ")));
    const located = [...places].filter(([name]) => isAbout(name));
    if (located.length === 0) throw error;
    throw new HarnessError(code, `${message} ${located.map(([name, place]) => `(${name}: ${place})`).join(" ")}`, error);
  }
}
