import { describe, expect, it } from "vitest";
import { createTestbed, sessionNamed } from "./testbed.testdata.ts";

const bytes = (...parts: (string | number)[]): Uint8Array =>
  Buffer.concat(parts.map((part) => (typeof part === "string" ? Buffer.from(part) : Buffer.from([part]))));

describe("decoding", () => {
  it.each([
    ["an empty body", ""],
    ["an empty object", "{}"],
    ["null members", '{"MaxResults":null,"NextToken":null,"RequestOrigin":null,"Tags":null}'],
    ["unknown members", '{"Unknown":{"MaxResults":0},"maxResults":0,"__proto__":{"MaxResults":0},"constructor":1}'],
    ["an integral number with a fraction", '{"MaxResults":10.0}'],
    ["an integral number with an exponent", '{"MaxResults":1e1}'],
    ["the last of two equal members", '{"MaxResults":0,"MaxResults":1}'],
    ["white space", ' \t\r\n{ "MaxResults" : 1 } \n'],
  ])("accepts %s", (_what, body) => {
    expect(createTestbed().call("ListSessions", body).status).toBe(200);
  });

  const bodies: [string, string | Uint8Array][] = [
    ...["hello", "{", "{[", '{"MaxResults":10', "{} {}", "{'MaxResults':1}", '{"MaxResults":1,}', "// no\n{}"].map((text): [string, string] => [text, text]),
    ...["true", "null", "10", '"x"', "[]", "[{}]", "NaN", '{"MaxResults":NaN}', '{"MaxResults":Infinity}'].map((text): [string, string] => [text, text]),
    ["a byte order mark", bytes(0xef, 0xbb, 0xbf, "{}")],
    ["invalid UTF-8", bytes('{"RequestOrigin":"', 0xff, '"}')],
    ["an encoded surrogate", bytes('{"RequestOrigin":"', 0xed, 0xa0, 0x80, '"}')],
    ...['"10"', "true", "[]", "[10]", "{}", "1.5", "2147483648", "-2147483649", "9223372036854775808", "1e400", "-1e400"].map((value): [string, string] => [
      `MaxResults ${value}`,
      `{"MaxResults":${value}}`,
    ]),
    ...["NextToken", "RequestOrigin"].flatMap((member) =>
      ["1", "true", "[]", '["x"]', "{}"].map((value): [string, string] => [`${member} ${value}`, `{"${member}":${value}}`]),
    ),
    ...["[]", '"x"', "1", "true", '{"k":1}', '{"k":null}', '{"k":{}}', '{"k":["v"]}'].map((value): [string, string] => [`Tags ${value}`, `{"Tags":${value}}`]),
  ];

  it.each(bodies)("refuses %s", (_what, body) => {
    const { status, text } = createTestbed().send({
      body: typeof body === "string" ? bytes(body) : body,
    });
    expect(status).toBe(400);
    expect(JSON.parse(text)).toMatchObject({ __type: "SerializationException" });
  });

  it("says which member has the wrong type", () => {
    const { body } = createTestbed().call("ListSessions", { Tags: { k: 1 } });
    expect(body["message"]).toBe("Expected a string at 'Tags/value'");
  });

  it.each([
    [{ MaxCapacity: "10" }],
    [{ Connections: { Connections: [null] } }],
    [{ Connections: [] }],
    [{ Command: "glueetl" }],
    [{ DefaultArguments: { k: 1 } }],
  ])("refuses %j in CreateSession", (members) => {
    const { body } = createTestbed().call("CreateSession", { ...sessionNamed("s"), ...members });
    expect(body).toMatchObject({ __type: "SerializationException" });
  });

  it("reports a wrong type before a broken constraint", () => {
    const { body } = createTestbed().call("ListSessions", { MaxResults: 0, RequestOrigin: 1 });
    expect(body).toMatchObject({ __type: "SerializationException" });
  });
});
