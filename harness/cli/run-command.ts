import { Command, Option } from "commander";
import { list, number, appended, once, seed, shard } from "./options/option-values.ts";
import type { RepeatedOptions } from "./options/command-lines.ts";
import type { RunCommandOptions } from "./actions/run.ts";
import type { ServiceCommandOptions } from "./service/run-service.ts";

/** `run`: judges a target and writes the reports. */
export function runCommand(): Command {
  return new Command("run")
    .description("judge a target and write the reports; without --endpoint the embedded reference service")
    .option("--endpoint <url>", "URL of the target; repeated, several are judged side by side, each into its own folder", appended)
    .option("--config <file>", "configuration to read (glue-conformance.config.json or .jsonc of this folder, if any)")
    .option("--target <name>", "the target of the configuration to judge; repeated, or with *, several side by side", appended)
    .option("--region <name>", "region of the signature (AWS_REGION, us-east-1)")
    .option("--profile <name>", "profile of the AWS configuration; asks for real credentials")
    .option("--out <dir>", "folder of the reports", "conformance-report")
    .option("--name <name>", "name of the target in reports; repeated with --endpoint", appended)
    .option("--seed <n>", "seed of the generated cases; `random` draws one and prints it", seed)
    .addOption(new Option("--effort <effort>", "how much is generated (standard)").choices(["quick", "standard", "deep"]))
    .option("--cases <n>", "generated cases of each random property", number(1))
    .option("--concurrency <n>", "requests at a time (8)", number(1))
    .option("--rate <n>", "requests a second, at most", number(0.1, "number"))
    .option("--wait <s>", "wait up to this many seconds until the target answers, before the run begins", number(1))
    .option("--timeout <ms>", "for one request (10000)", number(1))
    .option("--max-time <s>", "stop sending after this many seconds", number(1))
    .option("--max-requests <n>", "stop after this many requests", number(1))
    .option("--max-failures <n>", "stop after this many failing properties", number(1))
    .option("--settle <ms>", "how long a created session may take to appear (5000 on loopback, 60000 elsewhere)", number(0))
    .option("--body-limit <bytes>", "largest response body that is read (8 MiB)", number(1))
    .addOption(new Option("--state <state>", "create sessions, or only observe (create on your own hosts)").choices(["create", "observe"]))
    .option("--fixture <file>", "sessions that exist already, with their tags; implies --state observe")
    .option("--role-arn <arn>", "role of created sessions")
    .option("--account <id>", "account of the target")
    .option("--only <glob>", "judge these only: ids of properties, requirements or cases, or level:must; may be repeated", list)
    .option("--skip <glob>", "leave these out, named in the same way; may be repeated", list)
    .option("--failed", "judge only what failed, or could not be judged, in the run that is in --out")
    .option("--strict", "a failed `should` fails the run")
    .option("--check-auth", "also judge whether the target checks signatures")
    .option("--baseline <file>", "known failures that are accepted; a stale or expired entry fails the run")
    .option("--update-baseline", "update the baseline: add failures, remove what passed")
    .option("--reason <text>", "with --update-baseline: the reason of entries that have none")
    .option("--format <list>", "reports: terminal, json, html, junit, ctrf, markdown, har, evidence, badge (terminal,json,html,junit)", list)
    .option("--ca-bundle <file>", "PEM file of authorities to trust")
    .addOption(new Option("--sign <mode>", "credentials: real, dummy or none").choices(["real", "dummy", "none"]))
    .option("--header <name:value>", "header to send with every request; may be repeated", appended)
    .option("--operation <name>", "the operation to judge (ListSessions); a pattern, or repeated, several of a service", appended)
    .option("--model <path>", "judge the service of a model: botocore's service-2.json, a Smithy JSON AST, or a folder of them; may be repeated", appended)
    .option("--pages <dir>", "judge the service of the page texts in a folder; requires --target-prefix; may be repeated", appended)
    .option("--inputs <file>", "of a whole service: valid requests by operation, which name what exists")
    .option("--write-inputs <file>", "of a whole service: write a template of such requests, and stop")
    .option("--require <glob>", "of a whole service: operations that must be implemented; may be repeated", appended)
    .option("--page <file>", "API page of the operation to judge, of any AWS JSON service; requires --target-prefix", once("page", "Give --pages for several."))
    .option("--target-prefix <name>", "the part before the operation in x-amz-target, such as AWSGlue")
    .addOption(new Option("--json-version <version>", "AWS JSON version of the service of a --page (1.1)").choices(["1.0", "1.1"]))
    .option("--signing-name <name>", "the service's name in signatures (glue)")
    .option(
      "--shard <i/n>",
      "judge the I-th of N parts of the properties, which `report --merge` merges; auto/N takes I from JOB_COMPLETION_INDEX or CI_NODE_INDEX",
      shard,
    )
    .option("--open", "open report.html in the browser when the run is over")
    .option("--verbose", "print every failure in full")
    .option("--quiet", "print the summary only")
    .option("--no-color", "print without colour")
    .option("--print-config", "print the effective options and their sources, and stop")
    .addHelpText(
      "after",
      "\nExample:\n  glue-conformance run --endpoint http://127.0.0.1:5000 --name moto\n\nExit: 0 it conforms, 1 it fails, 2 an option or a file cannot be used, 3 it could not be judged, 130 interrupted; see glue-conformance explain exit-status",
    )
    .action(async ({ out, color }: Pick<RunCommandOptions, "out" | "color">, command: Command) => {
      const { asksForSeveral, singleCommandLine } = await import("./options/command-lines.ts");
      const all = givenOptions(command);
      const { asksForService, judgeService } = await import("./service/run-service.ts");
      if (asksForService(all)) {
        process.exitCode = await judgeService({ out, color }, all);
        return;
      }
      const { operation, ...others } = all;
      const given: RepeatedOptions = { ...others, ...(operation?.[0] === undefined ? {} : { operation: operation[0] }) };
      if (asksForSeveral(given)) {
        const { judgeSideBySide } = await import("./actions/run-side-by-side.ts");
        process.exitCode = await judgeSideBySide({ out, color }, given);
        return;
      }
      const { judgeSingle } = await import("./actions/run.ts");
      process.exitCode = await judgeSingle({ out, color }, singleCommandLine(given));
    });
}

/** The options given on the command line, without defaults. */
function givenOptions(command: Command): ServiceCommandOptions {
  return Object.fromEntries(Object.entries(command.opts<ServiceCommandOptions>()).filter(([name]) => command.getOptionValueSource(name) === "cli"));
}
