import { exactly, filterScript, planned } from "./filter.ts";
import { arnOf, type Available, type Pair } from "../core/fixtures.ts";
import { memberOf } from "../core/json.ts";
import { memberNames, memberText } from "../fixtures/member-tags.ts";
import { withFixtures } from "../core/with-fixtures.ts";
import type { Judgement, ProbingProperty, Script } from "../core/property.ts";
import { openProbe } from "../core/request.ts";
import { nothingFound, type Passage, send, unexercised } from "../core/script.ts";

const id = "filters/tags-only";

/** A filter compares tags only, not the members of a session: one that is READY need not carry a tag that says so. */
export const tagsOnly: ProbingProperty = {
  kind: "probing",
  id,
  requirement: "filter.tags-only",
  level: "must",
  title: "lists no session by a member of it that is no tag",
  phase: "scenarios",
  needs: "fixtures",
  cases: (context) =>
    withFixtures(context, (fixtures) => memberNames.map((member) => ({ id: `${id}#filter/${member}`, script: () => memberScript(fixtures, member) }))),
};

function* memberScript(fixtures: Available, member: string): Script {
  const value = yield* valueOf(fixtures, member);
  if (value === undefined) return unexercised(`no session of the run is known to have a ${member}`);
  const pair: Pair = [member, value];
  const judgement = yield* filterScript(fixtures, planned("", pair), exactly(fixtures, [pair]), "must");
  return (yield* isTag(fixtures, judgement, pair)) ? nothingFound : judgement;
}

/** The value that a member has in sessions of the run, of which the status is the target's own. */
function* valueOf({ sessions }: Available, member: string): Passage<string | undefined> {
  if (member === "Id" || member === "Name") return sessions[0]?.id;
  if (member.toLowerCase() !== "status") return sessions.map((session) => memberText(session, member)).find((text) => text !== undefined);
  const { answer } = yield* send(openProbe("GetSession", { Id: sessions[0]?.id }), "poll");
  const status = memberOf(memberOf(answer?.object, "Session"), "Status");
  return typeof status === "string" ? status : "READY";
}

// A service may put tags of its own on sessions.
function* isTag({ owner }: Available, { violations }: Judgement, [key, value]: Pair): Passage<boolean> {
  const listed = violations.find(({ code }) => code === "session-unexpected")?.received;
  const ids = memberOf(listed, "ids");
  const first: unknown = Array.isArray(ids) ? ids[0] : undefined;
  if (typeof first !== "string") return false;
  const { answer } = yield* send(openProbe("GetTags", { ResourceArn: arnOf(owner, first) }), "state");
  return memberOf(memberOf(answer?.object, "Tags"), key) === value;
}
