import type { RequestOrigin, Purpose } from "./sent-exchange.ts";
import type { RetryReason } from "./retry-classification.ts";

/** Sends after which a request that is throttled is given up, for now (fairness rule 7). */
const sends = 4;
/** Sends after which a server error or a lost connection is the request's doing: where one answer in ten is lost by chance, four in a row come about for one request in 10,000, and a run sends hundreds. */
export const sendsOfCrash = 8;
/**
 * Sends of a request that crashes after which all others wait: two, then three requests lie between the last three tries, so that they are not all lost
 * where every so many requests are, whatever else was under way.
 */
export const sendsInCompany = 5;
/** Sends after which a request that is not answered in time is given up: each takes as long as --timeout says. */
const sendsOfSilence = 4;
/** The same of one that keeps or measures state outside of cases: nobody is accused by it. */
const sendsOfSilentState = 2;
/** Sends after which credentials that are said to have expired are the request's doing, since plain ones are accepted in between. */
const sendsOfExpiry = 2;
/** Sends after which the preflight tells that plain requests are lost, or are not answered in time: nobody waits a minute for that. Certificates and credentials are seen once. */
const sendsOfPreflight = { others: 4, silence: 2, distrust: 1, expired: 1 };

/** How often a request is sent that comes to nothing, for that reason. */
export function sendsFor(reason: RetryReason | undefined, purpose: Purpose, { part }: RequestOrigin): number {
  if (reason?.kind === "throttled") return sends;
  if (purpose === "preflight")
    return sendsOfPreflight[reason?.kind === "silence" || reason?.kind === "distrust" || reason?.kind === "expired" ? reason.kind : "others"];
  if (reason?.kind === "expired") return sendsOfExpiry;
  if (reason?.kind !== "silence") return sendsOfCrash;
  return part === "state" ? sendsOfSilentState : sendsOfSilence;
}
