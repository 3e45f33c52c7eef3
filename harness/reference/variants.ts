import type { Variant } from "./variant.ts";
import { accessVariants } from "./variants/access.ts";
import { accountVariants } from "./variants/accounts.ts";
import { changingPageVariants } from "./variants/changing-pages.ts";
import { combinedVariants } from "./variants/combined.ts";
import { decodingVariants } from "./variants/decoding.ts";
import { disturbanceVariants } from "./variants/disturbances.ts";
import { envelopeVariants } from "./variants/envelope.ts";
import { errorCodeVariants } from "./variants/error-codes.ts";
import { errorMessageVariants } from "./variants/error-messages.ts";
import { gatewayVariants } from "./variants/gateways.ts";
import { oddTextVariants } from "./variants/odd-text.ts";
import { filterVariants } from "./variants/filters.ts";
import { jsonTextVariants } from "./variants/json-text.ts";
import { lateVariants } from "./variants/late.ts";
import { lifecycleVariants } from "./variants/lifecycle.ts";
import { openAnswerVariants } from "./variants/open-answers.ts";
import { openChoiceVariants } from "./variants/open-choices.ts";
import { pagePlanVariants } from "./variants/page-plans.ts";
import { pagingVariants } from "./variants/paging.ts";
import { recordedVariants } from "./variants/recorded.ts";
import { resultVariants } from "./variants/results.ts";
import { sessionLifeVariants } from "./variants/session-life.ts";
import { sessionVariants } from "./variants/session-members.ts";
import { tagTextVariants } from "./variants/tag-text.ts";
import { tokenVariants } from "./variants/tokens.ts";
import { wireVariants } from "./variants/wire.ts";

const single: readonly Variant[] = [
  ...errorCodeVariants,
  ...errorMessageVariants,
  ...jsonTextVariants,
  ...sessionVariants,
  ...resultVariants,
  ...pagingVariants,
  ...pagePlanVariants,
  ...tokenVariants,
  ...filterVariants,
  ...tagTextVariants,
  ...decodingVariants,
  ...envelopeVariants,
  ...lifecycleVariants,
  ...sessionLifeVariants,
  ...lateVariants,
  ...accountVariants,
  ...disturbanceVariants,
  ...accessVariants,
  ...changingPageVariants,
  ...wireVariants,
  ...recordedVariants,
  ...openAnswerVariants,
  ...openChoiceVariants,
  ...oddTextVariants,
  ...gatewayVariants,
];

/** Every legal but unusual service that the suite must not accuse: the only registry. */
export const variants: readonly Variant[] = [...single, ...combinedVariants(single)];
