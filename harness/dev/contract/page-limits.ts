import type { ModelledOperation, ServiceModel } from "./service-model.ts";
import { shapeOf } from "./service-model.ts";

/**
 * Whether a page in text form can express the whole model of an operation. It cannot where a member is a document of any type, which no contract
 * holds, and where a pattern or value has a line break, or a bar or blank at its end that the list of values takes for its own.
 */
export function isExpressible({ shapes }: ServiceModel, { input, output }: ModelledOperation): boolean {
  const seen = new Set<string>();
  const open = [input?.shape, output?.shape];
  while (open.length > 0) {
    const name = open.pop();
    if (name === undefined || seen.has(name)) continue;
    seen.add(name);
    const shape = shapeOf(shapes, { shape: name });
    if (shape.document === true) return false;
    if (shape.pattern !== undefined && (shape.pattern !== shape.pattern.trim() || /[\r\n]/u.test(shape.pattern))) return false;
    if (shape.enum?.some((value) => value !== value.trim() || /[|\r\n]/u.test(value) || value === "") === true) return false;
    for (const child of [shape.member, shape.key, shape.value, ...Object.values(shape.members ?? {})]) open.push(child?.shape);
  }
  return true;
}
