import { type Command, Option } from "commander";
import { number, appended } from "./option-values.ts";

/** Adds the options that say how a target is reached. */
export function withTargetOptions(command: Command): Command {
  return command
    .option("--endpoint <url>", "where the target listens; where the run had it unless it is given")
    .option("--config <file>", "configuration to read (glue-conformance.config.json or .jsonc of this folder, where there is one)")
    .option("--target <name>", "the target of the configuration to speak to; otherwise its target at the same address tells region, keys and headers")
    .option("--region <name>", "region of the signature")
    .option("--profile <name>", "profile of the AWS configuration; asks for real credentials")
    .addOption(new Option("--sign <mode>", "credentials: real, dummy or none").choices(["real", "dummy", "none"]))
    .option("--header <name:value>", "header to send with every request; may be repeated", appended)
    .option("--ca-bundle <file>", "PEM file of authorities to trust")
    .option("--timeout <ms>", "for one request (10000)", number(1))
    .option("--settle <ms>", "how long a session may take to come or to go (5000 on loopback, 60000 elsewhere)", number(0));
}

/** These options as commander gives them. */
export interface TargetOptions {
  readonly endpoint?: string;
  readonly config?: string;
  readonly target?: string;
  readonly region?: string;
  readonly profile?: string;
  readonly sign?: "real" | "dummy" | "none";
  readonly header?: readonly string[];
  readonly caBundle?: string;
  readonly timeout?: number;
  readonly settle?: number;
}
