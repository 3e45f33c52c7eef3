import { describe, expect, it } from "vitest";
import { contextOf } from "../cases.testdata.ts";
import { played, type Reply } from "../exchanges.testdata.ts";
import { idPrefix } from "../core/fixtures.ts";
import { memberOf } from "../../spec/json.ts";
import type { Judgement, Probe, ProbingProperty } from "../core/property.ts";
import { refusedCreationProperties } from "./refused-creations.ts";

const [property] = refusedCreationProperties as readonly [ProbingProperty];
const context = contextOf(property, 1);

const idIn = ({ input }: Probe): string => String(memberOf(input, "Id"));
const refusal: Reply = { status: 400, body: { __type: "ValidationException", Message: "no" } };

/** A target that keeps what it creates; `accepts` says which broken creations it creates too, `keeps` of which it does so though it refuses them. */
function judged(
  accepts: (member: string) => boolean,
  keeps: (member: string) => boolean = () => false,
): { readonly judgement: Judgement; readonly sent: readonly Probe[] } {
  const sessions = new Map<string, unknown>();
  const sent: Probe[] = [];
  const script = [...property.cases(context)][0]?.script(0);
  if (script === undefined) throw new Error("there is no case");
  const { value } = played(script, (probe) => {
    sent.push(probe);
    const id = idIn(probe);
    const tag = JSON.stringify(memberOf(memberOf(probe.input, "Tags"), "twice"));
    switch (probe.operation) {
      case "CreateSession": {
        const member = probe.breaks?.member ?? "";
        if (probe.breaks !== undefined && keeps(member)) sessions.set(id, probe.input);
        if (probe.breaks !== undefined && !accepts(member)) return refusal;
        if (sessions.has(id)) return { status: 400, body: { __type: "AlreadyExistsException" } };
        sessions.set(id, probe.input);
        return {};
      }
      case "DeleteSession":
        return sessions.delete(id) ? {} : refusal;
      default: {
        const listed = [...sessions].filter(([, input]) => tag === undefined || JSON.stringify(memberOf(memberOf(input, "Tags"), "twice")) === tag);
        return { body: { Ids: listed.map(([one]) => one), Sessions: listed.map(([, input]) => input) } };
      }
    }
  });
  expect([...sessions.keys()]).toEqual([]);
  return { judgement: value, sent };
}

const broken = (sent: readonly Probe[]): readonly string[] =>
  sent.flatMap(({ breaks }) => (breaks === undefined ? [] : [`${breaks.member}/${breaks.keyword}`]));

describe("sessions/refused-leaves-nothing", () => {
  it("sends creations that break constraints of several kinds, each with an id of the run", () => {
    const { judgement, sent } = judged(() => false);
    expect(broken(sent)).toEqual(["Role/required", "Command/required", "NumberOfWorkers/type", "Id/maxLength", "IdleTimeout/minimum", "Tags/maxProperties"]);
    expect(sent.filter(({ operation }) => operation === "CreateSession").every((probe) => idIn(probe).startsWith(idPrefix(context.owner)))).toBe(true);
    expect(judgement).toMatchObject({ violations: [], observations: [], derived: { "sessions/unchanged-when-created-again": { violations: [] } } });
  });

  it.each([
    ["Role", ["Role/required"], true],
    ["NumberOfWorkers", ["Role/required", "Command/required", "NumberOfWorkers/type"], false],
  ])("sends no other broken creation once one is accepted, says so and deletes the session: %s", (member, sentOnes, isUnexercised) => {
    const { judgement, sent } = judged((one) => one === member);
    expect(broken(sent)).toEqual(sentOnes);
    expect(judgement.violations).toEqual([]);
    expect(judgement.unexercised !== undefined).toBe(isUnexercised);
    expect(judgement.observations).toEqual([{ code: "invalid-accepted", text: expect.stringContaining(`of ${member}, so no other broken one was sent`) }]);
  });

  it("names what is left of refused creations, and deletes it", () => {
    const { judgement } = judged(
      () => false,
      (member) => member === "Tags" || member === "Role",
    );
    const ids = ["no-role", "tags"].map((name) => `${idPrefix(context.owner)}refused-0-${name}`);
    expect(judgement.violations).toEqual([
      { code: "session-unexpected", pointer: "/body/Ids", expected: "no session whose creation was refused", received: ids },
    ]);
  });
});
