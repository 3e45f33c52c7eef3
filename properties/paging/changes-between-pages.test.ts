import { describe, expect, it } from "vitest";
import { contextOf } from "../cases.testdata.ts";
import { changesBetweenPagesProperties } from "./changes-between-pages.ts";
import { played, type Reply } from "../exchanges.testdata.ts";
import { memberOf } from "../../spec/json.ts";
import type { Judgement, Probe, ProbingProperty } from "../core/property.ts";

const [property] = changesBetweenPagesProperties as readonly [ProbingProperty];

interface Session {
  readonly id: string;
  readonly tags: Record<string, unknown>;
  readonly place: number;
  readonly changedAt: number;
}

/** A target in memory: lists in the order of places, or of what `rankOf` says, and goes on behind the rank in the token. */
function target({ rankOf = ({ place }: Session): number => place, refuses = new Set<string>(), onToken = (): Reply | undefined => undefined } = {}): {
  readonly answer: (probe: Probe) => Reply;
  readonly sessions: Map<string, Session>;
} {
  let moment = 0;
  const sessions = new Map<string, Session>();
  const change = (id: string, tags: (old: Session["tags"]) => Session["tags"]): Reply => {
    const old = sessions.get(id);
    if (old === undefined) return { status: 400, body: { __type: "EntityNotFoundException" } };
    sessions.set(id, { ...old, tags: tags(old.tags), changedAt: moment });
    return {};
  };
  const listing = (input: unknown): Reply => {
    const token = memberOf(input, "NextToken");
    const special = token === undefined ? undefined : onToken();
    if (special !== undefined) return special;
    const wanted = Object.entries(memberOf(input, "Tags") ?? {});
    const size = Number(memberOf(input, "MaxResults") ?? 100);
    const all = [...sessions.values()]
      .filter(({ tags }) => wanted.every(([key, value]) => tags[key] === value))
      .toSorted((one, other) => rankOf(one) - rankOf(other))
      .filter((session) => token === undefined || rankOf(session) > Number(token));
    const page = all.slice(0, size);
    const last = page.at(-1);
    return { body: { Ids: page.map(({ id }) => id), ...(all.length > size && last !== undefined ? { NextToken: String(rankOf(last)) } : {}) } };
  };
  const answer = ({ operation, input }: Probe): Reply => {
    moment += 1;
    if (refuses.has(operation)) return { status: 400, body: { __type: "InvalidInputException" } };
    const { Id, ResourceArn = "" } = input as { readonly Id?: string; readonly ResourceArn?: string };
    const id = Id ?? ResourceArn.replace(/^.*session\//u, "");
    switch (operation) {
      case "CreateSession":
        sessions.set(id, { id, tags: memberOf(input, "Tags") as Session["tags"], place: moment, changedAt: moment });
        return {};
      case "DeleteSession":
        return sessions.delete(id) ? {} : { status: 400, body: { __type: "EntityNotFoundException" } };
      case "TagResource":
        return change(id, (old) => ({ ...old, ...(memberOf(input, "TagsToAdd") as object) }));
      case "UntagResource":
        return change(id, (old) => Object.fromEntries(Object.entries(old).filter(([key]) => key !== "spare")));
      case "StopSession":
        return change(id, (old) => old);
      case "GetSession":
        return sessions.has(id) ? { body: { Session: { Id: id, Status: "READY" } } } : { status: 400, body: { __type: "EntityNotFoundException" } };
      default:
        return listing(input);
    }
  };
  return { answer, sessions };
}

function judged(options: Parameters<typeof target>[0] = {}): {
  readonly deletion: Judgement;
  readonly changes: Judgement | undefined;
  readonly operations: ReadonlyMap<string, number>;
  readonly left: number;
} {
  const { answer, sessions } = target(options);
  const one = property.cases(contextOf(property, 1)).at(0);
  if (one === undefined) throw new Error("the property has no case");
  const { value, effects } = played(one.script(0), answer);
  const operations = new Map<string, number>();
  for (const effect of effects) if (effect.kind === "send") operations.set(effect.probe.operation, (operations.get(effect.probe.operation) ?? 0) + 1);
  return { deletion: value, changes: value.derived?.["paging/survives-changes"], operations, left: sessions.size };
}

const nothing = { violations: [] };

describe("walks with changes between pages", () => {
  it("pass where each place holds, change something at each position, and leave nothing behind", () => {
    const { deletion, changes, operations, left } = judged();
    expect([deletion.violations, deletion.unexercised, changes]).toEqual([[], undefined, nothing]);
    expect(left).toBe(0);
    expect(Object.fromEntries(operations)).toMatchObject({ CreateSession: 8, DeleteSession: 8, TagResource: 8, UntagResource: 2, StopSession: 6 });
  });

  it.each([
    ["what was changed last comes last", ({ changedAt }: Session) => changedAt, "session-repeated", "the session listed last was tagged"],
    ["what was changed last comes first", ({ changedAt }: Session) => -changedAt, "session-missing", "a session that comes later was tagged"],
  ])("name the change where %s", (_, rankOf, code, cause) => {
    const { deletion, changes } = judged({ rankOf });
    expect(changes?.violations).toMatchObject([{ code, expected: expect.stringContaining(`after ${cause} between two pages`) as string }]);
    expect(deletion.violations).toEqual([]);
  });

  it("blame no change where walks are broken without one", () => {
    const { deletion, changes } = judged({ onToken: () => ({ status: 400, body: { __type: "InvalidInputException" } }) });
    expect([deletion.unexercised, changes?.unexercised]).toEqual(
      Array.from({ length: 2 }, () => "a walk over the same sessions is not whole either where nothing changes"),
    );
  });

  it("say what could not be tried", () => {
    expect(judged({ refuses: new Set(["DeleteSession"]) }).deletion.unexercised).toBe("no session could be deleted between two pages");
    expect(judged({ refuses: new Set(["CreateSession"]) }).changes?.unexercised).toContain("could not be created");
    const { changes, operations } = judged({ refuses: new Set(["TagResource", "UntagResource", "StopSession"]) });
    expect(changes).toEqual(nothing);
    // What is refused at each place is not asked for again in the next walk.
    expect([operations.get("TagResource"), operations.get("UntagResource")]).toEqual([4, 2]);
  });
});
