import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createTestbed, sessionNamed, type Body, type Testbed } from "./testbed.testdata.ts";

function testbedWith(count: number, tagsOf: (index: number) => Record<string, string> = () => ({})): Testbed {
  const testbed = createTestbed();
  for (let index = 0; index < count; index += 1) {
    testbed.call("CreateSession", { ...sessionNamed(`s${index}`), Tags: tagsOf(index) });
  }
  return testbed;
}

/** The pages of a walk; `between` runs after each page but the last. */
function walk({ call }: Testbed, input: object = {}, between: () => void = () => {}): Body[] {
  const pages: Body[] = [];
  let token: unknown;
  do {
    const { status, body } = call("ListSessions", { ...input, NextToken: token });
    expect(status).toBe(200);
    pages.push(body);
    token = body["NextToken"];
    if (token !== undefined) between();
  } while (token !== undefined);
  return pages;
}

const idsOf = (pages: Body[]): unknown[] => pages.flatMap((page) => page["Ids"] as unknown[]);

describe("paging", () => {
  it("answers with both lists and no token where there are no sessions", () => {
    expect(createTestbed().call("ListSessions")).toEqual({
      status: 200,
      body: { Ids: [], Sessions: [] },
    });
  });

  it.each([
    [1, [1, 1, 1, 1, 1, 1, 1]],
    [3, [3, 3, 1]],
    [7, [7]],
    [1000, [7]],
    [undefined, [7]],
  ])("cuts seven sessions by %s into %j", (MaxResults, sizes) => {
    const pages = walk(testbedWith(7), { MaxResults });
    expect(pages.map(({ Ids }) => (Ids as unknown[]).length)).toEqual(sizes);
    expect(idsOf(pages)).toEqual(["s0", "s1", "s2", "s3", "s4", "s5", "s6"]);
  });

  it("lists a hundred sessions a page by default", () => {
    expect(walk(testbedWith(101)).map(({ Ids }) => (Ids as unknown[]).length)).toEqual([100, 1]);
  });

  it("shows in Sessions what GetSession shows, in the order of Ids", () => {
    const testbed = testbedWith(3);
    const { Ids, Sessions } = testbed.call("ListSessions").body;
    expect(Sessions).toEqual((Ids as string[]).map((Id) => testbed.call("GetSession", { Id }).body["Session"]));
  });

  it("lets the page size change between pages, and a token be used again", () => {
    const { call } = testbedWith(5);
    const { NextToken } = call("ListSessions", { MaxResults: 2 }).body;
    expect(call("ListSessions", { NextToken, MaxResults: 3 }).body["Ids"]).toEqual(["s2", "s3", "s4"]);
    expect(call("ListSessions", { NextToken, MaxResults: 1 }).body["Ids"]).toEqual(["s2"]);
    expect(call("ListSessions", { NextToken }).body["Ids"]).toEqual(["s2", "s3", "s4"]);
  });

  it("pages over ten times as many sessions in about ten times the time", () => {
    const millisecondsFor = (count: number): number => {
      const testbed = testbedWith(count, (index) => (index % 1000 === 999 ? { rare: "yes" } : {}));
      // Time of the processor, as other tests run beside this one.
      const start = process.cpuUsage();
      expect(idsOf(walk(testbed, { MaxResults: 1000 }))).toHaveLength(count);
      expect(idsOf(walk(testbed, { MaxResults: 1, Tags: { rare: "yes" } }))).toHaveLength(count / 1000);
      return process.cpuUsage(start).user / 1_000;
    };
    // The least of three: a machine that is busy makes some of them long.
    const least = (count: number): number => Math.min(...[1, 2, 3].map(() => millisecondsFor(count)));
    millisecondsFor(1_000);
    // Quadratic time would be a hundred times as much.
    expect(least(20_000) / least(2_000)).toBeLessThan(50);
  });

  it("yields each surviving session exactly once at any page size, whatever is created and deleted meanwhile", () => {
    const change = fc.record({ create: fc.boolean(), index: fc.nat() });
    fc.assert(
      fc.property(fc.array(change, { maxLength: 60 }), fc.array(change, { maxLength: 30 }), fc.integer({ min: 1, max: 8 }), (before, during, size) => {
        const testbed = createTestbed();
        const alive = new Set<string>();
        let created = 0;
        const apply = ({ create, index }: { create: boolean; index: number }): void => {
          const id = create || alive.size === 0 ? `s${(created += 1)}` : ([...alive][index % alive.size] as string);
          const isNew = !alive.delete(id);
          if (isNew) alive.add(id);
          testbed.call(isNew ? "CreateSession" : "DeleteSession", isNew ? sessionNamed(id) : { Id: id });
        };
        before.forEach(apply);
        const present = new Set(alive);
        const pending = [...during];
        const ids = idsOf(walk(testbed, { MaxResults: size }, () => pending.splice(0, 2).forEach(apply)));
        expect(new Set(ids).size).toBe(ids.length);
        expect(ids).toEqual(expect.arrayContaining([...present].filter((id) => alive.has(id))));
        expect(idsOf(walk(testbed, { MaxResults: size }))).toEqual([...alive]);
      }),
    );
  });
});

describe("the tag filter", () => {
  const tagged = [{}, { a: "1" }, { a: "2" }, { a: "1", b: "2" }, { a: "" }, { A: "1" }, { ab: "12" }, { b: "2", c: "" }];
  const testbed = testbedWith(tagged.length, (index) => tagged[index] as Record<string, string>);

  it.each([
    [{}, ["s0", "s1", "s2", "s3", "s4", "s5", "s6", "s7"]],
    [{ a: "1" }, ["s1", "s3"]],
    [{ a: "" }, ["s4"]],
    [{ A: "1" }, ["s5"]],
    [{ b: "2" }, ["s3", "s7"]],
    [{ a: "1", b: "2" }, ["s3"]],
    [{ b: "2", a: "1" }, ["s3"]],
    [{ a: "1", b: "3" }, []],
    [{ a: "1 " }, []],
    [{ constructor: "" }, []],
  ])("by %j lists %j, at every page size", (Tags, ids) => {
    for (const MaxResults of [1, 2, 1000]) expect(idsOf(walk(testbed, { MaxResults, Tags }))).toEqual(ids);
  });

  it("ignores the request's origin", () => {
    expect(idsOf(walk(testbed, { RequestOrigin: "someone-else" }))).toHaveLength(8);
  });

  it("gives no token after its last match, though other sessions follow", () => {
    expect(walk(testbed, { Tags: { a: "1" }, MaxResults: 2 })).toHaveLength(1);
  });
});

describe("tokens", () => {
  const testbed = testbedWith(3, () => ({ a: "1", b: "2" }));
  const tokenFor = (input: object): string => testbed.call("ListSessions", { MaxResults: 1, ...input }).body["NextToken"] as string;
  const use = (input: object): unknown => testbed.call("ListSessions", input).body["__type"];

  it("are bound to their filter, in any order of its pairs", () => {
    const plain = tokenFor({});
    const filtered = tokenFor({ Tags: { a: "1", b: "2" } });
    expect(use({ NextToken: plain, Tags: {} })).toBeUndefined();
    expect(use({ NextToken: filtered, Tags: { b: "2", a: "1" } })).toBeUndefined();
    expect(use({ NextToken: plain, Tags: { a: "1" } })).toBe("InvalidInputException");
    expect(use({ NextToken: filtered, Tags: { a: "1" } })).toBe("InvalidInputException");
    expect(use({ NextToken: filtered })).toBe("InvalidInputException");
  });

  it.each(["", "x", "s0", "1", "null", "a".repeat(400_000), "\ud800", "👍", "MS4xLg", "MS5OYU4u"])("refuse %j, which was never issued", (NextToken) => {
    expect(use({ NextToken })).toBe("InvalidInputException");
  });

  it("refuse every one-character change of an issued one", () => {
    const token = tokenFor({});
    for (let index = 0; index < token.length; index += 1) {
      const changed = token.slice(0, index) + (token[index] === "A" ? "B" : "A") + token.slice(index + 1);
      expect(use({ NextToken: changed })).toBe("InvalidInputException");
    }
    expect(["=", "!", token].map((tail) => use({ NextToken: token + tail }))).toEqual(Array(3).fill("InvalidInputException"));
  });
});
