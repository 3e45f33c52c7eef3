import { bodyTargets } from "./hostile/bodies.ts";
import { connectionTargets } from "./hostile/connections.ts";
import { framingTargets } from "./hostile/framing.ts";
import type { HostileTarget } from "./hostile/hostile-target.ts";
import { statusTargets } from "./hostile/statuses.ts";
import { valueTargets } from "./hostile/values.ts";

/** Every hostile target of the bank but those with bad certificates, which have to be made first. */
export const hostileTargets: readonly HostileTarget[] = [...connectionTargets, ...framingTargets, ...bodyTargets, ...valueTargets, ...statusTargets];
