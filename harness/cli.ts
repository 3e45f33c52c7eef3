#!/usr/bin/env node
import { randomInt } from "node:crypto";
import { Command, CommanderError, InvalidArgumentError, Option } from "commander";
import type { RunCommandOptions } from "./commands/run.ts";
import { HarnessError, messageOf } from "./harness-error.ts";
import { manifest } from "./manifest.ts";

/** Reads a number of the command line within bounds; commander turns what is thrown into a usage error. */
function number(smallest: number, kind: "integer" | "number" = "integer"): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (text.trim() === "" || !Number.isFinite(value) || value < smallest || (kind === "integer" && !Number.isSafeInteger(value))) {
      throw new InvalidArgumentError(`Give ${kind === "integer" ? "a whole number" : "a number"} of at least ${String(smallest)}.`);
    }
    return value;
  };
}

const seed = (text: string): number => (text === "random" ? randomInt(2_147_483_648) : number(0)(text));
const list = (text: string, before: readonly string[] | undefined): readonly string[] => [...(before ?? []), ...text.split(",")];
const repeated = (text: string, before: readonly string[] | undefined): readonly string[] => [...(before ?? []), text];

const program = new Command(manifest.name)
  .description("Judges an implementation of AWS Glue ListSessions against the contract taken from its API page.")
  .version(manifest.version)
  .exitOverride()
  .showHelpAfterError("(glue-conformance --help tells more)");

program
  .command("run")
  .description("judge a target and write the reports; without --endpoint the embedded reference service")
  .option("--endpoint <url>", "where the target listens")
  .option("--region <name>", "region of the signature (AWS_REGION, us-east-1)")
  .option("--profile <name>", "profile of the AWS configuration; asks for real credentials")
  .option("--out <dir>", "folder of the reports", "conformance-report")
  .option("--name <name>", "what the reports call the target")
  .option("--seed <n>", "seed of the generated cases; `random` draws one and prints it", seed)
  .addOption(new Option("--effort <effort>", "how much is generated (standard)").choices(["quick", "standard", "deep"]))
  .option("--cases <n>", "generated cases of each random property", number(1))
  .option("--concurrency <n>", "requests at a time (8)", number(1))
  .option("--rate <n>", "requests a second, at most", number(0.1, "number"))
  .option("--timeout <ms>", "for one request (10000)", number(1))
  .option("--max-time <s>", "stop sending after so many seconds", number(1))
  .option("--max-requests <n>", "stop after so many requests", number(1))
  .option("--max-failures <n>", "stop after so many failing properties", number(1))
  .option("--settle <ms>", "how long a created session may take to show (5000 on loopback, 60000 elsewhere)", number(0))
  .option("--body-limit <bytes>", "longest answer that is read (8 MiB)", number(1))
  .addOption(new Option("--state <state>", "create sessions, or only observe (create on hosts of your own)").choices(["create", "observe"]))
  .option("--role-arn <arn>", "role of created sessions")
  .option("--account <id>", "account of the target")
  .option("--only <glob>", "judge these properties only; may be repeated", list)
  .option("--skip <glob>", "leave these properties out; may be repeated", list)
  .option("--strict", "a failed `should` fails the run")
  .option("--check-auth", "judge that the target checks signatures")
  .option("--format <list>", "reports: terminal, json, badge (terminal,json)", list)
  .option("--ca-bundle <file>", "PEM file of authorities to trust")
  .addOption(new Option("--sign <mode>", "credentials: real, dummy or none").choices(["real", "dummy", "none"]))
  .option("--header <name:value>", "header to send with every request; may be repeated", repeated)
  .option("--verbose", "tell every failure in full")
  .option("--quiet", "print the summary only")
  .option("--no-color", "print without colour")
  .option("--print-config", "print the settings that hold and stop")
  .addHelpText("after", "\nExample:\n  glue-conformance run --endpoint http://127.0.0.1:5000 --name moto")
  .action(async (options: RunCommandOptions) => {
    const { runCommand } = await import("./commands/run.ts");
    process.exitCode = await runCommand(options);
  });

program
  .command("list")
  .description("the properties and the requirements that they judge")
  .option("--json", "as JSON")
  .addHelpText("after", "\nExample:\n  glue-conformance list --json")
  .action(async (options: { json?: boolean }) => {
    const { listCommand } = await import("./commands/list.ts");
    listCommand(options);
  });

program
  .command("explain <id>")
  .description("one property or requirement: where it comes from, what is sent, what is accepted")
  .option("--json", "as JSON")
  .addHelpText("after", "\nExample:\n  glue-conformance explain request/max-results/refuses-wrong-range")
  .action(async (id: string, options: { json?: boolean }) => {
    const { explainCommand } = await import("./commands/explain.ts");
    explainCommand(id, options);
  });

program
  .command("serve")
  .description("the reference service on a loopback port")
  .option("--port <n>", "port to listen on; 0 takes a free one", number(0), 4_580)
  .option("--fault <name>", "with one fault of the bank")
  .option("--variant <name>", "as one of the unusual but legal variants")
  .option("--idle <name>", "one of the servers that do no work instead")
  .addHelpText("after", "\nExample:\n  glue-conformance serve --port 4580 --fault max-results-numeric-text")
  .action(async (options: { port: number; fault?: string; variant?: string; idle?: string }) => {
    const { serveCommand } = await import("./commands/serve.ts");
    await serveCommand(options);
  });

program
  .command("proof")
  .description("the suite judged: faults caught, legal variants accused, idle servers passed, requests needed")
  .option("--full", "20 seeds for each variant and 50 for the reference service, instead of 3 and 5")
  .option("--json", "as JSON")
  .addHelpText("after", "\nExample:\n  glue-conformance proof")
  .action(async (options: { full?: boolean; json?: boolean }) => {
    const { proofCommand } = await import("./commands/proof.ts");
    process.exitCode = await proofCommand(options);
  });

program
  .command("extract <page>")
  .description("the contract of an API page")
  .option("--json", "print the whole contract as JSON")
  .addHelpText("after", "\nExample:\n  glue-conformance extract ListSessions.txt --json")
  .action(async (page: string, options: { json?: boolean }) => {
    const { extractCommand } = await import("./commands/extract.ts");
    await extractCommand(page, options);
  });

// A reader that goes away, as `head` does, is no reason to end a run that has sessions to take away.
for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
  });
}

try {
  await program.parseAsync();
} catch (error) {
  // Commander has told its own errors already.
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2;
  else {
    process.stderr.write(`glue-conformance: ${messageOf(error)}\n`);
    if (!(error instanceof HarnessError) && process.env["GLUE_CONFORMANCE_DEBUG"] !== undefined && error instanceof Error)
      process.stderr.write(`${error.stack ?? ""}\n`);
    process.exitCode = 2;
  }
}
