import type { ErrorObject } from "ajv/dist/2020.js";
import { type Node, type ParseError, parseTree, printParseErrorCode } from "jsonc-parser";
import type { Config } from "./config.ts";
import { checkVersion, DocumentError, maxNesting, lineAndColumn, readSchema, schemaValidator, tooDeepAt } from "./input-document.ts";
import { escapeText } from "../encoding/escape.ts";
import { partsOfPointer } from "../encoding/json-text.ts";
import { counted } from "../encoding/layout.ts";
import { ruleOf, shownValue } from "./schema-error.ts";

/** A configuration, and the position of each value in its text: `line 3, column 5`. */
export interface ParsedConfig {
  readonly config: Config;
  readonly placeOf: (path: readonly string[]) => string;
}

/** The known name nearest to a text. */
export type Nearest = (text: string, known: readonly string[]) => string;

interface ConfigSchema {
  readonly $defs: { readonly options: { readonly properties: Readonly<Record<string, unknown>> } };
}

// The members of an option's object are in a definition; its type is at the reference.
const validator = schemaValidator<Config>("config");

const advice = "reports/config.schema.json describes a configuration";

/** Reads a configuration: JSON with comments and trailing commas. Throws a DocumentError if it is not one. No message shows free text: it may be a secret. */
export function parseConfig(text: string, nearest: Nearest): ParsedConfig {
  const root = treeOf(text);
  const placeOf = (path: readonly string[]): string => lineAndColumn(text, nodeAt(root, path).offset);
  const value = valueOf(root, text);
  const place = placeOf([]);
  checkVersion(value, `configuration, ${place}`);
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
  const extra = unknownMember(error);
  const pointer = escapeText(path.length === 0 ? "/" : (error?.instancePath ?? ""));
  const near =
    extra === undefined || (path.length > 0 && path[0] !== "targets")
      ? ""
      : `; the nearest option is ${nearest(extra, Object.keys((readSchema("config") as ConfigSchema).$defs.options.properties))}`;
  return { path: extra === undefined ? path : [...path, extra], text: `${pointer}: ${problemOf(error)}${near}` };
}

/** Scans for the nesting limit first, because the parser is recursive. */
function treeOf(text: string): Node {
  const deep = tooDeepAt(text);
  if (deep !== undefined)
    throw new DocumentError(`configuration, ${lineAndColumn(text, deep)}: saw more than ${String(maxNesting)} levels of nesting, expected fewer. ${advice}`);
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { allowTrailingComma: true });
  const [error] = errors;
  if (error !== undefined || root === undefined)
    throw new DocumentError(
      `configuration, ${lineAndColumn(text, error?.offset ?? 0)}: not JSON with comments (${error === undefined ? "ValueExpected" : printParseErrorCode(error.error)}). ${advice}`,
    );
  return root;
}

/** The value of a node. Every name becomes an own member, also `__proto__`. */
function valueOf(node: Node, text: string): unknown {
  if (node.type === "array") return (node.children ?? []).map((child) => valueOf(child, text));
  if (node.type !== "object") return node.value;
  const seen = new Set<string>();
  return Object.fromEntries(
    (node.children ?? []).map(({ children: [key, value] = [] }) => {
      const name = String(key?.value);
      if (seen.has(name))
        throw new DocumentError(
          `configuration, ${lineAndColumn(text, key?.offset ?? 0)}: saw ${shownValue(name)} for the second time, expected each member once. Remove one of the two`,
        );
      seen.add(name);
      return [name, value === undefined ? undefined : valueOf(value, text)];
    }),
  );
}

/** The node at a path, or the deepest existing one on the way there. */
function nodeAt(node: Node, [step, ...rest]: readonly string[]): Node {
  if (step === undefined) return node;
  if (node.type === "array") {
    const child = node.children?.[Number(step)];
    return child === undefined ? node : nodeAt(child, rest);
  }
  const member = node.children?.find(({ children }) => children?.[0]?.value === step)?.children;
  const child = rest.length === 0 ? member?.[0] : member?.[1];
  return child === undefined ? node : nodeAt(child, rest);
}

function unknownMember(error: ErrorObject | undefined): string | undefined {
  const name: unknown = error?.params["unevaluatedProperty"] ?? error?.params["additionalProperty"];
  return typeof name === "string" ? name : undefined;
}

function problemOf(error: ErrorObject | undefined): string {
  if (error === undefined) return "it is not a configuration";
  const extra = unknownMember(error);
  if (extra !== undefined) return `unknown member ${shownValue(extra)}`;
  const isChoice = "allowedValues" in error.params || "allowedValue" in error.params;
  return `saw ${isChoice ? shownValue(error.data) : kindOf(error.data)}, ${ruleOf(error)}`;
}

function kindOf(value: unknown): string {
  if (typeof value === "string") return `a text of ${counted(value.length, "character")}`;
  if (Array.isArray(value)) return `an array of ${counted(value.length, "item")}`;
  return typeof value === "object" && value !== null ? `an object of ${counted(Object.keys(value).length, "member")}` : String(value);
}
