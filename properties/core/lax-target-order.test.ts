import { expect, it } from "vitest";
import { contractOf } from "../../spec/contracts/shipped-contracts.ts";
import { laxTargetOrder } from "./lax-target-order.ts";
import { propertiesOf } from "../table.ts";

it("puts what is valid first, then what must be refused, and what only a should has refused last", () => {
  const inOrder = propertiesOf(contractOf("TagResource"))
    .flatMap((property) => (property.kind === "probing" ? [property] : []))
    .toSorted((a, b) => laxTargetOrder(a) - laxTargetOrder(b))
    .map(({ id }) => id);
  const placeOf = (id: string): number => inOrder.indexOf(id);
  const some = [
    "request/accepts-generated",
    "request/tags-to-add/refuses-missing",
    "request/refuses-generated",
    "body/survives-odd-bodies",
    "protocol/target/refuses-unknown",
    "body/refuses-non-objects",
  ];
  expect(some.map((id) => placeOf(id))).toEqual(some.map((id) => placeOf(id)).toSorted((a, b) => a - b));
  expect(placeOf("request/accepts-generated")).toBeGreaterThanOrEqual(0);
});

it("sends a broken request in another spelling after the plain one", () => {
  const property = propertiesOf(contractOf("TagResource")).find(({ id }) => id === "body/reads-any-spelling");
  if (property?.kind !== "probing") throw new Error("there is no such property");
  const one = { id: "", script: () => [][Symbol.iterator]() as never };
  expect([laxTargetOrder(property, one), laxTargetOrder(property, { ...one, breaks: { member: "a", keyword: "b" } })]).toEqual([0, 2]);
});
