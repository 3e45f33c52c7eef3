import type { ModelledOperation, Path, ServiceModel, Shape } from "../../../spec/models/service-model.ts";
import { shapeOf, httpStatusOf } from "../../../spec/models/service-model.ts";

/** The layout of a page: with syntax blocks that break behind each placeholder and patterns on lines of their own, or neither. */
export type PageStyle = "broken" | "inline";

const names: Readonly<Record<string, string>> = {
  string: "String",
  integer: "Integer",
  long: "Long",
  double: "Double",
  float: "Float",
  boolean: "Boolean",
  timestamp: "Timestamp",
  blob: "Base64-encoded binary data object",
};
const placeholders: Readonly<Record<string, string>> = { string: '"string"', boolean: "boolean", blob: "blob" };

/** The API-reference page of a modelled operation, in the form of the pages that the checked-in contracts come from. */
export function renderedPage({ shapes }: ServiceModel, operation: ModelledOperation, style: PageStyle): string {
  return new Page(shapes, style).text(operation);
}

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

class Page {
  readonly #shapes: ServiceModel["shapes"];
  readonly #style: PageStyle;

  constructor(shapes: ServiceModel["shapes"], style: PageStyle) {
    this.#shapes = shapes;
    this.#style = style;
  }

  text({ name, documentation, input, output, errors = [] }: ModelledOperation): string {
    const has = (side: typeof input): boolean => side !== undefined && Object.keys(shapeOf(this.#shapes, side).members ?? {}).length > 0;
    const request = has(input) ? ["Request Syntax", ...this.#broken(this.#syntax(input?.shape ?? "", []))] : [];
    const response = has(output) ? ["Response Syntax", ...this.#syntax(output?.shape ?? "", [])] : [];
    const empty = "If the action is successful, the service sends back an HTTP 200 response with an empty HTTP body.";
    return [
      name,
      ...prose(documentation),
      ...request,
      ...(has(input) ? ["Request Parameters", "The request accepts the following data in JSON format.", ...this.#members(input, true)] : []),
      ...response,
      "Response Elements",
      ...(has(output) ? ["The following data is returned in JSON format by the service.", ...this.#members(output, false)] : [empty]),
      "Errors",
      ...errors.flatMap((reference) => this.#error(reference.shape)),
      "See Also",
    ].join("\n");
  }

  #error(name: string): string[] {
    const shape = shapeOf(this.#shapes, { shape: name });
    const own = Object.entries(shape.members ?? {}).flatMap(([key, { documentation }]) =>
      documentation === undefined ? [] : [`- ${key}`, "-", ...prose(documentation)],
    );
    return [`- ${name}`, "-", ...prose(shape.documentation), ...own, `HTTP Status Code: ${String(httpStatusOf(shape))}`];
  }

  #members(side: ModelledOperation["input"], isRequest: boolean): string[] {
    const { members = {}, required = [] } = shapeOf(this.#shapes, side);
    return sorted(members).flatMap(([name, { shape, documentation }]) => [
      `- ${name}`,
      "-",
      ...prose(documentation ?? shapeOf(this.#shapes, { shape }).documentation),
      `Type: ${this.#type(shape)}`,
      ...this.#constraints(shape),
      ...(isRequest ? [`Required: ${required.includes(name) ? "Yes" : "No"}`] : []),
    ]);
  }

  #type(name: string, many = false): string {
    const shape = shapeOf(this.#shapes, { shape: name });
    const scalar = names[shape.type];
    const s = many ? "s" : "";
    if (scalar !== undefined) return `${scalar}${s}`;
    if (shape.type === "list") return `Array${s} of ${lowered(this.#type(shape.member?.shape ?? "", true))}`;
    if (shape.type === "map") return `${this.#type(shape.key?.shape ?? "")} to ${lowered(this.#type(shape.value?.shape ?? ""))} map${s}`;
    return `${name} object${s}`;
  }

  #constraints(name: string): string[] {
    const shape = shapeOf(this.#shapes, { shape: name });
    if (shape.type === "list") return [...bounds("Array Members", "number", shape, " item"), ...this.#scalarLines(shape.member, "")];
    if (shape.type !== "map") return this.#scalarLines({ shape: name }, "");
    return [...bounds("Map Entries", "number", shape, " item"), ...this.#scalarLines(shape.key, "Key "), ...this.#scalarLines(shape.value, "Value ")];
  }

  #scalarLines(reference: Shape["member"], of: "" | "Key " | "Value "): string[] {
    const shape = shapeOf(this.#shapes, reference);
    const isText = shape.type === "string" || shape.type === "blob";
    if (names[shape.type] === undefined) return [];
    const range = isText ? bounds(`${of}Length Constraints`, "length", shape) : bounds(`${of}Valid Range`, "value", shape);
    const separate = this.#style === "broken" ? "\n" : " ";
    return [
      ...(shape.type === "boolean" || shape.type === "timestamp" ? [] : range),
      ...(shape.type === "string" && shape.pattern !== undefined ? [`${of}Pattern:${separate}${shape.pattern}`] : []),
      ...(shape.enum === undefined ? [] : [`${of === "Key " ? "Valid Keys" : "Valid Values"}: ${shape.enum.join(" | ")}`]),
    ];
  }

  #syntax(name: string, path: Path): string[] {
    const shape = shapeOf(this.#shapes, { shape: name });
    const below = [...path, name];
    if (names[shape.type] !== undefined) return [placeholders[shape.type] ?? "number"];
    if (shape.type === "list") {
      const items = this.#syntax(shape.member?.shape ?? "", below);
      return items.length === 1 ? [`[ ${items.join("")} ]`] : ["[", ...items, "]"];
    }
    if (shape.type === "map") return ["{", ...labelled('"string" : ', this.#syntax(shape.value?.shape ?? "", below)), "}"];
    if (path.includes(name)) return [`"${name}"`];
    const members = sorted(shape.members ?? {}).map(([key, member]) => labelled(`"${key}": `, this.#syntax(member.shape, below)));
    return ["{", ...members.flatMap((lines, at) => (at < members.length - 1 ? [...lines.slice(0, -1), `${lines.at(-1)},`] : lines)), "}"];
  }

  #broken(lines: readonly string[]): string[] {
    if (this.#style === "inline") return [...lines];
    return lines.map((line) => line.replaceAll('"string"', '"string\n"').replaceAll(/(: |\[ )(number|boolean|blob)\b/gu, "$1$2\n"));
  }
}

function labelled(label: string, [first = "", ...rest]: readonly string[]): string[] {
  return [label + first, ...rest];
}

function lowered(type: string): string {
  return /^(?:String|Integer|Long|Double|Float|Boolean|Timestamp|Array)s?\b(?! object)/u.test(type) ? type.charAt(0).toLowerCase() + type.slice(1) : type;
}

function bounds(label: string, word: string, { min, max }: Shape, unit = ""): string[] {
  const counted = (value: number): string => `${String(value)}${unit === "" || value === 1 ? unit : `${unit}s`}`;
  if (min === undefined && max === undefined) return [];
  if (min === max && min !== undefined && word !== "value") return [`${label}: Fixed ${word} of ${counted(min)}.`];
  const sides = [min === undefined ? "" : `Minimum ${word} of ${counted(min)}.`, max === undefined ? "" : `Maximum ${word} of ${counted(max)}.`];
  return [`${label}: ${sides.filter((side) => side !== "").join(" ")}`];
}

/** The words of a description, a paragraph on each line, as a browser copies them. */
function prose(documentation = ""): string[] {
  return documentation
    .replaceAll(/\s+/gu, " ")
    .replaceAll(/<li>/giu, "\n- ")
    .replaceAll(/<\/?(?:p|ul|ol|dl|dt|dd|note|important|li|br|h\d|title|fullname)\b[^>]*>/giu, "\n")
    .replaceAll(/<\/?[a-z][^<>]*>/giu, "")
    .split("\n")
    .map((line) => line.replace(/^- +/u, "- ").trim())
    .filter((line) => line !== "" && line !== "-");
}

function sorted<Value>(members: Readonly<Record<string, Value>>): [string, Value][] {
  return Object.entries(members).toSorted(([a], [b]) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1));
}
