import { expect, it } from "vitest";
import { headerSpellings, spelledHeaders, spelledName } from "./header-spelling.ts";

it("spells a name in each way, however it came", () => {
  for (const name of ["x-amz-target", "X-Amz-Target", "X-AMZ-TARGET"])
    expect(headerSpellings.map((spelling) => spelledName(name, spelling))).toEqual(["x-amz-target", "X-Amz-Target", "X-AMZ-TARGET"]);
});

it("leaves the values of headers as they are", () => {
  expect(spelledHeaders({ "content-type": "a/b", "X-Amz-Target": "AWSGlue.c" }, "capitals")).toEqual({ "CONTENT-TYPE": "a/b", "X-AMZ-TARGET": "AWSGlue.c" });
});
