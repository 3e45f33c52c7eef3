import { concurrencyFaults } from "./concurrency.ts";
import { crashFaults } from "./crashes.ts";
import { creationFaults } from "./creations.ts";
import type { Fault } from "./fault.ts";
import { filterFaults } from "./filters.ts";
import { limitFaults } from "./limits.ts";
import { listingFaults } from "./listings.ts";
import { looseTagFaults } from "./loose-tags.ts";
import { originLimitFaults } from "./origin-limits.ts";
import { pageFaults } from "./pages.ts";
import { protocolFaults } from "./protocol.ts";
import { requestReadingFaults } from "./request-reading.ts";
import { responseFaults } from "./responses.ts";
import { sessionChangeFaults } from "./session-changes.ts";
import { sessionMemberFaults } from "./session-members.ts";
import { tagReadingFaults } from "./tag-readings.ts";
import { tokenFaults } from "./tokens.ts";
import { walkFaults } from "./walks.ts";

/** The bank: every fault that the suite must catch. */
export const faults: readonly Fault[] = [
  ...limitFaults,
  ...originLimitFaults,
  ...requestReadingFaults,
  ...protocolFaults,
  ...responseFaults,
  ...listingFaults,
  ...sessionMemberFaults,
  ...pageFaults,
  ...tokenFaults,
  ...walkFaults,
  ...filterFaults,
  ...looseTagFaults,
  ...tagReadingFaults,
  ...sessionChangeFaults,
  ...creationFaults,
  ...concurrencyFaults,
  ...crashFaults,
];
