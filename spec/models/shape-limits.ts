import type { Schema } from "../contract.ts";
import type { Shape } from "./service-model.ts";

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

/** The limits of a scalar shape as keywords of a schema. */
export function scalarLimits(shape: Shape): Partial<Schema> {
  const found: Mutable<Partial<Schema>> = {};
  if (shape.type === "string" || shape.type === "blob") Object.assign(found, sizeLimits(shape, "minLength", "maxLength"));
  if (/^(?:integer|long|double|float)$/u.test(shape.type)) Object.assign(found, sizeLimits(shape, "minimum", "maximum"));
  if (shape.type === "string" && shape.pattern !== undefined) found.pattern = shape.pattern;
  if (shape.enum !== undefined) found.enum = shape.enum;
  return found;
}

/** The bounds of a shape under the two keywords that state them. */
export function sizeLimits({ min, max }: Shape, least: keyof Schema, most: keyof Schema): Partial<Schema> {
  return { ...(min !== undefined && { [least]: min }), ...(max !== undefined && { [most]: max }) };
}
