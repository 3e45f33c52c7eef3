import { createRequire } from "node:module";
import type * as Undici from "undici";

// By its parts, since all of it, with its browser interfaces, takes three times as long to load; its version is pinned.
const load = createRequire(import.meta.url);
const Agent = load("undici/lib/dispatcher/agent.js") as typeof Undici.Agent;
const { HTTPParserError } = load("undici/lib/core/errors.js") as typeof Undici.errors;

/** Connections to any origin, up to the given number for each. */
export function agentOf(options: Undici.Agent.Options): Undici.Agent {
  return new Agent(options);
}

/** Connections through the tunnel of a proxy, which takes the whole of it. */
export function tunnelOf(options: Undici.ProxyAgent.Options): Undici.ProxyAgent {
  const { ProxyAgent } = load("undici") as typeof Undici;
  return new ProxyAgent(options);
}

/** Whether the answer is not HTTP. */
export function isParserError(error: unknown): boolean {
  return error instanceof HTTPParserError;
}
