import { describe, expect, it } from "vitest";
import type { Contract } from "../contract.ts";
import { canonicalJson, contractDigest, lineDigests, pageDigest } from "./digest.ts";

const schema = { type: "object", required: [], properties: {} } as const;
const contract: Contract = {
  operation: "Ping",
  request: schema,
  response: schema,
  errors: { A: 400, B: 500 },
  lines: { "/operation": 1 },
};

describe("canonicalJson()", () => {
  it("sorts keys by code unit, leaves out blanks and undefined members", () => {
    expect(canonicalJson({ b: [1, { d: null, c: "é" }], "a,b": true, a: undefined, 10: 1, 9: 2 })).toBe('{"10":1,"9":2,"a,b":true,"b":[1,{"c":"é","d":null}]}');
  });

  it("keeps a member named __proto__", () => {
    expect(canonicalJson(JSON.parse('{"__proto__":{"z":1}}'))).toBe('{"__proto__":{"z":1}}');
  });
});

describe("contractDigest()", () => {
  it("does not depend on the order of keys or on page lines", () => {
    const same: Contract = {
      lines: {},
      errors: { B: 500, A: 400 },
      response: schema,
      request: schema,
      operation: "Ping",
    };
    expect(contractDigest(same)).toBe(contractDigest(contract));
  });

  it("changes with a status", () => {
    expect(contractDigest({ ...contract, errors: { A: 400, B: 503 } })).not.toBe(contractDigest(contract));
  });
});

describe("pageDigest() and lineDigests()", () => {
  it("do not depend on line ends", () => {
    expect(pageDigest("a\r\nb\rc\n")).toBe(pageDigest("a\nb\nc\n"));
    expect(lineDigests("a \r\nb\rc\n")).toEqual(lineDigests("a\nb\n c"));
  });

  it("are SHA-256 in hexadecimal", () => {
    expect(pageDigest("")).toBe("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    expect(lineDigests("\n")).toEqual(["e3b0c44298fc"]);
  });
});
