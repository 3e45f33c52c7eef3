import { describe, expect, it } from "vitest";
import { fixturesOf } from "../cases.testdata.ts";
import { asFixtures } from "../fixtures/existing-sessions.ts";
import { changingPlans, constantPlans, type PagePlan } from "./page-plans.ts";

const fixtures = fixturesOf();
const sizesOf = ({ inputs }: PagePlan): readonly unknown[] => Array.from({ length: 6 }, (_, page) => inputs(page)["MaxResults"] ?? "none");
const named = (plans: readonly PagePlan[], name: string): PagePlan => {
  const plan = plans.find((one) => one.name === name);
  if (plan === undefined) throw new Error(`no plan is called ${name}`);
  return plan;
};

describe("constantPlans()", () => {
  const plans = constantPlans(fixtures, 1_000);

  it("walks over thirteen sessions at every size from 1 to 14", () => {
    const few = plans.filter(({ wanted }) => wanted.length === 13);
    expect(few.map((plan) => sizesOf(plan)[0])).toEqual(Array.from({ length: 14 }, (_, index) => index + 1));
  });

  it("walks over all sessions of the run at sizes around their number, and at the largest", () => {
    const all = plans.filter(({ wanted }) => wanted.length === 45).map((plan) => sizesOf(plan)[0]);
    expect(all).toEqual(expect.arrayContaining(["none", 44, 45, 46, 999, 1_000]));
  });

  it("walks over given sessions by the tag that about thirteen carry", () => {
    const sessions = asFixtures(
      Array.from({ length: 40 }, (_, index) => ({ id: `s${String(index)}`, tags: { half: String(index % 2), third: String(index % 3), all: "x" } })),
    );
    const given = constantPlans({ ...fixtures, sessions, given: true }, 1_000);
    expect(named(given, "page-size-6").inputs(0)).toMatchObject({ MaxResults: 6, Tags: { third: expect.any(String) as string } });
  });

  it("walks over few given sessions without tags in three sizes", () => {
    const given = constantPlans({ ...fixtures, sessions: asFixtures([{ id: "a", tags: {} }]), given: true }, 1_000);
    expect(given.map(({ name }) => name).filter((name) => /^page-size-\d+$/u.test(name))).toEqual(["page-size-1", "page-size-2", "page-size-3"]);
  });
});

describe("changingPlans()", () => {
  const plans = changingPlans(fixtures, 1_000);

  it.each([
    ["page-size-changing", [7, 9, 2, 7, 9, 2]],
    ["page-size-small-then-none", [2, "none", "none", "none", "none", "none"]],
    ["page-size-none-then-small", ["none", 2, 2, 2, 2, 2]],
    ["page-size-large-then-small", [44, 2, 2, 2, 2, 2]],
    ["filtered-size-shrinking", [6, 4, 2, 1, 1, 1]],
  ])("asks for the pages of %s", (name, sizes) => {
    expect(sizesOf(named(plans, name))).toEqual(sizes);
  });

  it("takes each size from a walk that has that size alone", () => {
    const alone = new Set(constantPlans(fixtures, 1_000).map((plan) => sizesOf(plan)[0]));
    expect(plans.flatMap((plan) => sizesOf(plan)).filter((size) => !alone.has(size))).toEqual([]);
  });
});
