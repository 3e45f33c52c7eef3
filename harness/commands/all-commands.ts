import type { Command } from "commander";
import { cleanupCommand } from "./cleanup.ts";
import { compareCommand } from "./compare.ts";
import { corpusCommand } from "./corpus.ts";
import { explainCommand } from "./explain.ts";
import { extractCommand } from "./extract.ts";
import { listCommand } from "./list.ts";
import { matrixCommand } from "./matrix.ts";
import { proofCommand } from "./proof.ts";
import { rejudgeCommand } from "./rejudge.ts";
import { replayCommand } from "./replay.ts";
import { reportCommand } from "./report.ts";
import { runCommand } from "./run.ts";
import { serveCommand } from "./serve.ts";

/**
 * All commands, in the order of the help. A command's file holds its options; what it does stands in its `-action` file, which is loaded on use: start-up
 * time is tested.
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
  replayCommand,
  serveCommand,
  proofCommand,
  extractCommand,
];
