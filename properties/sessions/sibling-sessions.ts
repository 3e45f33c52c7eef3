import { isDeepStrictEqual } from "node:util";
import type { ShownItem, Walk } from "../checks/pagination.ts";
import { creationOf, type Owner } from "../core/fixtures.ts";
import { memberOf } from "../../spec/json.ts";
import type { Violation } from "../core/property.ts";
import { changedMember, isEmpty, isStopping } from "./session-reading.ts";

type Members = Readonly<Record<string, unknown>>;

/** Input of `CreateSession`. */
export type SiblingInput = Members & { readonly Id: string };

/** Input with its id as a text. */
export function withId(input: Members): SiblingInput {
  return { ...input, Id: String(input["Id"]) };
}

/** Sessions of one script whose ids share parts, by what they are there for. */
export interface Siblings {
  /** Has every member; it is tagged, stopped, deleted and created anew. */
  readonly main: SiblingInput;
  /** Tagged from the start, and created under the id of `main` in other case. */
  readonly otherCase: SiblingInput;
  /** Has a slash in its id, in front of which is the whole id of `bare`; it is tagged, and loses its tag. */
  readonly slashed: SiblingInput;
  /** Has no more than it needs; its id is the beginning of all others but one. */
  readonly bare: SiblingInput;
  /** Has empty values; its id begins with that of `main`. */
  readonly longer: SiblingInput;
  /** Has the id of `slashed` but for a dash in the place of a dot. */
  readonly dashed: SiblingInput;
}

const textMembers = ["Description", "DefaultArguments", "Connections", "SecurityConfiguration"] as const;

/** Members of `main` that no service gives a session by itself with such values. */
export const unusualMembers = [...textMembers, "IdleTimeout"] as const;

/** The siblings of one script; `mark` distinguishes them from those of another. Only one is tagged from the start. */
export function siblingsOf(owner: Owner, mark: string): Siblings {
  const session = (name: string, members: Members, tags?: Readonly<Record<string, string>>): SiblingInput => {
    const { Tags: _runTag, ...input } = creationOf(owner, name, {}, members);
    return { ...withId(input), ...(tags === undefined ? {} : { Tags: tags }) };
  };
  const name = `apart-${mark}`;
  const needed = { Command: { Name: "glueetl" }, IdleTimeout: undefined, NumberOfWorkers: undefined, WorkerType: undefined, GlueVersion: undefined };
  const full = {
    Description: `of ${name}-1 alone`,
    DefaultArguments: { "--alone": name, "--enable-metrics": "true" },
    Connections: { Connections: ["alone", "again"] },
    SecurityConfiguration: "alone-configuration",
    IdleTimeout: 7,
    NumberOfWorkers: 3,
  };
  const sized = { NumberOfWorkers: undefined, WorkerType: undefined, MaxCapacity: 2.5, Description: "of a slash", DefaultArguments: { "--slash": "1" } };
  return {
    main: session(`${name}-1`, full),
    otherCase: session(`${name}-1`.toUpperCase(), { Description: "of another case" }, { apart: mark }),
    slashed: session(`${name}/1.1`, sized),
    bare: session(name, needed),
    longer: session(`${name}-10`, { Description: "", DefaultArguments: { "--empty": "" }, Connections: { Connections: [] } }, {}),
    dashed: session(`${name}/1-1`, { DefaultArguments: {} }, {}),
  };
}

/** A session without what has to be there beside it, for services that look. */
export function withoutNeighbours(input: SiblingInput): SiblingInput {
  const { Connections: _connections, SecurityConfiguration: _configuration, ...others } = input;
  return withId(others);
}

/** What a listing shows of that with which a session was created, and what may be compared from one read to the next. */
export function givenMembers(input: SiblingInput | undefined): readonly string[] {
  return Object.keys(input ?? {}).filter((name) => !["Id", "Role", "Command", "Tags"].includes(name));
}

/**
 * What is wrong with sessions that have little or empty values, by a listing. What the listing does not show of the full session either is no matter of
 * these: another property judges it.
 */
export function poorlyListed({ main, otherCase, slashed, ...poor }: Siblings, { shown }: Walk): readonly (readonly [ShownItem, readonly Violation[]])[] {
  const full = shown.get(main.Id)?.item;
  if (full === undefined) return [];
  const isShown = (name: string): boolean => {
    if (name === "Command") return memberOf(full[name], "Name") === memberOf(main[name], "Name");
    return name === "Id" || isDeepStrictEqual(full[name], main[name]);
  };
  return Object.values(poor).flatMap((input) => {
    const place = shown.get(input.Id);
    if (place === undefined) return [];
    const { item } = place;
    const isLacking = ([name, value]: readonly [string, unknown]): boolean =>
      name !== "Tags" && !isEmpty(value) && !isDeepStrictEqual(item[name], value) && isShown(name);
    const isForeign = (name: string): boolean =>
      [main, otherCase, slashed].some((other) => !isEmpty(other[name]) && isDeepStrictEqual(other[name], item[name])) &&
      !isDeepStrictEqual(input[name], item[name]);
    const asGiven = Object.entries(input)
      .filter(isLacking)
      .map(([name, value]) => changedMember(place, name, `as it was created: ${JSON.stringify(value)}`));
    const ofOthers = textMembers.filter(isForeign).map((name) => changedMember(place, name, "nothing of what another session was created with"));
    return [[place, [...asGiven, ...ofOthers]] as const];
  });
}

/** Those of some sessions that a listing shows as stopped though they were not when another was read. */
export function stoppedAlong(ids: readonly string[], earlier: Walk, later: Walk): readonly string[] {
  const wasStopped = ({ shown }: Walk, id: string): boolean => isStopping(shown.get(id) ?? { item: {} });
  return ids.filter((id) => wasStopped(later, id) && !wasStopped(earlier, id));
}
