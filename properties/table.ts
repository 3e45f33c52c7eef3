import type { Contract } from "../spec/contract.ts";
import { isListSessions } from "../spec/operation-traits.ts";
import { authenticationProperties } from "./authentication.ts";
import { changesBetweenPagesProperties } from "./changes-between-pages.ts";
import { tokenProperties } from "./foreign-tokens.ts";
import { concurrencyProperties } from "./concurrency.ts";
import { concurrentChangeProperties } from "./concurrent-changes.ts";
import { constraintProperties } from "./constraints.ts";
import { decodingProperties } from "./decoding.ts";
import { codeProperties } from "./error-codes.ts";
import { errorProperties } from "./errors.ts";
import { filteredPageProperties } from "./filtered-pages.ts";
import { filterProperties } from "./filters.ts";
import { genericProperties } from "./generic.ts";
import { interleaved } from "./interleaved-walks.ts";
import { listedSessionProperties } from "./listed-sessions.ts";
import { modelProperty } from "./model.ts";
import { oddTextProperties } from "./odd-text.ts";
import { pageProperties } from "./page.ts";
import { pagingProperties } from "./paging.ts";
import { printedLimits } from "./printed-limits.ts";
import type { Property } from "./property.ts";
import { protocolProperties } from "./protocol.ts";
import { refusedCreationProperties } from "./refused-creations.ts";
import { responseProperties } from "./response.ts";
import { sdkProperties } from "./sdk.ts";
import { sessionLifeProperties } from "./session-life.ts";
import { sessionProperties } from "./sessions.ts";
import { walkedSessionProperties } from "./walked-sessions.ts";

/** Every property of a contract, in the order in which their cases are sent. The only registry: the runner, the tests and the documents read it. */
export function propertiesOf(contract: Contract): readonly Property[] {
  if (!isListSessions(contract)) return genericProperties(contract);
  return [
    ...protocolProperties,
    ...constraintProperties(contract),
    ...decodingProperties(contract),
    ...tokenProperties(contract),
    ...oddTextProperties(contract),
    ...pagingProperties,
    interleaved,
    ...filterProperties,
    ...filteredPageProperties,
    ...concurrencyProperties,
    ...listedSessionProperties,
    ...sessionProperties,
    ...walkedSessionProperties,
    ...changesBetweenPagesProperties,
    ...concurrentChangeProperties,
    ...sessionLifeProperties,
    ...refusedCreationProperties,
    modelProperty,
    ...sdkProperties,
    ...authenticationProperties,
    ...responseProperties,
    ...printedLimits(contract),
    ...errorProperties,
    ...codeProperties(contract),
    ...pageProperties,
  ];
}
