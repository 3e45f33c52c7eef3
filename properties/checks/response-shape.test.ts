import { describe, expect, it } from "vitest";
import { contractOf } from "../../spec/contracts/shipped-contracts.ts";
import { readAnswer } from "../core/answer.ts";
import type { Violation } from "../core/property.ts";
import { type JudgedPart, judgeShape } from "./response-shape.ts";

const contract = contractOf("ListSessions");
const { minLength = 0, maxLength = 0 } = contract.response.properties["Ids"]?.items ?? {};
const longestToken = contract.response.properties["NextToken"]?.maxLength ?? 0;

function judged(body: string, aspect: JudgedPart): readonly Violation[] {
  return judgeShape(readAnswer({ status: 200, headers: {}, body: new TextEncoder().encode(body) }), contract, aspect);
}

/** Where breaches of an aspect were found. */
function pointers(body: string, aspect: JudgedPart): readonly string[] {
  return judged(body, aspect).map(({ pointer }) => pointer);
}

const session = (member: string, value: string): string => `{"Sessions":[{"${member}":${value}}]}`;

describe("judgeShape() of types", () => {
  const right = [
    "{}",
    '{"Ids":[],"Sessions":[],"NextToken":"t"}',
    '{"Ids":null,"Sessions":null,"NextToken":null}',
    '{"Ids":["a"],"Sessions":[{}]}',
    session("CreatedOn", "1.708699485E9"),
    session("CreatedOn", "1708699485.123"),
    session("CreatedOn", "0"),
    session("CreatedOn", "null"),
    session("Progress", '"NaN"'),
    session("DPUSeconds", '"Infinity"'),
    session("MaxCapacity", '"-Infinity"'),
    session("Command", "{}"),
    session("Command", "null"),
    session("Command", '{"Name":null}'),
    session("Connections", '{"Connections":[]}'),
    session("DefaultArguments", '{"--a":""}'),
    session("Status", '"SOMETHING_NEW"'),
    session("Id", '""'),
  ];
  it.each(right)("finds nothing in %s", (body) => {
    expect(judged(body, "types")).toEqual([]);
  });

  const unknown = [
    '{"Unknown":{"a":[null]}}',
    session("Unknown", "[1]"),
    session("Tags", '{"a":1}'),
    session("__proto__", '{"Id":5}'),
    '{"__proto__":{"Ids":5},"constructor":5,"toString":null}',
  ];
  it.each(unknown)("takes unknown members as legal: %s", (body) => {
    expect(judged(body, "types")).toEqual([]);
  });

  const wrong: readonly (readonly [body: string, ...pointers: string[]])[] = [
    ['{"Ids":{}}', "/body/Ids"],
    ['{"Ids":"a"}', "/body/Ids"],
    ['{"Ids":["a",null]}', "/body/Ids/1"],
    ['{"Ids":["a",5,{}]}', "/body/Ids/1", "/body/Ids/2"],
    ['{"NextToken":5}', "/body/NextToken"],
    ['{"NextToken":{}}', "/body/NextToken"],
    ['{"Sessions":{}}', "/body/Sessions"],
    ['{"Sessions":[null]}', "/body/Sessions/0"],
    ['{"Sessions":["a"]}', "/body/Sessions/0"],
    [session("CreatedOn", '"2024-02-23T14:44:45Z"'), "/body/Sessions/0/CreatedOn"],
    [session("CreatedOn", '"1708699485"'), "/body/Sessions/0/CreatedOn"],
    [session("Progress", '"nan"'), "/body/Sessions/0/Progress"],
    [session("Progress", '"+Infinity"'), "/body/Sessions/0/Progress"],
    [session("Progress", '"NaN\\n"'), "/body/Sessions/0/Progress"],
    [session("Progress", '""'), "/body/Sessions/0/Progress"],
    [session("Progress", "true"), "/body/Sessions/0/Progress"],
    [session("Id", "5"), "/body/Sessions/0/Id"],
    [session("Command", '"glueetl"'), "/body/Sessions/0/Command"],
    [session("Command", '{"Name":5,"PythonVersion":3}'), "/body/Sessions/0/Command/Name", "/body/Sessions/0/Command/PythonVersion"],
    [session("Connections", '["a"]'), "/body/Sessions/0/Connections"],
    [session("Connections", '{"Connections":[null]}'), "/body/Sessions/0/Connections/Connections/0"],
    [session("DefaultArguments", "[]"), "/body/Sessions/0/DefaultArguments"],
    [session("DefaultArguments", '{"--a":null}'), "/body/Sessions/0/DefaultArguments/--a"],
    [session("DefaultArguments", '{"a/b~c":1}'), "/body/Sessions/0/DefaultArguments/a~1b~0c"],
    [session("DefaultArguments", '{"__proto__":1}'), "/body/Sessions/0/DefaultArguments/__proto__"],
    ['{"Ids":5,"NextToken":5,"Sessions":5}', "/body/Ids", "/body/NextToken", "/body/Sessions"],
  ];
  it.each(wrong)("finds in %s what is wrong at %s", (body, ...wanted) => {
    const violations = judged(body, "types");
    expect(violations.map(({ pointer }) => pointer).toSorted()).toEqual(wanted);
    expect(new Set(violations.map(({ code }) => code))).toEqual(new Set(["wrong-type"]));
  });

  it.each([
    ['{"Ids":["a",5]}', "a value of JSON type string", 5],
    ['{"Sessions":5}', "a value of JSON type array", 5],
    [session("Progress", "true"), "a value of JSON type number", true],
    [session("Progress", '"fast"'), "a JSON number, or NaN or an infinity as a string", "fast"],
  ])("says of %s that it wants %s", (body, expected, received) => {
    expect(judged(body, "types")).toMatchObject([{ expected, received }]);
  });
});

describe("judgeShape() of integers", () => {
  it.each([
    [session("NumberOfWorkers", "2")],
    [session("NumberOfWorkers", "2.0")],
    [session("NumberOfWorkers", "2e0")],
    [session("NumberOfWorkers", "-1")],
    [session("IdleTimeout", "null")],
    [session("MaxCapacity", "0.5")],
    [session("CreatedOn", "1.5")],
    ["{}"],
  ])("finds nothing in %s", (body) => {
    expect(judged(body, "integers")).toEqual([]);
  });

  it.each([
    [session("NumberOfWorkers", "2.5"), "NumberOfWorkers"],
    [session("IdleTimeout", "0.1"), "IdleTimeout"],
    [session("IdleTimeout", '"NaN"'), "IdleTimeout"],
  ])("finds in %s a fraction for %s", (body, member) => {
    expect(judged(body, "integers")).toMatchObject([{ code: "wrong-type", pointer: `/body/Sessions/0/${member}`, expected: "a whole number" }]);
  });
});

describe("judgeShape() of limits", () => {
  const ids = (...values: readonly string[]): string => JSON.stringify({ Ids: values });

  it.each([
    ["the shortest", ids("a".repeat(minLength))],
    ["the longest", ids("a".repeat(maxLength))],
    ["the longest of two bytes each", ids("\u00E9".repeat(maxLength))],
    ["the longest of two code units each", ids("\u{1F600}".repeat(maxLength))],
    ["a tab", ids("a\tb")],
    ["blanks", ids(" ")],
    ["the ends of the planes", ids("\uD7FF\uE000\uFFFD\u{10000}\u{10FFFF}")],
    ["no id", ids()],
    ["null for lists", '{"Ids":null,"NextToken":null}'],
    ["ids of another type, which is another matter", '{"Ids":[5,null]}'],
    ["lists of another type, which is another matter", '{"Ids":"a"}'],
    ["the longest token", JSON.stringify({ NextToken: "t".repeat(longestToken) })],
    ["an empty token", '{"NextToken":""}'],
    [
      "long values in sessions, on which this page says nothing",
      JSON.stringify({ Sessions: [{ Id: "a".repeat(maxLength + 1), Description: "\n".repeat(5_000) }] }),
    ],
    ["unknown members", '{"Other":[""],"__proto__":{"Ids":[""]}}'],
  ])("finds nothing in %s", (_, body) => {
    expect(judged(body, "limits")).toEqual([]);
  });

  it.each([
    ["an empty id", ids("a", ""), "/body/Ids/1"],
    ["one character too many", ids("a".repeat(maxLength + 1)), "/body/Ids/0"],
    ["one character of two code units too many", ids("\u{1F600}".repeat(maxLength + 1)), "/body/Ids/0"],
    ["a line end", ids("a\n"), "/body/Ids/0"],
    ["a carriage return", ids("a\rb"), "/body/Ids/0"],
    ["a null character", ids("\0"), "/body/Ids/0"],
    ["a control character", ids("\u001F"), "/body/Ids/0"],
    ["no character (U+FFFE)", ids("\uFFFE"), "/body/Ids/0"],
    ["half of a surrogate pair", '{"Ids":["\\ud83d"]}', "/body/Ids/0"],
    ["a token one character too long", JSON.stringify({ NextToken: "t".repeat(longestToken + 1) }), "/body/NextToken"],
  ])("finds %s", (_, body, pointer) => {
    expect(pointers(body, "limits")).toEqual([pointer]);
    expect(judged(body, "limits")[0]?.code).toBe("outside-limits");
  });
});

describe("judgeShape()", () => {
  it.each(["", "<html>", "[]", "null", '"x"'])("leaves the body %j, which is no object, to others", (body) => {
    for (const aspect of ["types", "integers", "limits"] as const) expect(judged(body, aspect)).toEqual([]);
  });

  it("judges by the contract that it is given", () => {
    const answer = readAnswer({ status: 200, headers: {}, body: new TextEncoder().encode('{"Session":5,"Ids":5}') });
    expect(judgeShape(answer, contractOf("GetSession"), "types").map(({ pointer }) => pointer)).toEqual(["/body/Session"]);
  });

  it("tells every breach of many, for the recorder to cut", () => {
    expect(judged(JSON.stringify({ Ids: Array.from({ length: 50 }, () => 5) }), "types")).toHaveLength(50);
  });
});
