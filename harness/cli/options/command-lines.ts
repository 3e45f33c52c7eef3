import { escapeText } from "../../../reports/encoding/escape.ts";
import { type CommandLineOptions, configIn } from "../../config/effective-options.ts";
import { HarnessError } from "../../runtime/harness-error.ts";
import { matches } from "../../runtime/glob.ts";

/** The options of a `run` command, of which these may be repeated. */
export interface RepeatedOptions extends Omit<CommandLineOptions, "endpoint" | "name" | "target"> {
  readonly endpoint?: readonly string[];
  readonly name?: readonly string[];
  readonly target?: readonly string[];
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Whether options may ask for several targets. */
export function asksForSeveral({ endpoint = [], name = [], target = [] }: RepeatedOptions): boolean {
  return [endpoint, name, target].some(({ length }) => length > 1) || target.some(isPattern);
}

/** The command line of options that ask for one target. */
export function singleCommandLine({ endpoint, name, target, ...others }: RepeatedOptions): CommandLineOptions {
  return {
    ...others,
    ...(endpoint?.[0] === undefined ? {} : { endpoint: endpoint[0] }),
    ...(name?.[0] === undefined ? {} : { name: name[0] }),
    ...(target?.[0] === undefined ? {} : { target: target[0] }),
  };
}

/**
 * A command line for each target that options ask for: for each `--endpoint`, with the `--name` at the same position, or for each target of the
 * configuration that `--target` names. Throws a usage error where they exclude one another.
 */
export async function commandLinesOf(
  { endpoint = [], name = [], target = [], ...others }: RepeatedOptions,
  environment: Environment,
): Promise<readonly CommandLineOptions[]> {
  const targets = target.some(isPattern) ? await targetsIn(target, others.config, environment) : target;
  const [only] = targets;
  if (targets.length > 1) {
    if (endpoint.length + name.length > 0)
      throw new HarnessError("usage", "Several --target have names and endpoints of their own. Leave out --endpoint and --name.");
    checkTwice("--target", targets);
    return targets.map((one) => ({ ...others, target: one }));
  }
  if (endpoint.length > 1 && only !== undefined)
    throw new HarnessError("usage", "--target names one target, and --endpoint is given several times. Give --target several times, or leave it out.");
  const endpoints = Math.max(endpoint.length, 1);
  if (name.length > 0 && name.length !== endpoints)
    throw new HarnessError(
      "usage",
      `--name is given ${times(name.length)} and --endpoint ${times(endpoint.length)}. Give as many names as endpoints, or no name.`,
    );
  checkTwice("--endpoint", endpoint);
  checkTwice("--name", name);
  if (endpoint.length <= 1) return [singleCommandLine({ ...others, endpoint, name, target: targets })];
  return endpoint.map((one, at) => singleCommandLine({ ...others, endpoint: [one], name: name.slice(at, at + 1) }));
}

function isPattern(target: string): boolean {
  return target.includes("*");
}

async function targetsIn(asked: readonly string[], config: string | undefined, environment: Environment): Promise<readonly string[]> {
  const file = config ?? configIn(".");
  if (file === undefined) return asked;
  const { readConfig } = await import("../../config/config-file.ts");
  const names = readConfig(file, environment).targets.map((one) => one.name);
  return asked.flatMap((one) => {
    if (!isPattern(one)) return [one];
    const found = names.filter((name) => matches(one, name));
    if (found.length > 0) return found;
    throw new HarnessError("usage", `--target ${escapeText(one)} matches no target of ${escapeText(file)}; it has ${escapeText(names.join(", ")) || "none"}.`);
  });
}

function checkTwice(option: string, values: readonly string[]): void {
  const twice = values.find((value, at) => values.indexOf(value) !== at);
  // An address may hold a password.
  if (twice !== undefined)
    throw new HarnessError(
      "usage",
      `${option} is given twice with the value ${JSON.stringify(escapeText(twice.replace(/^.*@/su, "…@")))}. Give each target once.`,
    );
}

function times(count: number): string {
  return count === 0 ? "not at all" : count === 1 ? "once" : `${String(count)} times`;
}
