import { type Command, Option } from "commander";
import { number, appended } from "./option-values.ts";

/** Adds the options to reach a target. */
export function withTargetOptions(command: Command): Command {
  return command
    .option("--endpoint <url>", "URL of the target (the run's own)")
    .option("--config <file>", "configuration to read (glue-conformance.config.json or .jsonc of this folder, if any)")
    .option("--target <name>", "the target of the configuration to use; otherwise its target at the same address gives region, keys and headers")
    .option("--region <name>", "region of the signature")
    .option("--profile <name>", "profile of the AWS configuration; asks for real credentials")
    .addOption(new Option("--sign <mode>", "credentials: real, dummy or none").choices(["real", "dummy", "none"]))
    .option("--header <name:value>", "header to send with every request; may be repeated", appended)
    .option("--ca-bundle <file>", "PEM file of authorities to trust")
    .option("--timeout <ms>", "for one request (10000)", number(1))
    .option("--settle <ms>", "how long a session may take to appear or disappear (5000 on loopback, 60000 elsewhere)", number(0));
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
