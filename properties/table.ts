import type { Contract } from "../spec/contract.ts";
import { authenticationProperties } from "./authentication.ts";
import { concurrencyProperties } from "./concurrency.ts";
import { constraintProperties } from "./constraints.ts";
import { decodingProperties } from "./decoding.ts";
import { envelopeProperties, pageProperties } from "./envelope.ts";
import { filterProperties } from "./filters.ts";
import { modelProperty } from "./model.ts";
import { pagingProperties } from "./paging.ts";
import type { Property } from "./property.ts";
import { protocolProperties, tokenProperties } from "./protocol.ts";
import { sessionProperties } from "./sessions.ts";

/** Every property of a contract, in the order in which their cases are sent. The only registry: the runner, the tests and the documents read it. */
export function propertiesOf(contract: Contract): readonly Property[] {
  return [
    ...protocolProperties,
    ...constraintProperties(contract),
    ...decodingProperties(contract),
    ...tokenProperties,
    ...pagingProperties,
    ...filterProperties,
    ...concurrencyProperties,
    ...sessionProperties,
    modelProperty,
    ...authenticationProperties,
    ...envelopeProperties,
    ...pageProperties,
  ];
}
