import type { Contract } from "../spec/contract.ts";
import { isListSessions } from "../spec/operation-traits.ts";
import { authenticationProperties } from "./request/authentication.ts";
import { changesBetweenPagesProperties } from "./paging/changes-between-pages.ts";
import { tokenProperties } from "./request/unknown-tokens.ts";
import { concurrencyProperties } from "./paging/concurrency.ts";
import { concurrentChangeProperties } from "./paging/concurrent-changes.ts";
import { constraintProperties } from "./request/constraints.ts";
import { decodingProperties } from "./request/json-body.ts";
import { codeProperties } from "./checks/error-codes.ts";
import { errorProperties } from "./response/errors.ts";
import { familyLaws } from "./family/family-laws.ts";
import { filteredPageProperties } from "./filters/filtered-pages.ts";
import { filterProperties } from "./filters/filters.ts";
import { anyOperationProperties } from "./operations/any-operation.ts";
import { listedSessionProperties } from "./sessions/listed-sessions.ts";
import { modelProperty } from "./sessions/model.ts";
import { oddTextProperties } from "./request/odd-text.ts";
import { pageProperties } from "./response/result-page.ts";
import { pagingProperties, walkedSessionProperties } from "./paging/paging.ts";
import type { Property } from "./core/property.ts";
import { protocolProperties } from "./request/protocol.ts";
import { refusedCreationProperties } from "./sessions/refused-creations.ts";
import { printedLimits, responseProperties } from "./response/results.ts";
import { sdkProperties } from "./paging/aws-sdk.ts";
import { sessionLifeProperties } from "./sessions/sibling-life.ts";
import { sessionProperties } from "./sessions/session-life.ts";

/** Every property of a contract, in the order in which their cases are sent. The only registry: the runner, the tests and the documents read it. */
export function propertiesOf(contract: Contract): readonly Property[] {
  if (!isListSessions(contract)) return [...anyOperationProperties(contract), ...familyLaws(contract)];
  return [
    ...protocolProperties,
    ...constraintProperties(contract),
    ...decodingProperties(contract),
    ...tokenProperties(contract),
    ...oddTextProperties(contract),
    ...pagingProperties,
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
