import { emulators } from "./emulators.ts";
import { judgeEmulator } from "./judge-emulator.ts";
import { messageOf } from "../../runtime/harness-error.ts";
import { escapeText } from "../../../reports/encoding/escape.ts";

const usage = `Usage: npm run emulators -- NAME… [--record] [options of run]

Installs each emulator in its pinned version, starts it on loopback, judges it, and stops it. Fails unless exactly the breaches are found that
harness/dev/emulators/findings/ lists. One that cannot be installed here is skipped. Those from crates.io are compiled,
which takes half an hour of one core.

  NAME       ${emulators.map(({ name }) => name).join(", ")}
  --record   check in what was found: the record and the page in reports/emulators/
  --help     this text

Example:
  npm run emulators -- moto --effort quick
`;

process.exitCode = await judgeEmulators(process.argv.slice(2));

/** Resolves to the exit status: 1 where the findings differ from the known ones, 2 where the arguments cannot be used. */
async function judgeEmulators(args: readonly string[]): Promise<number> {
  const first = args.findIndex((arg) => arg.startsWith("-"));
  const names = first === -1 ? args : args.slice(0, first);
  const options = first === -1 ? [] : args.slice(first);
  if (options.includes("--help")) {
    process.stdout.write(usage);
    return 0;
  }
  const unknown = names.find((name) => !emulators.some((emulator) => emulator.name === name));
  if (names.length === 0 || unknown !== undefined) {
    const seen = unknown === undefined ? "No emulator is named." : `There is no emulator ${escapeText(unknown)}.`;
    process.stderr.write(`${seen}\n\n${usage}`);
    return 2;
  }
  const record = options.includes("--record");
  let worst = 0;
  for (const emulator of emulators.filter(({ name }) => names.includes(name))) {
    try {
      const exit = await judgeEmulator(emulator, { record, options: options.filter((option) => option !== "--record") });
      if (exit === 130) return exit;
      worst = Math.max(worst, exit);
    } catch (error) {
      process.stderr.write(`${messageOf(error)}\n`);
      worst = 1;
    }
  }
  return worst;
}
