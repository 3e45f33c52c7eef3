import { renderedPage } from "../../contract/rendered-page.ts";
import type { ServiceModel, Shape } from "../../../../spec/models/service-model.ts";

/** What target headers name the service of synthetic pages. */
export const syntheticPrefix = "AWSSynthetic";

/** A result that shows the only member of a synthetic response. */
export const syntheticResult = { Items: ["one"] };

/** Shapes of members, in turn: what the pages of real operations are made of. */
const kinds: readonly Shape[] = [
  { type: "string", min: 1, max: 128, pattern: "[A-Za-z0-9_]+" },
  { type: "integer", min: 1, max: 1_000 },
  { type: "string", enum: ["FIRST", "SECOND", "THIRD"] },
  { type: "map", min: 0, max: 50, key: { shape: "Key" }, value: { shape: "Value" } },
  { type: "list", max: 25, member: { shape: "Value" } },
  { type: "double", min: 0, max: 100 },
];

/** The page of an operation whose request has so many members. */
export function syntheticPage(members: number): string {
  const named = Array.from({ length: members }, (_, index) => [`Member${String(index + 1).padStart(2, "0")}`, kinds[index % kinds.length] as Shape] as const);
  const shapes: ServiceModel["shapes"] = {
    ...Object.fromEntries(named),
    Key: { type: "string", min: 1, max: 128 },
    Value: { type: "string", min: 0, max: 256 },
    Items: { type: "list", member: { shape: "Value" } },
    Input: { type: "structure", required: ["Member01"], members: Object.fromEntries(named.map(([name]) => [name, { shape: name }])) },
    Output: { type: "structure", members: { Items: { shape: "Items" } } },
    InvalidInputException: { type: "structure", members: {}, error: { httpStatusCode: 400 } },
  };
  const operation = { name: "ListThings", input: { shape: "Input" }, output: { shape: "Output" }, errors: [{ shape: "InvalidInputException" }] };
  return renderedPage({ service: "synthetic", operations: [operation], shapes }, operation, "inline");
}
