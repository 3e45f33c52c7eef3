import { describe, expect, it } from "vitest";
import { fixturesOf, sessionNamed } from "../cases.testdata.ts";
import { exchangeOf, played, type Reply } from "../exchanges.testdata.ts";
import { firstWrong, type SimplerWalk, unexplained, unlessExplained } from "./explanation.ts";
import { validProbe } from "../core/request.ts";
import { found, nothingFound } from "../core/script.ts";
import type { WalkFindings } from "./settled-walk.ts";

const fixtures = fixturesOf(["a", "b", "c"].map(sessionNamed));
const clean: WalkFindings = {
  missing: [],
  unexpected: [],
  repeated: [],
  unverified: false,
  pages: 1,
  fullest: 3,
  shownBy: exchangeOf(validProbe("ListSessions", {}), {}),
};
const everything: SimplerWalk = { inputs: {}, lists: () => true, reason: "a plain walk lacks them" };
const nothing: SimplerWalk = { inputs: { Tags: { k: "never" } }, lists: () => false, reason: "a filter that nothing matches lists them" };
const lists = (...Ids: readonly string[]): Reply => ({ body: { Ids } });
const refused: WalkFindings["broken"] = { kind: "refused", violation: { code: "valid-refused", pointer: "/status", expected: "", received: 400 } };

const after = (findings: WalkFindings, simpler: readonly SimplerWalk[], reply: Reply): { readonly value: WalkFindings; readonly sends: number } => {
  const { value, effects } = played(unexplained(findings, fixtures, simpler), () => reply);
  return { value, sends: effects.length };
};

describe("unexplained()", () => {
  it("sends nothing where nothing was found", () => {
    expect(after(clean, [everything, nothing], lists())).toEqual({ value: clean, sends: 0 });
  });

  it("leaves what the simpler walk has right", () => {
    expect(after({ ...clean, missing: ["a", "b"] }, [everything], lists("b", "c")).value).toMatchObject({ missing: ["b"] });
    expect(after({ ...clean, unexpected: ["a", "b"] }, [nothing], lists("a")).value).toMatchObject({ unexpected: ["b"] });
  });

  it("says why nothing is left, and asks no further", () => {
    const { value, sends } = after({ ...clean, missing: ["a"] }, [everything, nothing], lists("b", "c"));
    expect(value.explained).toBe("a plain walk lacks them");
    expect(sends).toBe(1);
  });

  it("does not take a session that is rightly listed for an explanation", () => {
    expect(after({ ...clean, unexpected: ["a"] }, [everything], lists("a", "b", "c")).value).toMatchObject({ unexpected: ["a"] });
  });

  it("explains a walk that broke off by a simpler one that does, and only by that", () => {
    expect(after({ ...clean, broken: refused }, [everything], { status: 400 }).value.explained).toBe("a plain walk lacks them");
    expect(after({ ...clean, broken: refused }, [everything], lists()).value.explained).toBeUndefined();
  });
});

describe("firstWrong()", () => {
  const ask = (reply: Reply) => played(firstWrong(fixtures, [everything]), () => reply).value;

  it("gives the reason of a walk that lacks any session, or breaks off", () => {
    expect(ask(lists("a", "b"))).toBe("a plain walk lacks them");
    expect(ask({ status: 400 })).toBe("a plain walk lacks them");
    expect(ask(lists("a", "b", "c", "of another owner"))).toBeUndefined();
  });
});

describe("unlessExplained()", () => {
  const breach = found({ code: "session-missing", pointer: "/body/Ids", expected: "", received: [] });
  const ask = (isShown: boolean, judgement = breach) => {
    let asked = 0;
    const { value } = played(
      unlessExplained(
        judgement,
        function* () {
          asked += 1;
          yield { kind: "wait", ms: 0 };
          return isShown;
        },
        "why",
      ),
      () => ({}),
    );
    return { value, asked };
  };

  it("asks only where there is a violation", () => {
    expect(ask(true, nothingFound)).toEqual({ value: nothingFound, asked: 0 });
  });

  it("keeps a violation that the simpler request does not show", () => {
    expect(ask(false)).toEqual({ value: breach, asked: 1 });
  });

  it("leaves the property unexercised where it does, and keeps what its derived properties found", () => {
    const derived = { other: nothingFound };
    expect(ask(true, { ...breach, derived }).value).toEqual({ violations: [], unexercised: "why", derived });
  });
});
