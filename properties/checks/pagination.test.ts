import { describe, expect, it } from "vitest";
import { exchangeOf, page, played, type Reply, scripted } from "../exchanges.testdata.ts";
import { memberOf } from "../../spec/json.ts";
import type { Probe } from "../core/property.ts";
import { validProbe } from "../core/request.ts";
import { type Walk, walk } from "./pagination.ts";

const tokensOf = (probes: readonly Probe[]): readonly unknown[] => probes.map(({ input }) => memberOf(input, "NextToken"));

function walked(target: (probe: Probe) => Reply, size = 3): { readonly found: Walk; readonly probes: readonly Probe[] } {
  const probes: Probe[] = [];
  const { value } = played(
    walk((index) => ({ MaxResults: index + 1 }), size),
    (probe) => {
      probes.push(probe);
      return target(probe);
    },
  );
  return { found: value, probes };
}

describe("walk()", () => {
  it("follows the tokens and sends the input of each page", () => {
    const { found, probes } = walked(scripted(page(["a"], "t1"), page(["b"], "t2"), page(["c"])));
    expect(probes.map(({ input }) => input)).toEqual([{ MaxResults: 1 }, { MaxResults: 2, NextToken: "t1" }, { MaxResults: 3, NextToken: "t2" }]);
    expect(found).toMatchObject({ pages: [["a"], ["b"], ["c"]], listed: new Set(["a", "b", "c"]), repeated: new Set(), last: { probe: probes[2] } });
    expect(found.broken).toBeUndefined();
  });

  it.each([[undefined], [null], [""]])("comes to its end where the token is %j", (token) => {
    const { found, probes } = walked(scripted(page(["a"], "t1"), page(["b"], token)));
    expect(probes).toHaveLength(2);
    expect(found.broken).toBeUndefined();
  });

  it("takes a token for what it is, whatever characters it holds", () => {
    const { probes } = walked(scripted(page([], " \u0000\u{1F600}"), page([], "__proto__"), page([])));
    expect(tokensOf(probes)).toEqual([undefined, " \u0000\u{1F600}", "__proto__"]);
  });

  it("takes the sessions of either list", () => {
    const { found } = walked(scripted({ body: { Ids: ["a"], NextToken: "t" } }, { body: { Sessions: [{ Id: "b" }, {}, null, { Id: 5 }], Ids: null } }));
    expect(found).toMatchObject({ pages: [["a"], ["b"]], repeated: new Set() });
  });

  it.each<[string, readonly Reply[], readonly string[]]>([
    ["on two pages", [page(["a"], "t"), page(["a"])], ["a"]],
    ["twice in one list", [{ body: { Ids: ["a", "a"] } }], ["a"]],
    ["once in each list", [page(["a"])], []],
    ["in one list of each page", [{ body: { Ids: ["a"], NextToken: "t" } }, { body: { Sessions: [{ Id: "a" }] } }], []],
  ])("counts a session as repeated or not: %s", (_, replies, repeated) => {
    expect([...walked(scripted(...replies)).found.repeated]).toEqual(repeated);
  });

  it("keeps the items that are asked for", () => {
    const { value } = played(
      walk(() => ({}), 2, "poll", new Set(["b"])),
      scripted({ body: { Sessions: [{ Id: "a" }, { Id: "b", Status: "READY" }] } }),
    );
    expect([...value.shown]).toMatchObject([["b", { item: { Id: "b", Status: "READY" }, pointer: "/body/Sessions/1" }]]);
  });

  it("calls a walk endless at the first token that it saw before", () => {
    const { found, probes } = walked(scripted(page(["a"], "t")), 1_000);
    expect(found.broken).toMatchObject({ kind: "endless", violation: { code: "endless-walk", received: "a token that was given before" } });
    expect(probes).toHaveLength(2);
    expect(found.last.probe).toBe(probes[1]);
  });

  it.each([0, 3, 40])("calls a walk over %d sessions endless once it has more than twice as many pages and ten", (size) => {
    let turn = 0;
    const { found, probes } = walked(() => page([], `t${String((turn += 1))}`), size);
    expect(found.broken).toMatchObject({ kind: "endless", violation: { code: "endless-walk" } });
    expect(probes).toHaveLength(2 * size + 11);
    expect(found.last.probe).toBe(probes.at(-1));
  });

  it("does not take a long walk for an endless one where it lists more sessions than were expected", () => {
    const last = 100;
    let turn = 0;
    const { found } = walked(() => page([`s${String((turn += 1))}`], turn < last ? `t${String(turn)}` : undefined), 3);
    expect(found.broken).toBeUndefined();
    expect(found.listed.size).toBe(last);
  });

  it("gives up where sessions are made faster than they can be read, and does not call that endless", () => {
    let made = 0;
    const { found, probes } = walked(() => page([`new-${String((made += 1))}`], `t${String(made)}`), 10);
    expect(found.broken?.kind).toBe("outgrown");
    expect(probes.length).toBeLessThan(200);
  });

  it("knows the target's own time where it tells it", () => {
    const date = "Tue, 24 Nov 2026 16:00:00 GMT";
    expect(walked(scripted({ ...page(["a"]), headers: { date } })).found.targetTimeMs).toBe(Date.parse(date));
    expect(walked(scripted({ ...page(["a"]), headers: { date: "noon" } })).found.targetTimeMs).toBeUndefined();
    expect(walked(scripted(page(["a"]))).found.targetTimeMs).toBeUndefined();
  });

  it("does not mind an empty page for each session of other people, nor pages that are not full", () => {
    const foreign = 30;
    let turn = 0;
    const target = (): Reply => {
      turn += 1;
      return page(turn % 10 === 0 ? [`s${String(turn)}`] : [], turn <= foreign ? `t${String(turn)}` : undefined);
    };
    const { found } = walked(target, foreign + 3);
    expect(found.broken).toBeUndefined();
    expect(found.pages).toHaveLength(foreign + 1);
  });

  it.each<[string, Reply, object]>([
    ["a refusal", { status: 400, body: { __type: "InvalidInputException" } }, { kind: "refused", violation: { code: "valid-refused", pointer: "/status" } }],
    ["a refusal for want of permission", { status: 400, body: { __type: "AccessDeniedException" } }, { kind: "denied" }],
    ["a server error", { status: 500 }, { kind: "refused", violation: { code: "server-error" } }],
    ["a lost connection", { lost: "reset" }, { kind: "refused", violation: { code: "connection-lost", received: "reset" } }],
  ])("breaks off at %s", (_, reply, broken) => {
    expect(walked(scripted(reply)).found).toMatchObject({ broken, pages: [] });
  });

  it("tells the refusal of a token from that of a first page", () => {
    const { found } = walked(scripted(page(["a"], "t"), { status: 400, body: { __type: "InvalidInputException" } }));
    expect(found).toMatchObject({ broken: { kind: "refused", violation: { code: "token-refused" } }, last: { probe: { input: { NextToken: "t" } } } });
  });

  it("sends for the purpose that it is given", () => {
    const { effects } = played(
      walk(() => ({}), 1, "poll"),
      scripted(page([])),
    );
    expect(effects).toMatchObject([{ kind: "send", purpose: "poll" }]);
  });
});

describe("exchangeOf()", () => {
  it("reads what it is given as an answer", () => {
    expect(exchangeOf(validProbe("ListSessions", {}), { body: { Ids: [] } }).answer?.object).toEqual({ Ids: [] });
  });
});
