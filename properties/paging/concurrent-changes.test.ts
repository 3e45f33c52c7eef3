import { describe, expect, it } from "vitest";
import { contextOf, fixturesOf } from "../cases.testdata.ts";
import { concurrentChangeProperties } from "./concurrent-changes.ts";
import { exchangeOf, type Reply } from "../exchanges.testdata.ts";
import { carries } from "../core/fixtures.ts";
import { memberOf } from "../../spec/json.ts";
import type { Judgement, Probe, ProbingProperty } from "../core/property.ts";

const [property] = concurrentChangeProperties as readonly [ProbingProperty];
const { sessions } = fixturesOf();

const page = (listed: readonly { readonly id: string }[], token?: string): Reply => ({
  body: { Ids: listed.map(({ id }) => id), ...(token === undefined ? {} : { NextToken: token }) },
});

/** What the sessions of the run are listed as, and those that were created since where no tag is asked for. */
function listing({ input }: Probe, made: ReadonlySet<string>): Reply {
  const [pair] = Object.entries((memberOf(input, "Tags") ?? {}) as Record<string, string>);
  const size = Number(memberOf(input, "MaxResults") ?? 100);
  const all = sessions.filter((session) => pair === undefined || carries(session, pair));
  const others = pair === undefined && size === 100 ? [...made].map((id) => ({ id })) : [];
  return page([...all.slice(0, size), ...others], all.length > size ? "token" : undefined);
}

interface Course {
  /** Answers a listing in a burst that changes something, or in one that does not; undefined as it should be. */
  readonly answer?: (probe: Probe, isChanging: boolean, burst: number) => Reply | undefined;
  readonly refuses?: boolean;
}

function judged({ answer = () => undefined, refuses = false }: Course = {}): {
  readonly judgement: Judgement;
  readonly bursts: number;
  readonly created: number;
  readonly cleanup: number;
} {
  const script = property.cases(contextOf(property, 1)).at(0)?.script(0);
  if (script === undefined) throw new Error("the property has no case");
  let [bursts, created, cleanup] = [0, 0, 0];
  const made = new Set<string>();
  const reply = (probe: Probe, isChanging: boolean): Reply => {
    if (probe.operation !== "ListSessions") return refuses && probe.operation !== "GetSession" ? { status: 400 } : {};
    return answer(probe, isChanging, bursts) ?? listing(probe, made);
  };
  let next = script.next();
  while (next.done !== true) {
    const effect = next.value;
    const probes = effect.kind === "burst" ? effect.probes : effect.kind === "send" ? [effect.probe] : [];
    if (effect.kind === "burst") bursts += 1;
    else cleanup += probes.filter(({ operation }) => operation !== "ListSessions").length;
    for (const { operation, input } of refuses ? [] : probes)
      if (operation === "CreateSession") made.add(String(memberOf(input, "Id")));
      else if (operation === "DeleteSession") made.delete(String(memberOf(input, "Id")));
    const isChanging = probes.some(({ operation }) => /^(?:Create|Delete|Tag|Stop)/u.test(operation));
    created += probes.filter(({ operation }) => operation === "CreateSession").length;
    next = script.next(probes.map((probe) => exchangeOf(probe, reply(probe, isChanging))));
  }
  return { judgement: next.value, bursts, created, cleanup };
}

const error = (status: number, __type: string): Reply => ({ status, body: { __type } });
const whenChanging = (reply: Reply) => ({ answer: (_: Probe, isChanging: boolean) => (isChanging ? reply : undefined) });

describe("listings beside changes", () => {
  it("pass after one round, which deletes what it creates", () => {
    expect(judged()).toMatchObject({ judgement: { violations: [] }, bursts: 3, created: 3, cleanup: 0 });
  });

  it.each([
    ["a server error", error(500, "InternalFailure"), "server-error"],
    ["a lost connection", { lost: "closed" }, "connection-lost"],
    ["a refusal", error(400, "ConcurrentModificationException"), "valid-refused"],
    ["an empty list", page([]), "session-missing"],
  ])("fail where each of three rounds shows %s, and none without changes", (_, reply, code) => {
    const { judgement } = judged(whenChanging(reply));
    expect(judgement.violations).toMatchObject([{ code }]);
    expect(judgement.shownBy?.map(({ probe }) => probe.operation)).toEqual(["ListSessions"]);
  });

  it("fail where a filter is forgotten beside changes", () => {
    const { judgement } = judged({ answer: (probe, isChanging) => (isChanging && memberOf(probe.input, "Tags") !== undefined ? page(sessions) : undefined) });
    expect(judgement.violations).toMatchObject([{ code: "session-unexpected" }]);
  });

  it.each([
    ["429", error(429, "X")],
    ["503", error(503, "ServiceUnavailableException")],
    ["throttling", error(400, "ThrottlingException")],
    ["a denial", error(400, "AccessDeniedException")],
    ["a page that is not the last one", page([], "token")],
  ])("accept %s", (_, reply) => {
    expect(judged(whenChanging(reply))).toMatchObject({ judgement: { violations: [] }, bursts: 3 });
  });

  it("fail where four of five rounds show a server error", () => {
    const wrong = new Set([1, 4 * 9 + 1, 3 * 9 + 1, 2 * 9 + 2]);
    const answer = (_probe: Probe, _isChanging: boolean, burst: number): Reply | undefined => (wrong.has(burst) ? error(500, "InternalFailure") : undefined);
    const { judgement, bursts } = judged({ answer });
    expect([judgement.violations.map(({ code }) => code), bursts]).toEqual([["server-error"], 45]);
  });

  it("hold nothing against a target that fails once only", () => {
    expect(judged({ answer: (_probe, _isChanging, burst) => (burst === 1 ? error(500, "InternalFailure") : undefined) }).judgement).toEqual({ violations: [] });
  });

  it("are unexercised where listings fail without changes too, or where nothing changes", () => {
    expect(judged({ answer: () => error(500, "InternalFailure") }).judgement.unexercised).toContain("either where nothing changes");
    expect(judged({ refuses: true }).judgement.unexercised).toBe("no session could be changed while sessions were listed");
  });
});
