import { randomInt } from "node:crypto";

/** Draws the seed of a run. */
export function drawSeed(): number {
  return randomInt(2_147_483_648);
}
