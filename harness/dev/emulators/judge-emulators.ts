import { copyFileSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { escapeText } from "../../../reports/encoding/escape.ts";
import { HarnessError } from "../../runtime/harness-error.ts";
import { runProgram, say } from "../processes/program.ts";
import { runInTerminal } from "../processes/run-process.ts";
import { type Emulator, emulators } from "./emulators.ts";
import { emulatorsPage } from "./emulators-page.ts";
import { findingsOf, recordIn, records, unexpectedOf } from "./findings.ts";
import { installEmulator, startEmulator } from "./install.ts";

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

const args = process.argv.slice(2);
const first = args.findIndex((arg) => arg.startsWith("-"));
const isOwn = (arg: string, at: number): boolean => first === -1 || at < first || arg === "--record" || arg === "--help";
const options = args.filter((arg, at) => !isOwn(arg, at));

await runProgram(
  usage,
  { record: { type: "boolean", default: false } },
  async ({ values: { record }, positionals: names }) => {
    const unknown = names.find((name) => !emulators.some((emulator) => emulator.name === name));
    if (unknown !== undefined) throw new HarnessError("usage", `There is no emulator ${escapeText(unknown)}.\n\n${usage}`);
    if (names.length === 0) throw new HarnessError("usage", `No emulator is named.\n\n${usage}`);
    const exits: number[] = [];
    for (const emulator of emulators) if (names.includes(emulator.name) && exits.at(-1) !== 130) exits.push(await judgeEmulator(emulator, record));
    return Math.max(...exits);
  },
  args.filter(isOwn),
);

/** Installs, starts, judges and stops an emulator. Resolves to the exit status: 0 where exactly the known breaches were found, or it could not be installed. */
async function judgeEmulator(emulator: Emulator, isRecorded: boolean): Promise<number> {
  const { name, version } = emulator;
  const program = await installEmulator(emulator);
  if (typeof program === "object") {
    say(`skipped: ${name} was not judged. It was not found, and could not be installed: ${program.because}`);
    return 0;
  }
  const { values } = parseArgs({ args: options, options: { out: { type: "string" } }, strict: false });
  const out = join(typeof values.out === "string" ? values.out : "conformance-report", name);
  // The results of an earlier run must not be mistaken for those of this one.
  rmSync(join(out, "run.json"), { force: true });
  const service = await startEmulator(emulator, program);
  const target = ["--endpoint", service.url, "--name", `${name} ${version}`];
  const exit = await runInTerminal([...target, ...(emulator.options ?? []), ...options, "--out", out]);
  await service.stop();
  if (exit === 130) return exit;
  const record = recordIn(out);
  const findings = findingsOf(name);
  const { preflight, breaches } = findings;
  const unexpected = unexpectedOf(exit, record, findings);
  for (const line of unexpected) process.stderr.write(`${line}\n`);
  if (record !== undefined && isRecorded && preflight === "works") checkIn(name, out);
  if (record === undefined || unexpected.length > 0) return 1;
  const failed = new Set(record.checks.filter(({ status }) => status === "failed").map(({ id }) => id));
  const found = breaches.filter(({ property }) => failed.has(property)).length;
  const rest = found === breaches.length ? "" : ", the options excluded the others";
  say(
    preflight === "works"
      ? `${name} ${version} fails as expected: ${String(found)} of ${String(breaches.length)} known breaches were found${rest}; no other must failed.`
      : `${name} ${version} cannot be judged, as expected: its preflight ends with ${preflight}.`,
  );
  return 0;
}

/** Checks in the record of a judged emulator, and the page that compares all of them. */
function checkIn(name: string, out: string): void {
  const folder = join(records, name);
  mkdirSync(folder, { recursive: true });
  copyFileSync(join(out, "run.json"), join(folder, "run.json"));
  writeFileSync(join(records, "README.md"), emulatorsPage());
}
