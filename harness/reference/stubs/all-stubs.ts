import { carelessServers } from "./careless.ts";
import { constantServers } from "./constant.ts";
import type { IdleServer } from "./idle-server.ts";

/** Every server that does no work, of which none may ever get the verdict `conforms`: the only registry. */
export const idleServers: readonly IdleServer[] = [...constantServers, ...carelessServers];
