import { describe, expect, it } from "vitest";
import { fixturesOf, sessionNamed } from "../cases.testdata.ts";
import { page, played, type Reply, scripted } from "../exchanges.testdata.ts";
import { memberOf } from "../../spec/json.ts";
import type { Probe } from "../core/property.ts";
import { exists, settledWalk, type WalkFindings } from "./settled-walk.ts";

describe("exists()", () => {
  it.each<[string, Reply, boolean]>([
    ["the session", { body: { Session: { Id: "a" } } }, true],
    ["another session", { body: { Session: { Id: "b" } } }, false],
    ["nothing", { body: {} }, false],
    ["a refusal", { status: 400, body: { __type: "EntityNotFoundException" } }, false],
    ["no answer", { lost: "reset" }, false],
  ])("goes by GetSession: %s", (_, reply, wanted) => {
    expect(played(exists("a"), scripted(reply)).value).toBe(wanted);
  });
});

describe("settledWalk()", () => {
  const wanted = ["a", "b", "c"];

  /** What a listing shows in each walk in turn, the last state again and again: the walk that is judged has MaxResults, a plain one has not. */
  interface Script {
    readonly judged: readonly (readonly string[])[];
    /** Foreign sessions that each plain walk shows. */
    readonly foreign?: readonly (readonly string[])[];
    /** Sessions that GetSession shows. */
    readonly shown?: readonly string[];
  }

  function settled(
    { judged, foreign = [[]], shown = wanted }: Script,
    unwanted: readonly string[] = [],
  ): { readonly findings: WalkFindings; readonly walks: readonly string[] } {
    const walks: string[] = [];
    const turns = { judged: -1, plain: -1 };
    const target = ({ operation, input }: Probe): Reply => {
      if (operation === "GetSession") {
        const id = memberOf(input, "Id");
        walks.push(`get ${String(id)}`);
        return shown.includes(String(id)) ? { body: { Session: { Id: id } } } : { status: 400, body: { __type: "EntityNotFoundException" } };
      }
      const kind = memberOf(input, "MaxResults") === undefined ? "plain" : "judged";
      walks.push(kind);
      turns[kind] += 1;
      const states = kind === "judged" ? judged : foreign;
      return page(states[Math.min(turns[kind], states.length - 1)] ?? []);
    };
    const fixtures = fixturesOf(wanted.map(sessionNamed));
    const { value } = played(
      settledWalk(fixtures, () => ({ MaxResults: 50 }), new Set(wanted), new Set(unwanted)),
      target,
    );
    return { findings: value, walks };
  }

  const bracketed = ["plain", "judged", "plain"];

  it("walks once where nothing is wrong", () => {
    const { findings, walks } = settled({ judged: [wanted] });
    expect(findings).toMatchObject({ missing: [], unverified: false, unexpected: [], repeated: [], pages: 1, fullest: 3 });
    expect(findings.broken).toBeUndefined();
    expect(walks).toEqual(["judged"]);
  });

  it("calls missing what two walks miss while other sessions stay the same", () => {
    const { findings, walks } = settled({ judged: [["a", "c"]] });
    expect(findings.missing).toEqual(["b"]);
    expect(walks).toEqual(["judged", ...bracketed, "get b"]);
  });

  it("does not call missing what a later walk lists", () => {
    const { findings, walks } = settled({ judged: [["a", "c"], wanted] });
    expect(findings).toMatchObject({ missing: [], unexpected: [], repeated: [] });
    expect(walks).toEqual(["judged", "plain", "judged"]);
  });

  it("calls missing only what all walks miss", () => {
    expect(settled({ judged: [["a"], ["b"]] }).findings.missing).toEqual(["c"]);
  });

  it("does not call missing what GetSession does not show", () => {
    expect(settled({ judged: [["a"]], shown: ["a", "c"] }).findings.missing).toEqual(["c"]);
    expect(settled({ judged: [["a"]], shown: [] }).findings.missing).toEqual([]);
  });

  it("walks up to three times more while sessions of other people come and go", () => {
    const churn = [["x1"], ["x2"], ["x3"], ["x4"], ["x5"], ["x6"]];
    const { findings, walks } = settled({ judged: [["a", "c"]], foreign: churn });
    expect(walks).toEqual(["judged", ...bracketed, ...bracketed, ...bracketed, "get b"]);
    expect(findings.missing).toEqual(["b"]);
  });

  it("stops as soon as other sessions stay the same", () => {
    const { walks } = settled({ judged: [["a", "c"]], foreign: [["x"], ["y"], ["y"], ["y"]] });
    expect(walks).toEqual(["judged", ...bracketed, ...bracketed, "get b"]);
  });

  it("takes own sessions that come and go in plain walks for no change", () => {
    const { walks } = settled({ judged: [["a", "c"]], foreign: [["x", "a"], ["x"]] });
    expect(walks).toEqual(["judged", ...bracketed, "get b"]);
  });

  it.each<[string, readonly (readonly string[])[], readonly string[]]>([
    ["in each walk", [[...wanted, "z"]], ["z"]],
    ["in the first walk only", [[...wanted, "z"], wanted], []],
  ])("tells what is listed and must not be: %s", (_, judged, unexpected) => {
    expect(settled({ judged }, ["z"]).findings.unexpected).toEqual(unexpected);
  });

  it.each<[string, readonly (readonly string[])[], readonly string[]]>([
    ["own ones", [[...wanted, "a"]], ["a"]],
    ["own ones in the first walk only", [[...wanted, "a"], wanted], []],
    ["sessions of other people", [[...wanted, "x", "x"]], []],
  ])("tells which sessions are repeated: %s", (_, judged, repeated) => {
    expect(settled({ judged }).findings.repeated).toEqual(repeated);
  });

  it("leaves a walk that breaks off to its caller, with the exchange that shows it", () => {
    const target = scripted(page(["a"], "t"), { status: 400, body: { __type: "InvalidInputException" } });
    const { value, effects } = played(
      settledWalk(fixturesOf(wanted.map(sessionNamed)), () => ({}), new Set(wanted), new Set()),
      target,
    );
    expect(value).toMatchObject({ broken: { violation: { code: "token-refused" } }, shownBy: { probe: { input: { NextToken: "t" } } } });
    expect(effects).toHaveLength(2);
  });

  it("is not misled by other people's sessions about the number of pages", () => {
    const foreign = 20;
    let turn = 0;
    // One page for each session, the own ones last; pages with a foreign session that is filtered out are empty.
    const target = (): Reply => {
      turn += 1;
      const own = wanted[turn - 1 - foreign];
      return page(own === undefined ? [] : [own], turn < foreign + wanted.length ? `t${String(turn)}` : undefined);
    };
    const { value } = played(
      settledWalk(fixturesOf(wanted.map(sessionNamed), foreign), () => ({ MaxResults: 1 }), new Set(wanted), new Set()),
      target,
    );
    expect(value).toMatchObject({
      missing: [],
      unverified: false,
      unexpected: [],
      repeated: [],
      pages: foreign + wanted.length,
      fullest: 1,
      shownBy: { probe: { input: { NextToken: `t${String(foreign + wanted.length - 1)}` } } },
    });
  });

  it("judges a first walk for the property, and others on the way", () => {
    const { effects } = played(
      settledWalk(fixturesOf(wanted.map(sessionNamed)), () => ({}), new Set(wanted), new Set()),
      scripted(page(["a"])),
    );
    expect(effects.map((effect) => effect.kind === "send" && effect.purpose)).toEqual(["property", "poll", "poll", "poll", "poll", "poll"]);
  });
});
