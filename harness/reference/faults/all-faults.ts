import type { Fault } from "./fault.ts";
import { aftermathFaults } from "./aftermath.ts";
import { joinedPairFaults } from "./joined-pairs.ts";
import { looseTagFaults } from "./loose-tags.ts";
import { oddTagFaults } from "./odd-tags.ts";
import { tagReadingFaults } from "./tag-readings.ts";
import { originSignFaults } from "./origin-signs.ts";
import { secondLimitFaults } from "./second-limits.ts";
import { spellingFaults } from "./spellings.ts";
import { bodyCrashFaults } from "./body-crashes.ts";
import { creationFaults } from "./creations.ts";
import { neighbourFaults } from "./neighbours.ts";
import { sessionChangeFaults } from "./session-changes.ts";
import { cachingFaults } from "./caching.ts";
import { changingPageFaults } from "./changing-pages.ts";
import { coercionFaults } from "./coercion.ts";
import { comparisonFaults } from "./comparisons.ts";
import { concurrencyFaults } from "./concurrency.ts";
import { concurrentChangeFaults } from "./concurrent-changes.ts";
import { crashFaults } from "./crashes.ts";
import { determinismFaults } from "./determinism.ts";
import { envelopeFaults } from "./envelope.ts";
import { errorBodyFaults } from "./error-bodies.ts";
import { errorCodeFaults } from "./error-codes.ts";
import { errorEnvelopeFaults } from "./error-envelopes.ts";
import { errorStatusFaults } from "./error-statuses.ts";
import { filterFaults } from "./filters.ts";
import { foreignTokenFaults } from "./foreign-tokens.ts";
import { lifecycleFaults } from "./lifecycle.ts";
import { listedIdFaults } from "./listed-ids.ts";
import { listingShapeFaults } from "./listing-shapes.ts";
import { longMemberFaults } from "./long-members.ts";
import { lostPlaceFaults } from "./lost-places.ts";
import { lossFaults } from "./losses.ts";
import { memberFaults } from "./members.ts";
import { modelFaults } from "./model.ts";
import { headerNameFaults } from "./header-names.ts";
import { oddTextFaults } from "./odd-text.ts";
import { unusualRequestFaults } from "./unusual-requests.ts";
import { originLengthFaults } from "./origin-lengths.ts";
import { originPatternFaults } from "./origin-patterns.ts";
import { pagePlanFaults } from "./page-plans.ts";
import { pagingFaults } from "./paging.ts";
import { protocolFaults } from "./protocol.ts";
import { rangeFaults } from "./ranges.ts";
import { sdkFaults } from "./sdk.ts";
import { sessionMemberFaults } from "./session-members.ts";
import { sessionShapeFaults } from "./session-shapes.ts";
import { signatureFaults } from "./signatures.ts";
import { syntaxFaults } from "./syntax.ts";
import { tagLimitFaults } from "./tag-limits.ts";
import { tagValueLimitFaults } from "./tag-value-limits.ts";
import { timestampFaults } from "./timestamps.ts";
import { tokenShapeFaults } from "./token-shapes.ts";
import { tokenFaults } from "./tokens.ts";

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
