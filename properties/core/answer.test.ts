import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Answer, type Carriers, isSuccess, listOf, mediaTypeOf, nextTokenOf, readAnswer, sanitisedCode } from "./answer.ts";

function read(body: string | Uint8Array, status = 200, headers: Readonly<Record<string, string>> = {}): Answer {
  return readAnswer({ status, headers, body: typeof body === "string" ? new TextEncoder().encode(body) : body });
}

describe("sanitisedCode()", () => {
  it.each([
    ["FooError", "FooError"],
    ["FooError:http://internal.amazon.com/coral/com.amazon.coral.validate/", "FooError"],
    ["aws.protocoltests.restjson#FooError", "FooError"],
    ["aws.protocoltests.restjson#FooError:http://internal.amazon.com/coral/com.amazon.coral.validate/", "FooError"],
    ["com.amazon.coral.service#UnknownOperationException", "UnknownOperationException"],
    ["FooError:http://example.com/a#b", "FooError"],
    [" FooError ", "FooError"],
    ["", ""],
    [":", ""],
    ["#", ""],
  ])("reads %j as %j", (raw, code) => {
    expect(sanitisedCode(raw)).toBe(code);
  });
});

describe("readAnswer()", () => {
  it("reads status, headers, text and JSON", () => {
    const headers = { "content-type": "application/x-amz-json-1.1" };
    expect(read('{"Ids":[]}', 201, headers)).toEqual({
      status: 201,
      headers,
      text: '{"Ids":[]}',
      json: { Ids: [] },
      isJson: true,
      object: { Ids: [] },
      carriers: {},
      code: undefined,
    });
  });

  it.each([
    ["", false, undefined],
    ["<html>", false, undefined],
    ["{}x", false, undefined],
    ["null", true, null],
    ["[]", true, []],
    ['"x"', true, "x"],
    ["0", true, 0],
  ])("tells %j from an object", (body, isJson, json) => {
    expect(read(body)).toMatchObject({ isJson, json, object: undefined, text: body });
  });

  it("reads a body once that comes again, and no other of its length for it", () => {
    const first = read('{"Ids":["a"]}');
    expect(read('{"Ids":["b"]}').object).toEqual({ Ids: ["b"] });
    const [again, also] = [read('{"Ids":["a"]}', 400), read('{"Ids":["a"]}')];
    expect([again.object, again.status]).toEqual([first.object, 400]);
    expect(also.object).toBe(again.object);
  });

  it("takes bytes that are no UTF-8 for no text", () => {
    expect(read(Uint8Array.from([0x7b, 0xff, 0x7d]))).toMatchObject({ text: undefined, isJson: false, object: undefined });
  });

  it("takes a body behind a byte order mark for no JSON, as JSON parsers do", () => {
    expect(read("\uFEFF{}")).toMatchObject({ text: "\uFEFF{}", isJson: false });
  });

  const carried: readonly (readonly [body: string, header: string | undefined, code: string | undefined, carriers: Carriers])[] = [
    ['{"__type":"A"}', undefined, "A", { type: "A" }],
    ['{"code":"A"}', undefined, "A", { code: "A" }],
    ["", "A", "A", { header: "A" }],
    ['{"__type":"A","code":"B"}', "C", "C", { type: "A", code: "B", header: "C" }],
    ['{"__type":"A","code":"B"}', undefined, "B", { type: "A", code: "B" }],
    ['{"__type":"x#A","code":404}', undefined, "A", { type: "x#A" }],
    ['{"__type":"","code":""}', "", undefined, {}],
    ['{"__type":null,"code":null}', undefined, undefined, {}],
    ['{"__type":["A"]}', undefined, undefined, {}],
    ['{"Error":{"__type":"A"}}', undefined, undefined, {}],
    ['{"__proto__":{"__type":"A","code":"B"}}', undefined, undefined, {}],
    ['["A"]', undefined, undefined, {}],
    ["{}", "A:http://example.com/", "A", { header: "A:http://example.com/" }],
  ];
  it.each(carried)("finds in %s and the header %s the code %s", (body, header, code, carriers) => {
    expect(read(body, 400, header === undefined ? {} : { "x-amzn-errortype": header })).toMatchObject({ code, carriers });
    expect(read(body, 400, header === undefined ? {} : { "x-amzn-errortype": header }).carriers).toEqual(carriers);
  });

  it("never throws, whatever the bytes", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 50 }), fc.oneof(fc.constant(""), fc.string()), (body, header) => {
        expect(readAnswer({ status: 500, headers: { "x-amzn-errortype": header }, body }).status).toBe(500);
      }),
      { seed: 1 },
    );
  });
});

describe("isSuccess()", () => {
  it.each([
    [199, false],
    [200, true],
    [204, true],
    [299, true],
    [300, false],
    [400, false],
    [500, false],
  ])("says of %d: %s", (status, wanted) => {
    expect(isSuccess(read("{}", status))).toBe(wanted);
  });
});

describe("mediaTypeOf()", () => {
  it.each([
    ["application/x-amz-json-1.1", "application/x-amz-json-1.1"],
    ["Application/X-Amz-JSON-1.1; charset=utf-8", "application/x-amz-json-1.1"],
    [" text/html ;charset=x", "text/html"],
    ["", ""],
    [undefined, ""],
  ])("reads %j as %j", (header, wanted) => {
    expect(mediaTypeOf(read("{}", 200, header === undefined ? {} : { "content-type": header }))).toBe(wanted);
  });
});

describe("listOf()", () => {
  it.each([
    ['{"Ids":["a"]}', ["a"]],
    ['{"Ids":[]}', []],
    ["{}", []],
    ['{"Ids":null}', []],
    ['{"__proto__":{"Ids":["a"]}}', []],
    ["[]", []],
    ["", []],
    ['{"Ids":{}}', undefined],
    ['{"Ids":"a"}', undefined],
  ])("reads Ids of %s as %j", (body, wanted) => {
    expect(listOf(read(body), "Ids")).toEqual(wanted);
  });
});

describe("nextTokenOf()", () => {
  it.each([
    ['{"NextToken":"t"}', "t"],
    ['{"NextToken":" "}', " "],
    ['{"NextToken":""}', undefined],
    ['{"NextToken":null}', undefined],
    ['{"NextToken":5}', undefined],
    ['{"nextToken":"t"}', undefined],
    ['{"__proto__":{"NextToken":"t"}}', undefined],
    ["{}", undefined],
    ["", undefined],
  ])("reads %s as %j", (body, wanted) => {
    expect(nextTokenOf(read(body))).toBe(wanted);
  });
});
