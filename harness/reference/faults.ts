import type { Fault } from "./fault.ts";
import { aftermathFaults } from "./faults/aftermath.ts";
import { joinedPairFaults } from "./faults/joined-pairs.ts";
import { looseTagFaults } from "./faults/loose-tags.ts";
import { oddTagFaults } from "./faults/odd-tags.ts";
import { tagReadingFaults } from "./faults/tag-readings.ts";
import { originSignFaults } from "./faults/origin-signs.ts";
import { secondLimitFaults } from "./faults/second-limits.ts";
import { spellingFaults } from "./faults/spellings.ts";
import { bodyCrashFaults } from "./faults/body-crashes.ts";
import { creationFaults } from "./faults/creations.ts";
import { neighbourFaults } from "./faults/neighbours.ts";
import { sessionChangeFaults } from "./faults/session-changes.ts";
import { cachingFaults } from "./faults/caching.ts";
import { changingPageFaults } from "./faults/changing-pages.ts";
import { coercionFaults } from "./faults/coercion.ts";
import { comparisonFaults } from "./faults/comparisons.ts";
import { concurrencyFaults } from "./faults/concurrency.ts";
import { concurrentChangeFaults } from "./faults/concurrent-changes.ts";
import { crashFaults } from "./faults/crashes.ts";
import { determinismFaults } from "./faults/determinism.ts";
import { envelopeFaults } from "./faults/envelope.ts";
import { errorBodyFaults } from "./faults/error-bodies.ts";
import { errorCodeFaults } from "./faults/error-codes.ts";
import { errorEnvelopeFaults } from "./faults/error-envelopes.ts";
import { errorStatusFaults } from "./faults/error-statuses.ts";
import { filterFaults } from "./faults/filters.ts";
import { foreignTokenFaults } from "./faults/foreign-tokens.ts";
import { lifecycleFaults } from "./faults/lifecycle.ts";
import { listedIdFaults } from "./faults/listed-ids.ts";
import { listingShapeFaults } from "./faults/listing-shapes.ts";
import { longMemberFaults } from "./faults/long-members.ts";
import { lostPlaceFaults } from "./faults/lost-places.ts";
import { lossFaults } from "./faults/losses.ts";
import { memberFaults } from "./faults/members.ts";
import { modelFaults } from "./faults/model.ts";
import { headerNameFaults } from "./faults/header-names.ts";
import { oddTextFaults } from "./faults/odd-text.ts";
import { unusualRequestFaults } from "./faults/unusual-requests.ts";
import { originLengthFaults } from "./faults/origin-lengths.ts";
import { originPatternFaults } from "./faults/origin-patterns.ts";
import { pagePlanFaults } from "./faults/page-plans.ts";
import { pagingFaults } from "./faults/paging.ts";
import { protocolFaults } from "./faults/protocol.ts";
import { rangeFaults } from "./faults/ranges.ts";
import { sdkFaults } from "./faults/sdk.ts";
import { sessionMemberFaults } from "./faults/session-members.ts";
import { sessionShapeFaults } from "./faults/session-shapes.ts";
import { signatureFaults } from "./faults/signatures.ts";
import { syntaxFaults } from "./faults/syntax.ts";
import { tagLimitFaults } from "./faults/tag-limits.ts";
import { tagValueLimitFaults } from "./faults/tag-value-limits.ts";
import { timestampFaults } from "./faults/timestamps.ts";
import { tokenShapeFaults } from "./faults/token-shapes.ts";
import { tokenFaults } from "./faults/tokens.ts";

/** The bank: every fault that the suite must catch. */
export const faults: readonly Fault[] = [
  ...rangeFaults,
  ...originLengthFaults,
  ...originPatternFaults,
  ...originSignFaults,
  ...secondLimitFaults,
  ...tagLimitFaults,
  ...tagValueLimitFaults,
  ...coercionFaults,
  ...memberFaults,
  ...syntaxFaults,
  ...spellingFaults,
  ...protocolFaults,
  ...signatureFaults,
  ...errorStatusFaults,
  ...errorCodeFaults,
  ...errorBodyFaults,
  ...errorEnvelopeFaults,
  ...envelopeFaults,
  ...listingShapeFaults,
  ...tokenShapeFaults,
  ...sessionShapeFaults,
  ...pagingFaults,
  ...pagePlanFaults,
  ...lossFaults,
  ...tokenFaults,
  ...foreignTokenFaults,
  ...comparisonFaults,
  ...filterFaults,
  ...joinedPairFaults,
  ...looseTagFaults,
  ...tagReadingFaults,
  ...oddTagFaults,
  ...listedIdFaults,
  ...sessionMemberFaults,
  ...longMemberFaults,
  ...timestampFaults,
  ...lifecycleFaults,
  ...aftermathFaults,
  ...changingPageFaults,
  ...lostPlaceFaults,
  ...modelFaults,
  ...cachingFaults,
  ...concurrencyFaults,
  ...concurrentChangeFaults,
  ...determinismFaults,
  ...bodyCrashFaults,
  ...crashFaults,
  ...sessionChangeFaults,
  ...neighbourFaults,
  ...creationFaults,
  ...sdkFaults,
  ...oddTextFaults,
  ...headerNameFaults,
  ...unusualRequestFaults,
];
