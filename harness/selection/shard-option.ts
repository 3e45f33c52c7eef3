import { HarnessError } from "../runtime/harness-error.ts";
import type { Shard } from "../config/settings.ts";

type Environment = Readonly<Record<string, string | undefined>>;

/** Variables by which engines number equal jobs: the index, its value in the first job, and the total where there is one. */
const engines = [
  { name: "a Kubernetes Indexed Job", index: "JOB_COMPLETION_INDEX", first: 0, total: undefined },
  { name: "GitLab CI with `parallel`", index: "CI_NODE_INDEX", first: 1, total: "CI_NODE_TOTAL" },
] as const;

const advice = "Give I/N, such as 2/4; or auto/N, or auto alone, where the engine says which job this is.";

/**
 * Reads `--shard`: `I/N`, the I-th of N, counted from 1; `auto/N`, whose I the engine says; `auto`, whose N it says too. A variable alone never makes a
 * shard. Throws a usage error.
 */
export function parseShard(text: string, environment: Environment): Shard {
  const match = /^(auto|\d{1,6})(?:\/(\d{1,6}))?$/u.exec(text);
  const [, index, count] = match ?? [];
  if (index === undefined || (index !== "auto" && count === undefined)) throw usageError(`--shard is ${JSON.stringify(text)}. ${advice}`);
  const shard = index === "auto" ? shardOfEngine(environment, count === undefined ? undefined : Number(count)) : { index: Number(index), count: Number(count) };
  if (shard.count < 1) throw usageError(`--shard asks for ${String(shard.count)} shards; the number must be 1 or more. ${advice}`);
  if (shard.index < 1 || shard.index > shard.count)
    throw usageError(`--shard is the ${shard.index}. of ${shard.count}; the index must be from 1 to ${shard.count}. ${advice}`);
  return shard;
}

function shardOfEngine(environment: Environment, wanted: number | undefined): Shard {
  const [engine, other] = engines.filter(({ index }) => (environment[index] ?? "") !== "");
  if (engine === undefined) {
    const names = engines.map(({ index, name }) => `${index} (${name})`).join(" nor ");
    throw usageError(`--shard auto finds neither ${names} in the environment. Give I/N.`);
  }
  if (other !== undefined) throw usageError(`--shard auto finds both ${engine.index} and ${other.index} in the environment. Give I/N.`);
  const total = engine.total === undefined ? undefined : numberIn(environment, engine.total);
  const count = wanted ?? total;
  if (count === undefined) throw usageError(`--shard auto does not know how many shards there are: ${engine.name} does not say. Give auto/N.`);
  const isOther = total !== undefined && total !== count;
  if (isOther) throw usageError(`--shard auto/${count} asks for ${count} shards, and ${engine.total ?? ""} is ${total}. Give auto alone.`);
  return { index: (numberIn(environment, engine.index) ?? -1) - engine.first + 1, count };
}

function numberIn(environment: Environment, name: string): number | undefined {
  const text = environment[name] ?? "";
  if (text === "") return undefined;
  if (/^\d{1,6}$/u.test(text)) return Number(text);
  throw usageError(`${name} is ${JSON.stringify(text.slice(0, 40))} in the environment, not a whole number. Give I/N.`);
}

function usageError(message: string): HarnessError {
  return new HarnessError("usage", message, undefined, "shards-of-a-run");
}
