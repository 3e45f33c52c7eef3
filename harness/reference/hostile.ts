import { bodyTargets } from "./hostile/bodies.ts";
import { certificateTargets } from "./hostile/certificates.ts";
import { connectionTargets } from "./hostile/connections.ts";
import { framingTargets } from "./hostile/framing.ts";
import type { HostileTarget } from "./hostile/hostile-target.ts";
import { statusTargets } from "./hostile/statuses.ts";
import { valueTargets } from "./hostile/values.ts";

/** Every hostile target of the bank. */
export const hostileTargets: readonly HostileTarget[] = [
  ...connectionTargets,
  ...certificateTargets,
  ...framingTargets,
  ...bodyTargets,
  ...valueTargets,
  ...statusTargets,
];
