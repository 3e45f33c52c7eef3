import { describe, expect, it } from "vitest";
import { propertiesOf } from "../../properties/table.ts";
import orderedCases from "../../properties/case-order.json" with { type: "json" };
import { contractOf } from "../../spec/contracts/shipped-contracts.ts";
import { resolveSettings } from "../config/settings.ts";
import { enumerateCases } from "./enumerate-cases.ts";
import { type Item, schedule, type Stretch } from "./schedule.ts";

const settings = resolveSettings({ seed: 1 }, {});
const items: readonly Item[] = propertiesOf(contractOf("ListSessions"))
  .flatMap((property) => (property.kind === "probing" ? Array.from(enumerateCases(property, settings), (one, index) => ({ property, one, index })) : []))
  .map((item, place) => ({ ...item, place }));
const stretches: readonly Stretch[] = [...new Set(items.map(({ property }) => property))].map((property) => {
  const own = items.filter((item) => item.property === property);
  return { property, count: own.length, items: own };
});
const idsOf = (effort: "quick" | "standard"): readonly string[] =>
  schedule(stretches, effort).batches.flatMap((batch) => Array.from(batch.items, ({ one }) => one.id));

describe("schedule()", () => {
  it("orders no case that does not exist any more", () => {
    const ids = new Set(items.map(({ one }) => one.id));
    expect(orderedCases.map(({ id }) => id).filter((id) => !ids.has(id))).toEqual([]);
  });

  it("sends every case of a standard run once, the ordered ones first and the generated ones last", () => {
    const ids = idsOf("standard");
    expect(ids.toSorted()).toEqual(items.map(({ one }) => one.id).toSorted());
    // What may end an operation that others need comes last of all.
    const last = new Set(items.flatMap(({ property, one }) => (property.mayEndOthers === true ? [one.id] : [])));
    const sanitizer = orderedCases.map(({ id }) => id).filter((id) => !last.has(id));
    expect(ids.slice(0, sanitizer.length)).toEqual(sanitizer);
    expect(ids.slice(-last.size)).toEqual([...last]);
    const generated = items.filter(({ property }) => property.phase === "random").length;
    expect(ids.slice(-generated - last.size, -last.size).every((id) => /#\d+\.\d+$/u.test(id))).toBe(true);
  });

  it("shows each property at least once in a quick run", () => {
    const sent = new Set(idsOf("quick"));
    const shown = new Set(items.filter(({ one }) => sent.has(one.id)).map(({ property }) => property.id));
    expect(items.filter(({ property }) => !shown.has(property.id)).map(({ one }) => one.id)).toEqual([]);
  });

  it("leaves what needs quiet alone", () => {
    const { batches } = schedule(stretches, "standard");
    expect(batches.flatMap(({ alone, items: some }) => [...some].filter(({ property }) => (property.needs === "exclusive") !== alone))).toEqual([]);
  });

  it.each(["quick", "standard"] as const)("counts the cases of each property: %s", (effort) => {
    const { batches, counts } = schedule(stretches, effort);
    const sent = batches.flatMap((batch) => [...batch.items]);
    for (const { property } of stretches) expect(counts.get(property.id) ?? 0).toBe(sent.filter((item) => item.property === property).length);
  });
});
