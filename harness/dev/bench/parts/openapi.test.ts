import { expect, it } from "vitest";
import { contractOf } from "../../../../spec/contracts/shipped-contracts.ts";
import { openApiOf } from "./openapi.ts";

const described = JSON.stringify(openApiOf(contractOf("ListSessions")));

it("describes the claimed request with the limits of the contract", () => {
  expect(described).toContain('"enum":["AWSGlue.ListSessions"]');
  expect(described).toContain('"MaxResults":{"minimum":1,"maximum":1000,"type":["integer","null"]}');
});

it("anchors patterns, and writes pairs of code units as the characters that they are", () => {
  expect(described).toContain(String.raw`"pattern":"^(?:[\\.\\-_A-Za-z0-9]+)$"`);
  expect(described).toContain("\u{10000}-\u{10FFFF}");
  expect(described).not.toMatch(/\\uD8/iu);
});
