import { escapeText } from "../../../reports/encoding/escape.ts";
import { type CommandLineOptions, configIn } from "../../config/effective-options.ts";
import { HarnessError } from "../../runtime/harness-error.ts";
import { matches } from "../../runtime/glob.ts";

/** What the command line gives of a run, where each of these may be given several times. */
export interface RepeatedOptions extends Omit<CommandLineOptions, "endpoint" | "name" | "target"> {
  readonly endpoint?: readonly string[];
  readonly name?: readonly string[];
  readonly target?: readonly string[];
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * One command line for each target that is asked for: for each `--endpoint`, with the `--name` at the same place where there are names, or for each target
 * of the configuration that a `--target` names; one in all where neither is repeated. Throws a usage error where they do not go together.
 */
export async function commandLinesOf(
  { endpoint = [], name = [], target = [], ...others }: RepeatedOptions,
  environment: Environment,
): Promise<readonly CommandLineOptions[]> {
  const targets = target.some((one) => one.includes("*")) ? await targetsIn(target, others.config, environment) : target;
  if (targets.length > 1) {
    if (endpoint.length + name.length > 0)
      throw new HarnessError("usage", "Several --target name what is judged, with names and addresses of their own. Leave out --endpoint and --name.");
    checkTwice("--target", targets);
    return targets.map((one) => ({ ...others, target: one }));
  }
  const [only] = targets;
  const common = { ...others, ...(only === undefined ? {} : { target: only }) };
  if (endpoint.length > 1 && only !== undefined)
    throw new HarnessError("usage", "--target names one target, and --endpoint is given several times. Give --target several times, or leave it out.");
  const most = Math.max(endpoint.length, 1);
  if (name.length > most || (name.length > 0 && name.length < most))
    throw new HarnessError(
      "usage",
      `--name is given ${times(name.length)} and --endpoint ${times(endpoint.length)}. Give as many names as endpoints, or no name.`,
    );
  checkTwice("--endpoint", endpoint);
  checkTwice("--name", name);
  if (endpoint.length === 0) return [{ ...common, ...(name[0] === undefined ? {} : { name: name[0] }) }];
  return endpoint.map((one, at) => ({ ...common, endpoint: one, ...(name[at] === undefined ? {} : { name: name[at] }) }));
}

async function targetsIn(wanted: readonly string[], config: string | undefined, environment: Environment): Promise<readonly string[]> {
  const file = config ?? configIn(".");
  if (file === undefined) return wanted;
  const { readConfig } = await import("../../config/config-file.ts");
  const names = readConfig(file, environment).targets.map((one) => one.name);
  return wanted.flatMap((one) => {
    if (!one.includes("*")) return [one];
    const found = names.filter((name) => matches(one, name));
    if (found.length > 0) return found;
    throw new HarnessError("usage", `--target ${escapeText(one)} is no target of ${escapeText(file)}; it has ${escapeText(names.join(", ")) || "none"}.`);
  });
}

function checkTwice(option: string, values: readonly string[]): void {
  const twice = values.find((value, at) => values.indexOf(value) !== at);
  // An address may hold a password.
  if (twice !== undefined)
    throw new HarnessError(
      "usage",
      `${option} is given twice with the same value, ${JSON.stringify(escapeText(twice.replace(/^.*@/su, "…@")))}. Give each target once.`,
    );
}

function times(count: number): string {
  return count === 0 ? "not at all" : count === 1 ? "once" : `${String(count)} times`;
}
