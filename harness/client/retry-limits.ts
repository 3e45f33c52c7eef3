import type { RequestOrigin, Purpose } from "./sent-exchange.ts";
import type { RetryReason } from "./retry-classification.ts";

/** Sends after which a request that is throttled is given up, for now (fairness rule 7). */
const sends = 4;
/** Sends after which a server error or a lost connection is blamed on the request: where one answer in ten is lost by chance, four in a row are for one request in 10,000, and a run sends hundreds. */
export const sendsOfCrash = 8;
/**
 * Sends of a request that crashes after which all others wait: two, then three requests lie between the last three tries, so that they are not all lost
 * where every nth request is, whatever else was in flight.
 */
export const sendsInCompany = 5;
/** Sends after which a request that is not answered in time is given up: each takes as long as --timeout says. */
const sendsOfSilence = 4;
/** The same of one that keeps or measures state outside of cases: it accuses no target. */
const sendsOfSilentState = 2;
/** Sends after which credentials that are said to have expired are blamed on the request, since plain ones are accepted in between. */
const sendsOfExpiry = 2;
/** Sends after which the preflight reports that plain requests are lost or unanswered: a user should not wait a minute for that. Certificates and credentials are tried once. */
const sendsOfPreflight = { others: 4, silence: 2, distrust: 1, expired: 1 };

/** How often a request is sent that fails for that reason. */
export function sendsFor(reason: RetryReason | undefined, purpose: Purpose, { part }: RequestOrigin): number {
  if (reason?.kind === "throttled") return sends;
  if (purpose === "preflight")
    return sendsOfPreflight[reason?.kind === "silence" || reason?.kind === "distrust" || reason?.kind === "expired" ? reason.kind : "others"];
  if (reason?.kind === "expired") return sendsOfExpiry;
  if (reason?.kind !== "silence") return sendsOfCrash;
  return part === "state" ? sendsOfSilentState : sendsOfSilence;
}
