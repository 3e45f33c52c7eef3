import { carelessServers } from "./idle/careless.ts";
import { checkingServers } from "./idle/checking.ts";
import { constantServers } from "./idle/constant.ts";
import { refusingServers } from "./idle/refusing.ts";
import type { IdleServer } from "./idle/idle-server.ts";

/** Every server that does no work, of which none may ever get the verdict `conforms`: the only registry. */
export const idleServers: readonly IdleServer[] = [...constantServers, ...refusingServers, ...carelessServers, ...checkingServers];
