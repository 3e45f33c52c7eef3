import type { ObjectSchema, Schema } from "./contract.ts";

/** Keywords that belong to one demand: a page states both ends of a range in one line. */
const groups = {
  range: ["minimum", "maximum"],
  length: ["minLength", "maxLength"],
  pattern: ["pattern"],
  values: ["enum"],
  size: ["minItems", "maxItems", "minProperties", "maxProperties"],
  type: ["type"],
};

/** What a demand bounds. */
export type ConstraintGroup = keyof typeof groups;

/** The group of a schema keyword; undefined for a keyword that constrains nothing by itself. */
export function groupOf(keyword: string): ConstraintGroup | undefined {
  return (Object.keys(groups) as ConstraintGroup[]).find((group) => groups[group].includes(keyword));
}

/** One group of constraints on one value of a request. */
export interface Constraint {
  /** Path of the value: `MaxResults`, `Tags/key`, `Tags/value`. */
  readonly member: string;
  readonly group: ConstraintGroup;
  /** The schema that states it. */
  readonly schema: Omit<Schema, "type"> & Partial<Pick<Schema, "type">>;
  /** JSON pointers, below the contract, of the keywords. */
  readonly pointers: readonly string[];
}

/** All constraints of a request, in the order of its members. */
export function constraintsOf(request: ObjectSchema): readonly Constraint[] {
  return Object.entries(request.properties).flatMap(([name, schema]) => constraintsBelow(schema, name, `/request/properties/${name}`));
}

/** `Tags/key` to `tags/key`, `MaxResults` to `max-results`: a member path as ids spell it. */
export function spelled(member: string): string {
  return member.replace(/(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/gu, "-").toLowerCase();
}

function constraintsBelow(schema: Constraint["schema"], member: string, pointer: string): readonly Constraint[] {
  const own = new Map<ConstraintGroup, string[]>();
  for (const keyword of Object.keys(schema)) {
    const group = groupOf(keyword);
    if (group !== undefined) own.set(group, [...(own.get(group) ?? []), `${pointer}/${keyword}`]);
  }
  const inner: readonly (readonly [string, string, Constraint["schema"] | undefined])[] = [
    ["key", "propertyNames", schema.propertyNames],
    ["value", "additionalProperties", schema.additionalProperties],
    ["item", "items", schema.items],
    ...Object.entries(schema.properties ?? {}).map(([name, child]) => [name, `properties/${name}`, child] as const),
  ];
  return [
    ...[...own].map(([group, pointers]) => ({ member, group, schema, pointers })),
    ...inner.flatMap(([step, path, child]) => (child === undefined ? [] : constraintsBelow(child, `${member}/${step}`, `${pointer}/${path}`))),
  ];
}
