import { parseArgs, type ParseArgsConfig } from "node:util";
import { adviceOf, HarnessError, messageOf } from "../../runtime/harness-error.ts";

type Options = NonNullable<ParseArgsConfig["options"]>;
type Given<T extends Options> = ReturnType<typeof parseArgs<{ options: T; allowPositionals: true }>>;

/**
 * Runs a maintainers' program with the arguments of this process, and sets its exit status: that of `act`, 2 where an argument or a file cannot be used, and 1
 * where it fails otherwise. `--help` prints the usage.
 */
export async function runProgram<const T extends Options>(
  usage: string,
  options: T,
  act: (given: Given<T>) => number | Promise<number>,
  args: string[] = process.argv.slice(2),
): Promise<void> {
  try {
    if (args.includes("--help")) process.stdout.write(usage);
    else process.exitCode = await act(parsed(args, options));
  } catch (error) {
    process.stderr.write(`${adviceOf(error)}\n`);
    process.exitCode = error instanceof HarnessError ? 2 : 1;
  }
}

function parsed<T extends Options>(args: string[], options: T): Given<T> {
  try {
    return parseArgs({ args, options, allowPositionals: true });
  } catch (error) {
    throw new HarnessError("usage", `${messageOf(error)} --help lists the options.`, error);
  }
}

/** Prints a line. */
export function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** The value of an option that takes a whole number. Throws a usage error for any other text. */
export function wholeNumber(option: string, text: string, least: number): number {
  const value = Number(text);
  if (/^\d+$/u.test(text) && Number.isSafeInteger(value) && value >= least) return value;
  throw new HarnessError("usage", `${option} is ${JSON.stringify(text)}, which is not a whole number of at least ${String(least)} (example: 150).`);
}
