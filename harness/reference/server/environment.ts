import { randomUUID } from "node:crypto";
import type { Environment } from "../service/decisions.ts";

/** The machine's own clock and randomness. */
export const systemEnvironment: Environment = { now: Date.now, uuid: randomUUID };
