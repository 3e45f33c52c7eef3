import { bodyTargets } from "./bodies.ts";
import { certificateTargets } from "./certificates.ts";
import { connectionTargets } from "./connections.ts";
import { framingTargets } from "./framing.ts";
import type { HostileTarget } from "./hostile-target.ts";
import { statusTargets } from "./statuses.ts";
import { valueTargets } from "./values.ts";

/** Every hostile target of the bank. */
export const hostileTargets: readonly HostileTarget[] = [
  ...connectionTargets,
  ...certificateTargets,
  ...framingTargets,
  ...bodyTargets,
  ...valueTargets,
  ...statusTargets,
];
