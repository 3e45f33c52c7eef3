import type { ErrorObject } from "ajv/dist/2020.js";
import { type Node, type ParseError, parseTree, printParseErrorCode } from "jsonc-parser";
import type { Config } from "./config.ts";
import { checkNesting, checkVersion, DocumentError, lineAndColumn, placed, readSchema, schemaValidator } from "./input-document.ts";
import { escapeText } from "../encoding/escape.ts";
import { partsOfPointer } from "../encoding/json-text.ts";
import { counted } from "../encoding/layout.ts";
import { ruleOf, shownValue } from "./schema-error.ts";

/** A configuration, and the position of each value in its text: `line 3, column 5`. */
export type ParsedConfig = { readonly config: Config; readonly placeOf: (path: readonly string[]) => string };

/** The known name nearest to a text. */
export type Nearest = (text: string, known: readonly string[]) => string;

const validator = schemaValidator<Config>("config");
const advice = "reports/config.schema.json describes a configuration";

/** Reads a configuration: JSON with comments and trailing commas. Throws a DocumentError if it is not one. No message shows free text: it may be a secret. */
export function parseConfig(text: string, nearest: Nearest): ParsedConfig {
  const root = treeOf(text);
  const placeOf = (path: readonly string[]): string => lineAndColumn(text, nodeAt(root, path).offset);
  const value = valueOf(root, text);
  checkVersion(value, `configuration, ${placeOf([])}`);
  const problem = problemIn(value, nearest);
  if (problem !== undefined) throw new DocumentError(`configuration, ${placeOf(problem.path)}, ${problem.text}. ${advice}`);
  return { config: value as Config, placeOf };
}

/** What is wrong with a configuration value: the path, and a message with its pointer, what was seen and what was expected; undefined if it is valid. */
export function problemIn(value: unknown, nearest: Nearest): { readonly path: readonly string[]; readonly text: string } | undefined {
  const validate = validator();
  if (validate(value)) return undefined;
  const [error] = validate.errors ?? [];
  const path = partsOfPointer(error?.instancePath ?? "");
  const pointer = escapeText(path.length === 0 ? "/" : (error?.instancePath ?? ""));
  const extra: unknown = error?.params["unevaluatedProperty"] ?? error?.params["additionalProperty"];
  if (typeof extra !== "string") return { path, text: `${pointer}: ${problemOf(error)}` };
  const isOption = path.length === 0 || path[0] === "targets";
  const near = isOption ? `; the nearest option is ${nearest(extra, namesOfOptions())}` : "";
  return { path: [...path, extra], text: `${pointer}: unknown member ${shownValue(extra)}${near}` };
}

function namesOfOptions(): readonly string[] {
  const schema = readSchema("config") as { readonly $defs: { readonly options: { readonly properties: object } } };
  return Object.keys(schema.$defs.options.properties);
}

/** Scans for the nesting limit first, because the parser is recursive. */
function treeOf(text: string): Node {
  placed(
    () => checkNesting(text),
    (message) => `configuration, ${message}. ${advice}`,
  );
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { allowTrailingComma: true });
  const [error] = errors;
  if (error === undefined && root !== undefined) return root;
  const why = error === undefined ? "ValueExpected" : printParseErrorCode(error.error);
  throw new DocumentError(`configuration, ${lineAndColumn(text, error?.offset ?? 0)}: not JSON with comments (${why}). ${advice}`);
}

/** The value of a node. Every name becomes an own member, also `__proto__`. */
function valueOf(node: Node, text: string): unknown {
  if (node.type === "array") return (node.children ?? []).map((child) => valueOf(child, text));
  if (node.type !== "object") return node.value;
  const seen = new Set<string>();
  return Object.fromEntries(
    (node.children ?? []).map(({ children: [key, value] = [] }) => {
      const name = String(key?.value);
      const place = `configuration, ${lineAndColumn(text, key?.offset ?? 0)}`;
      if (seen.has(name)) throw new DocumentError(`${place}: saw ${shownValue(name)} for the second time, expected each member once. Remove one of the two`);
      seen.add(name);
      return [name, value === undefined ? undefined : valueOf(value, text)];
    }),
  );
}

/** The node at a path, or the deepest existing one on the way there. */
function nodeAt(node: Node, [step, ...rest]: readonly string[]): Node {
  if (step === undefined) return node;
  const member = node.children?.find(({ children }) => children?.[0]?.value === step)?.children;
  const child = node.type === "array" ? node.children?.[Number(step)] : member?.[rest.length === 0 ? 0 : 1];
  return child === undefined ? node : nodeAt(child, rest);
}

function problemOf(error: ErrorObject | undefined): string {
  if (error === undefined) return "it is not a configuration";
  const isChoice = "allowedValues" in error.params || "allowedValue" in error.params;
  return `saw ${isChoice ? shownValue(error.data) : kindOf(error.data)}, ${ruleOf(error)}`;
}

function kindOf(value: unknown): string {
  if (typeof value === "string") return `a text of ${counted(value.length, "character")}`;
  if (Array.isArray(value)) return `an array of ${counted(value.length, "item")}`;
  return typeof value === "object" && value !== null ? `an object of ${counted(Object.keys(value).length, "member")}` : String(value);
}
