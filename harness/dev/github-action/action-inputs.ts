import { runCommand } from "../../cli/run-command.ts";
import { HarnessError } from "../../runtime/harness-error.ts";

/** The inputs of the composite action: options of `run`, and the folder of the reports. */
export interface ActionRun {
  readonly options: readonly string[];
  readonly out: string;
}

/** Reads the inputs of the composite action, an object of texts as JSON. Throws a usage error for anything else. */
export function readInputs(text: string): Readonly<Record<string, string>> {
  try {
    const inputs: unknown = JSON.parse(text);
    if (typeof inputs === "object" && inputs !== null && Object.values(inputs).every((value) => typeof value === "string"))
      return inputs as Readonly<Record<string, string>>;
  } catch {
    // As any other text.
  }
  const advice = "The composite action sets it to its inputs; without the action, use `glue-conformance run`.";
  throw new HarnessError("usage", `INPUTS holds no JSON object of texts. ${advice}`);
}

/**
 * The command line of the inputs. An input has the name of its option; an empty one is not given. A flag is `true` or `false`; any other may hold
 * several lines, each a use of the option. Throws a usage error for another value of a flag.
 */
export function actionRun(inputs: Readonly<Record<string, string>>): ActionRun {
  const options: string[] = [];
  for (const option of runCommand().options) {
    const name = option.name();
    const lines = (inputs[name] ?? "").split("\n").flatMap((line) => line.trim() || []);
    if (name === "out" || lines.length === 0) continue;
    if (!option.isBoolean()) options.push(...lines.flatMap((line) => [`--${name}`, line]));
    else if (lines.join("\n") === "true") options.push(`--${name}`);
    else if (lines.join("\n") !== "false")
      throw new HarnessError("usage", `Input ${name} of the action is ${JSON.stringify(lines.join("\n"))}. Give true or false.`);
  }
  const out = inputs["out"]?.trim() ?? "";
  if (out.includes("\n")) throw new HarnessError("usage", "Input out of the action has several lines. Give one folder.");
  return { options, out: out === "" ? "conformance-report" : out };
}
