import type { Contract, Schema } from "./contract.ts";
import { isListSessions } from "./operation-traits.ts";

/**
 * What of an answer has limits that bind a request too: of `ListSessions` a token, which could not be sent back, and ids, which `CreateSession` takes no
 * other of.
 */
export function bindingLimits(contract: Contract): Schema {
  const { Ids, NextToken } = isListSessions(contract) ? contract.response.properties : {};
  const list: Readonly<Record<string, Schema>> = Ids?.items === undefined ? {} : { Ids: { type: "array", items: Ids.items } };
  return { type: "object", properties: { ...list, ...(NextToken === undefined ? {} : { NextToken }) } };
}

/** What else of an answer has limits on its page. AWS breaks such limits itself (fairness rule 12). */
export function openLimits(contract: Contract): Schema {
  if (!isListSessions(contract)) return contract.response;
  const { Ids, NextToken: _, ...others } = contract.response.properties;
  const { items: _items, ...list } = Ids ?? { type: "array" as const };
  return { ...contract.response, properties: { ...others, Ids: list } };
}

/** Whether a page prints limits for answers beyond those that bind a request. */
export function printsOpenLimits(contract: Contract): boolean {
  // A member may have the name of a keyword: its schema is an object, and no limit is one.
  return /"(?:minimum|maximum|m(?:in|ax)(?:Length|Items|Properties))":-?\d|"pattern":"/u.test(JSON.stringify(openLimits(contract)));
}
