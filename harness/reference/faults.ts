import type { Fault } from "./fault.ts";
import { cachingFaults } from "./faults/caching.ts";
import { coercionFaults } from "./faults/coercion.ts";
import { crashFaults } from "./faults/crashes.ts";
import { envelopeFaults } from "./faults/envelope.ts";
import { errorCodeFaults } from "./faults/error-codes.ts";
import { errorStatusFaults } from "./faults/error-statuses.ts";
import { comparisonFaults, filterFaults } from "./faults/filters.ts";
import { listingShapeFaults } from "./faults/listing-shapes.ts";
import { originLengthFaults } from "./faults/origin-lengths.ts";
import { originPatternFaults } from "./faults/origin-patterns.ts";
import { pagingFaults } from "./faults/paging.ts";
import { protocolFaults } from "./faults/protocol.ts";
import { rangeFaults } from "./faults/ranges.ts";
import { sessionShapeFaults } from "./faults/session-shapes.ts";
import { stateFaults } from "./faults/state.ts";
import { syntaxFaults } from "./faults/syntax.ts";
import { tagLimitFaults } from "./faults/tag-limits.ts";
import { tokenFaults } from "./faults/tokens.ts";

/** The bank: every fault that the suite must catch. */
export const faults: readonly Fault[] = [
  ...rangeFaults,
  ...originLengthFaults,
  ...originPatternFaults,
  ...tagLimitFaults,
  ...coercionFaults,
  ...syntaxFaults,
  ...errorStatusFaults,
  ...errorCodeFaults,
  ...envelopeFaults,
  ...listingShapeFaults,
  ...sessionShapeFaults,
  ...pagingFaults,
  ...tokenFaults,
  ...comparisonFaults,
  ...filterFaults,
  ...stateFaults,
  ...cachingFaults,
  ...crashFaults,
  ...protocolFaults,
];
