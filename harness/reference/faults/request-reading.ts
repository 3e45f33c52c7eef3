import { isJsonObject, memberOf } from "../../../spec/json.ts";
import { contractOf } from "../../../spec/contracts/shipped-contracts.ts";
import { Refusal } from "../service/refusal.ts";
import {
  type Change,
  crash,
  hasUnknownMembers,
  inTurn,
  memberSchema,
  names,
  parses,
  reads,
  readsBody,
  readsNumber,
  readsTagValue,
  readsText,
} from "./change.ts";
import { type Fault, faultTable } from "./fault.ts";

/** Takes some values of a member for none. */
const absentWhere = (member: string, test: (value: unknown) => boolean): Change => reads(member, (value) => (test(value) ? undefined : value));

const isOneOf =
  (...values: readonly unknown[]) =>
  (value: unknown): boolean =>
    values.includes(value);

/** A parser that repairs what it cannot read, and tries again. */
function mends(mend: (text: string) => string): Change {
  return parses((text, usual) => {
    try {
      return usual(text);
    } catch {
      return usual(mend(text));
    }
  });
}

/** Takes some bodies for empty ones. */
const emptyWhere = (test: (body: unknown) => boolean): Change =>
  parses((text, usual) => {
    const body = usual(text);
    return test(body) ? {} : body;
  });

const firstOfOne = (value: unknown): unknown => (Array.isArray(value) && value.length === 1 ? (value[0] as unknown) : value);

const refusesText = (expression: RegExp): Change =>
  parses((text, usual) => {
    if (expression.test(text)) throw new Refusal("syntax", "The request body is not valid JSON");
    return usual(text);
  });

/** Faults in how the body of a request is read: its JSON, which members it has, and values of a neighbouring type. */
export const requestReadingFaults: readonly Fault[] = faultTable({
  "request/max-results/refuses-wrong-type": "must",
  "max-results-numeric-text: takes a numeric string for MaxResults": readsText("MaxResults", (text) =>
    text === "" || Number.isNaN(Number(text)) ? text : Number(text),
  ),
  "max-results-true-is-one: takes true for MaxResults 1": reads("MaxResults", (value) => (typeof value === "boolean" ? Number(value) : value)),
  "max-results-falsy-is-absent: takes false and an empty string for no MaxResults": absentWhere("MaxResults", isOneOf(false, "")),
  "max-results-mistyped-is-absent: passes over MaxResults that is no number": absentWhere("MaxResults", (value) => typeof value !== "number"),
  "max-results-type-unchecked-with-tags: passes over MaxResults that is no number in a request that filters": reads("MaxResults", (value, place) =>
    typeof value === "number" || !names(place, "Tags") ? value : undefined,
  ),
  "max-results-text-with-blanks: takes a number among blanks in a string for MaxResults": readsText("MaxResults", (text) =>
    /^\s+\d+\s+$/u.test(text) ? Number(text) : text,
  ),
  "max-results-list-of-one: takes a list of one number for MaxResults": reads("MaxResults", firstOfOne),
  "request/request-origin/refuses-wrong-type": "must",
  "origin-number-as-text: writes a number for RequestOrigin as a string": readsNumber("RequestOrigin", String),
  "origin-boolean-as-text: writes a boolean for RequestOrigin as a string": reads("RequestOrigin", (value) =>
    typeof value === "boolean" ? String(value) : value,
  ),
  "origin-falsy-is-absent: takes 0 and false for no RequestOrigin": absentWhere("RequestOrigin", isOneOf(0, false)),
  "origin-list-of-one: takes a list of one string for RequestOrigin": reads("RequestOrigin", firstOfOne),
  "origin-structure-passed-over: passes over a structure for RequestOrigin": absentWhere("RequestOrigin", isJsonObject),
  "origin-fraction-as-text: takes a fraction for the text of RequestOrigin": readsNumber("RequestOrigin", (value) =>
    Number.isInteger(value) ? value : "fraction",
  ),
  "request/next-token/refuses-wrong-type": "must",
  "token-mistyped-is-absent: passes over a NextToken that is no string": absentWhere("NextToken", (value) => typeof value !== "string"),
  "token-falsy-is-absent: takes 0 and false for no NextToken": absentWhere("NextToken", isOneOf(0, false)),
  "request/tags/refuses-wrong-type": "must",
  "tags-empty-list-is-empty-map: takes an empty list for an empty map of tags": reads("Tags", (value) =>
    Array.isArray(value) && value.length === 0 ? {} : value,
  ),
  "tags-list-of-keys: takes a list of keys for tags": reads("Tags", (value) =>
    Array.isArray(value) ? Object.fromEntries(value.map((name) => [String(name), ""])) : value,
  ),
  "tags-text-passed-over: passes over tags that are a string": readsText("Tags", () => undefined),
  "tags-number-is-empty-map: takes a number for a map without tags": readsNumber("Tags", () => ({})),
  "tags-as-list-of-pairs: takes a list of Key and Value for Tags, as other services have it": reads("Tags", (value) =>
    Array.isArray(value) && value.length > 0 && value.every((pair) => Object.hasOwn(Object(pair) as object, "Key")) ? {} : value,
  ),
  "tags-encoded-twice: takes JSON in a string for Tags": readsText("Tags", (text) => (text.startsWith("{") ? (JSON.parse(text) as unknown) : text)),
  "request/tags/value/refuses-wrong-type": "must",
  "tag-value-number-as-text: writes a number for a tag value as a string": readsTagValue((value) => (typeof value === "number" ? String(value) : value)),
  "tag-value-boolean-as-text: writes a boolean for a tag value as a string": readsTagValue((value) => (typeof value === "boolean" ? String(value) : value)),
  "tag-value-list-joined: joins a list for a tag value into one string": readsTagValue((value) => (Array.isArray(value) ? value.join(",") : value)),
  "tag-value-type-of-first-only: checks the type of the first tag value only": readsTagValue((value, { body }) =>
    typeof value === "string" || value === Object.values(memberOf(body, "Tags") ?? {})[0] ? value : "",
  ),
  "tag-value-fraction-as-text: takes a fraction for the text of a tag value": readsTagValue((value) =>
    typeof value === "number" && !Number.isInteger(value) ? String(value) : value,
  ),
  "request/accepts-null-members": "must",
  "null-refused: refuses null for any member": () => ({ isAbsent: (value) => value === undefined }),
  "null-token-refused: refuses null for NextToken": reads("NextToken", (value) => (value === null ? 0 : value)),
  "null-max-results-is-zero: takes null for MaxResults 0": reads("MaxResults", (value) => (value === null ? 0 : value)),
  "null-origin-among-others-refused: refuses a null RequestOrigin beside other members": reads("RequestOrigin", (value, { body }) =>
    value === null && isJsonObject(body) && Object.keys(body).length > 1 ? 0 : value,
  ),
  "filters/null-is-absent": "must",
  "null-beside-token-crash: crashes on null Tags beside a token": readsBody((body) =>
    memberOf(body, "Tags") === null && memberOf(body, "NextToken") !== undefined ? crash("no tags") : body,
  ),
  "null-tags-match-nothing: lists nothing where Tags is null": reads("Tags", (value) => (value === null ? { null: "null" } : value)),
  "request/ignores-unknown-members": "should",
  "unknown-member-refused: refuses a member that it does not know": readsBody((body) => (hasUnknownMembers(body) ? undefined : body)),
  "prototype-member-refused: refuses a body with a member __proto__ as an attack": readsBody((body) =>
    isJsonObject(body) && Object.hasOwn(body, "__proto__") ? undefined : body,
  ),
  "request/honours-exact-names-only": "should",
  "member-names-without-case: knows members by their names in any case": readsBody((body) => {
    const known = new Map(Object.keys(contractOf("ListSessions").request.properties).map((name) => [name.toLowerCase(), name]));
    return isJsonObject(body) ? Object.fromEntries(Object.entries(body).map(([name, value]) => [known.get(name.toLowerCase()) ?? name, value])) : body;
  }),
  "member-names-lower-camel-too: reads maxResults where there is no MaxResults": inTurn(
    ...["MaxResults", "RequestOrigin", "Tags"].map((member) =>
      reads(member, (value, { body }) => value ?? memberOf(body, `${member.charAt(0).toLowerCase()}${member.slice(1)}`)),
    ),
  ),
  "body/refuses-malformed-json": "must",
  "json-dot-at-the-end: accepts numbers that end with a dot": mends((text) => text.replaceAll(/(\d)\.(?!\d)/gu, "$1")),
  "json-dot-first: accepts numbers that begin with a dot": mends((text) => text.replaceAll(/:\.(?=\d)/gu, ":0.")),
  "json-infinity: accepts Infinity, as absent": mends((text) => text.replaceAll(/\bInfinity\b/gu, "null")),
  "json-words-in-capitals: accepts TRUE and NULL": mends((text) => text.replaceAll(/\b(?:TRUE|FALSE|NULL)\b/gu, (word) => word.toLowerCase())),
  "json-comma-twice: accepts two commas in a row": mends((text) => text.replaceAll(/,\s*,/gu, ",")),
  "json-semicolons: accepts semicolons between members": mends((text) => text.replaceAll(";", ",")),
  "json-equals-signs: accepts an equals sign between name and value": mends((text) => text.replaceAll('"=', '":')),
  "json-no-break-space: takes a no-break space for a blank": mends((text) => text.replaceAll("\u00A0", " ")),
  "json-trailing-comma: accepts a comma before a closing brace": mends((text) => text.replaceAll(/,\s*\}/gu, "}")),
  "json-single-quotes: accepts strings in single quotes": mends((text) => text.replaceAll("'", '"')),
  "json-bare-names: accepts member names without quotes": mends((text) => text.replaceAll(/([{,])\s*([A-Za-z]\w*)\s*:/gu, '$1"$2":')),
  "json-comments: accepts comments": mends((text) => text.replaceAll(/\/\*.*?\*\//gsu, "")),
  "json-not-a-number: accepts NaN, as absent": mends((text) => text.replaceAll(/\bNaN\b/gu, "null")),
  "json-python-words: accepts None, True and False": mends((text) => text.replaceAll(/\bNone\b/gu, "null").replaceAll(/\bTrue\b/gu, "true")),
  "json-leading-zeros: accepts numbers with leading zeros": mends((text) => text.replaceAll(/:0+(\d)/gu, ":$1")),
  "json-plus-sign: accepts numbers with a plus sign": mends((text) => text.replaceAll(/:\+/gu, ":")),
  "json-hexadecimal: accepts hexadecimal numbers": mends((text) => text.replaceAll(/\b0x[0-9A-Fa-f]+/gu, (number) => String(Number(number)))),
  "json-text-behind: reads a body up to the end of its first value": mends((text) => /^\{.*?\}/su.exec(text)?.[0] ?? text),
  "json-unclosed: closes braces that a body leaves open": mends((text) => `${text}}`),
  "json-unknown-escapes: accepts escapes that JSON does not know": mends((text) =>
    text.replaceAll(/\\x([0-9a-f]{2})/gu, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
  ),
  "json-missing-comma: accepts members without a comma between them": mends((text) => text.replaceAll(/(\d)\s+"/gu, '$1,"')),
  "json-missing-colon: accepts members without a colon": mends((text) => text.replaceAll(/"\s+(\d)/gu, '":$1')),
  "json-malformed-is-empty: takes a body that is no JSON for an empty one": mends(() => "{}"),
  "json-form-accepted: reads a form where the body is no JSON": parses((text, usual) => {
    if (!/^\w+=\w*$/u.test(text)) return usual(text);
    return Object.fromEntries([...new URLSearchParams(text)].map(([name, value]) => [name, Number(value)]));
  }),
  "json-markup-ignored: takes a body in XML for an empty one": parses((text, usual) => (text.startsWith("<") ? {} : usual(text))),
  "body/refuses-non-objects": "should",
  "top-level-string-accepted: takes a body that is a string for an empty one": emptyWhere((body) => typeof body === "string"),
  "top-level-array-accepted: takes a body that is an array for an empty one": emptyWhere(Array.isArray),
  "top-level-array-of-one: takes a body that is an array of one structure for that structure": parses((text, usual) => firstOfOne(usual(text))),
  "top-level-null-accepted: takes a body that is null for an empty one": emptyWhere((body) => body === null),
  "top-level-falsy-accepted: takes a body that is 0, false or an empty string for an empty one": emptyWhere(isOneOf(0, false, "")),
  "top-level-scalar-accepted: takes a body that is a number or a boolean for an empty one": emptyWhere(
    (body) => typeof body === "number" || typeof body === "boolean",
  ),
  "error/code/decoding-before-constraints": "should",
  "limits-before-types: checks numbers against their range before it checks the types of other members": ({ types }) => ({
    types: {
      ...types,
      string(value, place) {
        const size = memberOf(place.body, "MaxResults");
        if (typeof size === "number" && size > (memberSchema("MaxResults").maximum ?? size))
          throw new Refusal("constraint", "MaxResults is too large", ["MaxResults"]);
        return types.string(value, place);
      },
    },
  }),
  "body/reads-any-spelling": "must",
  "json-with-outer-blanks-refused: refuses blanks around a body": refusesText(/^\s|\s$/u),
  "json-on-several-lines-refused: refuses a body of several lines": refusesText(/\n/u),
  "json-escapes-refused: refuses escapes in a body": refusesText(/\\u[0-9a-f]{4}/iu),
  "json-escaped-names-unknown: does not know a member whose name holds an escape": parses((text, usual) => usual(text.replaceAll(/\{"\\u/gu, '{"?'))),
});
