import { accountVariants } from "./accounts.ts";
import { disturbanceVariants } from "./disturbances.ts";
import { errorVariants } from "./errors.ts";
import { frontEndVariants } from "./front-ends.ts";
import { jsonTextVariants } from "./json-text.ts";
import { pagingVariants } from "./paging.ts";
import { requestVariants } from "./requests.ts";
import { resultVariants } from "./results.ts";
import { sessionVariants } from "./sessions.ts";
import { tagVariants } from "./tags.ts";
import { tokenVariants } from "./tokens.ts";
import type { Variant } from "./variant.ts";

const single: readonly Variant[] = [
  ...errorVariants,
  ...jsonTextVariants,
  ...resultVariants,
  ...pagingVariants,
  ...tokenVariants,
  ...tagVariants,
  ...requestVariants,
  ...sessionVariants,
  ...accountVariants,
  ...disturbanceVariants,
  ...frontEndVariants,
];

/** Freedoms that a service may take all at once, by the names of their variants. */
const together: readonly (readonly string[])[] = [
  ["tokens-used-once", "capped-pages", "token-null-at-end", "messages-lower-case", "newest-first"],
  ["filter-after-paging", "token-empty-at-end", "constraints-as-invalid-input", "account-of-30"],
  ["timestamps-with-exponent", "no-order", "tokens-with-odd-characters", "error-code-everywhere"],
  ["sessions-appear-late", "slow-stop", "create-answers-nothing", "get-session-denied"],
  ["delete-refused-until-stopped", "slow-stop", "no-tag-operations", "default-size-2"],
  ["empty-page-before-each", "tokens-with-odd-characters", "ids-in-another-order", "json-escaped"],
  ["one-on-a-page", "sessions-only", "account-of-30", "stopped-sessions-vanish"],
  ["ids-only", "no-get-session", "no-tag-operations", "no-stop-session"],
  ["slow-delete", "tag-changes-indexed-late", "half-pages", "throttling"],
  ["lists-absent-when-empty", "filter-after-paging", "get-session-denied-at-times", "origin-filters"],
  ["tokens-expire", "default-size-5", "integers-with-exponent", "unknown-session-members", "types-as-invalid-input"],
  ["account-changes", "slow-provisioning", "sessions-fail-at-once", "messages-capital"],
  ["other-json-accepted", "lower-camel-names-honoured", "null-tag-value-accepted", "any-of-several-pairs", "foreign-tokens-start-over"],
  ["errors-as-recorded", "token-empty-under-filters", "numbers-as-java-doubles", "unclaimed-denied", "newer-common-errors", "capped-pages"],
  ["error-code-of-a-foreign-namespace", "options-with-cors", "answers-beyond-printed-limits", "account-of-30", "empty-page-at-end"],
  ["states-and-workers-outside-the-model", "unknown-members-in-parts", "null-in-some-sessions", "create-again-answers-alike", "slow-delete"],
  ["request-timeouts-at-times", "clock-four-minutes-ahead", "tokens-bound-to-origin", "unknown-members-by-operation", "filter-after-paging"],
  ["odd-tags-refused", "aws-tags-refused", "lone-surrogates-refused", "unknown-members-refused", "duplicate-members-refused"],
];

function named(name: string): Variant {
  const found = single.find((one) => one.name === name);
  if (found === undefined) throw new Error(`no variant is named ${name}`);
  return found;
}

/** A service that takes several freedoms at a time; it may fail what each of these may fail. */
function combination(parts: readonly Variant[]): Variant {
  return {
    name: `with-${parts.map(({ name }) => name).join("-and-")}`,
    title: parts.map(({ title }) => title).join("; "),
    mayFail: [...new Set(parts.flatMap((part) => part.mayFail))],
    apply: (behaviour) => parts.reduce((changed, { apply }) => apply(changed), behaviour),
    wrap: (service, world) => parts.reduce((wrapped, { wrap }) => wrap?.(wrapped, world) ?? wrapped, service),
  };
}

/** Every legal but unusual service that the suite must not accuse: the only registry. */
export const variants: readonly Variant[] = [...single, ...together.map((names) => combination(names.map(named)))];
