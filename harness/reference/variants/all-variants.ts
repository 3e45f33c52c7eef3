import type { Variant } from "./variant.ts";
import { accessVariants } from "./access.ts";
import { accountVariants } from "./accounts.ts";
import { changingPageVariants } from "./changing-pages.ts";
import { combinedVariants } from "./combined.ts";
import { decodingVariants } from "./decoding.ts";
import { disturbanceVariants } from "./disturbances.ts";
import { envelopeVariants } from "./envelope.ts";
import { errorCodeVariants } from "./error-codes.ts";
import { errorMessageVariants } from "./error-messages.ts";
import { gatewayVariants } from "./gateways.ts";
import { oddTextVariants } from "./odd-text.ts";
import { filterVariants } from "./filters.ts";
import { jsonTextVariants } from "./json-text.ts";
import { lateVariants } from "./late.ts";
import { lifecycleVariants } from "./lifecycle.ts";
import { openAnswerVariants } from "./open-answers.ts";
import { openChoiceVariants } from "./open-choices.ts";
import { pagePlanVariants } from "./page-plans.ts";
import { pagingVariants } from "./paging.ts";
import { recordedVariants } from "./recorded.ts";
import { resultVariants } from "./results.ts";
import { sessionLifeVariants } from "./session-life.ts";
import { sessionVariants } from "./session-members.ts";
import { tagTextVariants } from "./tag-text.ts";
import { tokenVariants } from "./tokens.ts";
import { wireVariants } from "./wire.ts";

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
