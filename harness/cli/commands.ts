import { Command, Option } from "commander";
import { appended, list, number, seed } from "./options/option-values.ts";
import { runCommand } from "./run-command.ts";
import { withTargetOptions } from "./options/target-options.ts";

/** An action whose module is loaded on use; a number that it gives is the exit status. */
function loaded<Given extends readonly unknown[]>(load: () => Promise<(...given: Given) => unknown>): (...given: Given) => Promise<void> {
  return async (...given) => {
    const act = await load();
    const exit = await act(...given);
    if (typeof exit === "number") process.exitCode = exit;
  };
}

/** `list`: the properties and requirements. */
function listCommand(): Command {
  return new Command("list")
    .description("the properties and the requirements that they judge")
    .option("--json", "as JSON")
    .addOption(new Option("--level <level>", "those of one level only").choices(["must", "should", "may"]))
    .option("--operation <name>", "those of another shipped operation (ListSessions)")
    .option("--run <run>", "those of the operation that a run judged")
    .option("--only <glob>", "these properties only; may be repeated", list)
    .addHelpText("after", "\nExamples:\n  glue-conformance list --json\n  glue-conformance list --level must --only request/tags")
    .action(loaded(async () => (await import("./actions/list.ts")).printList));
}

/** `explain`: one property or requirement. */
function explainCommand(): Command {
  return new Command("explain")
    .argument("<id>")
    .description("one property or requirement: its source, the requests sent, the answers accepted; or a topic that a message names")
    .option("--json", "as JSON")
    .option("--operation <name>", "of another shipped operation (ListSessions)")
    .option("--run <run>", "of the operation that this run judged; what failed in it is printed as a bug report for the target's tracker")
    .addHelpText(
      "after",
      "\nExamples:\n  glue-conformance explain request/max-results/refuses-wrong-range\n  glue-conformance explain request/max-results/refuses-wrong-range --run conformance-report",
    )
    .action(loaded(async () => (await import("./actions/explain.ts")).printExplanation));
}

/** `corpus`: the cases for use without this tool. */
function corpusCommand(): Command {
  return new Command("corpus")
    .description("write the cases that are one request and need no state as JSON Lines, each with the answers that are accepted (reports/corpus.schema.json)")
    .option("--seed <n>", "seed of the generated cases (1); `random` draws one", seed)
    .addOption(new Option("--effort <effort>", "how much is generated (standard)").choices(["quick", "standard", "deep"]))
    .option("--cases <n>", "generated cases of each random property", number(1))
    .option("--out <file>", "write there instead of to standard output")
    .option("--only <glob>", "cases of these properties only; may be repeated", list)
    .option("--skip <glob>", "leave cases of these properties out; may be repeated", list)
    .addHelpText("after", "\nExample:\n  glue-conformance corpus --seed 1 --out corpus.jsonl")
    .action(loaded(async () => (await import("./actions/corpus.ts")).writeCorpus));
}

/** `compare OLD NEW`: what changed between two runs. */
function compareCommand(): Command {
  return new Command("compare")
    .description("what changed between two runs, exit 1 on a regression; with --answers, how the targets behave differently")
    .argument("<old>", "the run before: its folder, its run.json, or an evidence archive")
    .argument("<new>", "the run after")
    .option("--strict", "a `should` that newly fails is a regression, too")
    .option("--answers", "compare the answers to the same requests instead of outcomes, also where the contract leaves them open")
    .option("--fail-on-difference", "with --answers: exit 1 where answers differ")
    .option("--format <list>", "terminal, markdown, html, and json without --answers (terminal); one goes to standard output where there is no --out", list)
    .option("--out <dir>", "folder for the files, or the file where there is one")
    .option("--verbose", "print every change, and new failures in full")
    .option("--no-color", "print without colour")
    .addHelpText("after", "\nExample:\n  glue-conformance compare last-release/ conformance-report/ --format markdown >> $GITHUB_STEP_SUMMARY")
    .action(loaded(async () => (await import("./actions/compare.ts")).compareStoredRuns));
}

/** `matrix RUN…`: several targets side by side. */
function matrixCommand(): Command {
  return new Command("matrix")
    .description("several targets side by side, requirement by requirement")
    .argument("<run...>", "two runs or more, each a folder, its run.json, or an evidence archive")
    .option("--name <name>", "name of a run in the matrix; repeated, in the order of the runs", appended)
    .option("--format <list>", "terminal, html, markdown, json (terminal,html); one goes to standard output where there is no --out", list)
    .option("--out <dir>", "folder for the files, or the file where there is one (conformance-report where no format is named)")
    .option("--no-color", "print without colour")
    .addHelpText("after", "\nExample:\n  glue-conformance matrix moto/ localstack/ --out matrix.html --format html")
    .action(loaded(async () => (await import("./actions/matrix.ts")).printMatrix));
}

/** `cleanup`: deletes the sessions that an earlier, killed run left on a target. */
function cleanupCommand(): Command {
  return withTargetOptions(
    new Command("cleanup")
      .argument("[folder]", "folder of the run, with its journal (conformance-report)")
      .description("delete the sessions that an earlier, killed run left on a target: those in its journal, or with the prefix of a run that you name")
      .option("--run-id <id>", "without a journal: the run whose sessions are deleted, by the id that their ids contain; needs --endpoint"),
  )
    .addHelpText(
      "after",
      "\nExamples:\n  glue-conformance cleanup conformance-report\n  glue-conformance cleanup --run-id 0a1b2c3d4e --endpoint http://127.0.0.1:5000",
    )
    .action(loaded(async () => (await import("./actions/cleanup.ts")).cleanUp));
}

/** `report`: renders a run again. */
export function reportCommand(): Command {
  return new Command("report")
    .argument("[run]", "folder of a run, its run.json, or an evidence archive")
    .description("render a run again in any format, recover the record of a run that was killed, or merge the shards of a run")
    .option("--from-journal <dir>", "make the record of a killed run from its journal")
    .option("--merge <runs...>", "merge all shards of a run into one run folder with record and journal; exit as `run`")
    .option("--format <list>", "reports, as for `run` (terminal; with --merge as for `run`)", list)
    .option("--out <dir>", "folder to write to (the run's own; conformance-report with --merge)")
    .option("--page <file>", "text of the API page; report.html then quotes its lines")
    .option("--verbose", "print every failure in full")
    .option("--no-color", "print without colour")
    .addHelpText(
      "after",
      "\nExamples:\n  glue-conformance report conformance-report --format html,junit\n  glue-conformance report --from-journal conformance-report\n  glue-conformance report --merge shards/1 shards/2 shards/3 --out conformance-report",
    )
    .action(loaded(async () => (await import("./actions/report.ts")).reportRun));
}

/** `rejudge`: judges the stored exchanges of a run again. */
function rejudgeCommand(): Command {
  return new Command("rejudge")
    .argument("<run>", "folder of a run, with its run.json and exchanges.jsonl")
    .description("judge the stored exchanges of a run again, without the target, with the properties of this version; exit 1 where the verdict changes")
    .option("--out <file>", "write the new run record there")
    .option("--verbose", "print every change in full")
    .option("--no-color", "print without colour")
    .addHelpText("after", "\nExample:\n  glue-conformance rejudge conformance-report")
    .action(loaded(async () => (await import("./actions/rejudge.ts")).rejudgeRun));
}

/** `judge TRAFFIC…`: recorded exchanges of any operations. */
function judgeCommand(): Command {
  return new Command("judge")
    .argument("<traffic...>", "HAR files (.har), run directories, or JSON Lines (.jsonl)")
    .description("judge recorded traffic of any operations; sends nothing")
    .option("--model <path>", "service model that has the operations; may be repeated (the shipped contracts)", appended)
    .option("--pages <dir>", "folder of API pages that describe them; requires --target-prefix; may be repeated", appended)
    .option("--target-prefix <name>", "the part before the operation in x-amz-target, of --pages")
    .addOption(new Option("--json-version <version>", "AWS JSON version of the service of --pages (1.1)").choices(["1.0", "1.1"]))
    .option("--name <name>", "name of the target in reports (the files)")
    .option("--out <dir>", "folder of the reports", "conformance-report")
    .option("--format <list>", "reports: terminal, json, html, junit, markdown (terminal,json,html,junit)", list)
    .option("--strict", "a failed `should` fails the traffic")
    .option("--no-color", "print without colour")
    .addHelpText(
      "after",
      "\nExample:\n  glue-conformance judge traffic.har --model service-2.json.gz\n\nExit: 0 nothing failed, 1 a must failed, 2 the traffic cannot be used, 3 nothing could be judged",
    )
    .action(loaded(async () => (await import("./service/judge.ts")).judgeRecorded));
}

/** `replay`: sends one case of a run again. */
function replayCommand(): Command {
  return withTargetOptions(
    new Command("replay")
      .argument("<case-id>", "the case, as reports name it")
      .description("send one case of a run again, sessions included, to the same or another endpoint, and show the exchanges; exit 1 where it fails again")
      .option("--run <run>", "folder of the run, with its exchanges.jsonl, or its evidence archive", "conformance-report"),
  )
    .option("--dry-run", "only show the requests, as the run sent them; send nothing")
    .option("--json", "print JSON (reports/replay.schema.json)")
    .option("--no-color", "print without colour")
    .addHelpText(
      "after",
      "\nExample:\n  glue-conformance replay 'request/max-results/refuses-wrong-range#MaxResults/maximum/above' --endpoint http://127.0.0.1:5000\n\nExit: 0 it no longer fails, 1 it fails again, 2 it cannot be sent again, 3 the target could not be judged",
    )
    .action(loaded(async () => (await import("./actions/replay.ts")).replay));
}

/** `serve`: the reference service, or one of the bank. */
export function serveCommand(): Command {
  return new Command("serve")
    .description("the reference service on a loopback port")
    .option("--port <n>", "port to listen on; 0 takes a free one", number(0), 4_580)
    .option("--sessions <n>", "start with N existing sessions, every member set", number(0))
    .option("--fault <name>", "serve one fault of the bank")
    .option("--variant <name>", "serve one of the unusual but legal variants")
    .option("--idle <name>", "serve one of the servers that do no work")
    .addHelpText("after", "\nExample:\n  glue-conformance serve --port 4580 --fault max-results-numeric-text")
    .action(loaded(async () => (await import("./actions/serve.ts")).serve));
}

/** `proof`: the suite judged. */
function proofCommand(): Command {
  return new Command("proof")
    .description("the suite judged: faults caught, legal variants accused, idle servers passed, requests needed")
    .option("--full", "20 seeds for each variant and 50 for the reference service, instead of 1 and 5")
    .option("--json", "as JSON")
    .option("--write", "write the figures that every report shows")
    .addHelpText("after", "\nExample:\n  glue-conformance proof")
    .action(loaded(async () => (await import("./actions/proof.ts")).proveAndPrint));
}

/** `extract`: page text to contract. */
function extractCommand(): Command {
  return new Command("extract")
    .argument("<page>")
    .description("the contract of an API page")
    .option("--json", "print the whole contract as JSON")
    .option("--against <contract>", "compare the page with a contract: a folder of spec/contracts, a file written by extract --json, or a shipped operation")
    .addHelpText(
      "after",
      "\nExit status: 0; with --against 0 where run records stay comparable, 1 where they do not; 2 where a page or contract cannot be used." +
        "\n\nExamples:\n  glue-conformance extract ListSessions.txt --json\n  glue-conformance extract --against ListSessions ListSessions-new.txt",
    )
    .action(loaded(async () => (await import("./actions/extract.ts")).printContract));
}

/**
 * All commands, in the order of the help. Only their options are here; each action has its own file in `actions/`, loaded on use: start-up time is tested.
 */
export const allCommands: readonly (() => Command)[] = [
  runCommand,
  listCommand,
  explainCommand,
  corpusCommand,
  compareCommand,
  matrixCommand,
  cleanupCommand,
  reportCommand,
  rejudgeCommand,
  judgeCommand,
  replayCommand,
  serveCommand,
  proofCommand,
  extractCommand,
];
