import type { Contract } from "../../spec/contract.ts";
import { contractOf } from "../../spec/contracts/shipped-contracts.ts";
import { plannedSessions } from "../../properties/fixtures/designed-sessions.ts";
import type { Cases, Property } from "../../properties/core/property.ts";
import { contextOf } from "./case-context.ts";
import type { Settings } from "../config/settings.ts";

/** The cases that a run with these settings has of a property, with all its sessions in place. */
export function enumerateCases(property: Property, settings: Settings, contract: Contract = contractOf("ListSessions")): Cases {
  if (property.kind !== "probing") return [];
  const owner = { runId: "0000000000", region: settings.region, account: settings.account, roleArn: settings.roleArn };
  const sessions = plannedSessions(owner, settings.effort);
  const fixtures = { available: true, sessions, owner, accountSize: sessions.length } as const;
  return property.cases(contextOf(property.id, { contract, settings, fixtures, owner, startedAtMs: 0 }));
}

/** The ids of the cases of each property, made when they are asked for. */
export function idsOfCases(settings: Settings, contract: Contract): (property: Property) => readonly string[] {
  const known = new Map<string, readonly string[]>();
  return (property) => {
    const ids = known.get(property.id) ?? Array.from(enumerateCases(property, settings, contract), ({ id }) => id);
    known.set(property.id, ids);
    return ids;
  };
}
