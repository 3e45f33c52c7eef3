import { memberOf } from "../../spec/json.ts";
import type { Passage } from "../core/script.ts";
import { absentId } from "../operations/resource-identifier.ts";
import { isRefusal, type Law, type Members, type Planned, type Scene } from "./law.ts";

const notTagged = "no session of its own could be created, or GetTags does not show the tags that it was created with";
const most = 50;

/** Whether a session has the tags that it must have; undefined stands for one that it must not have. Others may be the target's own. */
export const isMet = (shown: Members, expected: Members): boolean => Object.entries(expected).every(([key, value]) => memberOf(shown, key) === value);

/** Tags of a session by GetTags, as soon as they are as expected or at the end of the settle time; undefined where it shows none. */
export function* tagsOf(scene: Scene, ResourceArn: string, expected: Members): Passage<Members | undefined> {
  const tagsIn = (object: Members | undefined): Members => (memberOf(object, "Tags") ?? {}) as Members;
  const answer = yield* scene.until("GetTags", { ResourceArn }, ({ status, object }) => status !== 200 || isMet(tagsIn(object), expected));
  return answer?.status === 200 ? tagsIn(answer.object) : undefined;
}

/** A session of which GetTags shows all tags that it was created with, and others that the target gave it. */
interface Tagged {
  readonly arn: string;
  readonly tags: Members;
  readonly count: number;
}

/** Creates a session with tags; undefined where GetTags does not show them. */
function* tagged(scene: Scene, name: string, given: Readonly<Record<string, string>>): Passage<Tagged | undefined> {
  const input = scene.planned(name, {}, given);
  if ((yield* scene.result("CreateSession", input)) === undefined) return undefined;
  const [arn, tags] = [scene.arnOf(input.Id), input["Tags"] as Members];
  const shown = yield* tagsOf(scene, arn, tags);
  return shown !== undefined && isMet(shown, tags) ? { arn, tags, count: Object.keys(shown).length } : undefined;
}

/** As many tags as a session may have beside those of the run: one beyond ASCII, one of the greatest length. */
function many(scene: Scene): Readonly<Record<string, string>> {
  const count = most - Object.keys(scene.planned("tagged-2")["Tags"] as Members).length;
  const odd = [
    ["gr\u00f6\u00dfe", "\u00fc"],
    ["k".repeat(128), "v".repeat(256)],
  ];
  return Object.fromEntries([...odd, ...Array.from({ length: count - odd.length }, (_, index) => [`k${String(index)}`, String(index)])]) as Record<
    string,
    string
  >;
}

/** Expects a session to have some tags, and not to have others. */
export function* expectTags(scene: Scene, arn: string, expected: Members, when: string): Passage<void> {
  const shown = yield* tagsOf(scene, arn, expected);
  for (const [key, value] of shown === undefined ? [] : Object.entries(expected)) {
    const received = memberOf(shown, key);
    const code = received === undefined ? "member-missing" : "value-changed";
    scene.expect(received === value, code, `/body/Tags/${key}`, `${value === undefined ? "no such tag" : JSON.stringify(value)}, ${when}`, received);
  }
}

/** Expects sessions to have the tags that they are created with: odd ones, many and none. */
export function* expectTagsAsGiven(scene: Scene): Passage<void> {
  const given = { plain: "1", "a key with blanks": "a value: with _.:/=+-@", empty: "", Case: "upper", case: "lower", __proto: "1" };
  const first = scene.planned("tagged", {}, given);
  const inputs = [first, scene.planned("tagged-1", {}, { plain: "2", foreign: "1" }), scene.planned("tagged-2", {}, many(scene))];
  const made: Planned[] = [];
  for (const input of inputs) if ((yield* scene.result("CreateSession", input)) !== undefined) made.push(input);
  for (const input of made) {
    const expected = { ...(input["Tags"] as Members), [input === first ? "foreign" : "Case"]: undefined };
    yield* expectTags(scene, scene.arnOf(input.Id), expected, "as the session was created");
  }
  if (made.length === 0) return;
  const { Id } = scene.planned("untagged");
  if ((yield* scene.created({ ...scene.planned("untagged"), Tags: {} })) === undefined) return;
  const answer = yield* scene.until("GetTags", { ResourceArn: scene.arnOf(Id) }, ({ status }) => status === 200);
  scene.expect(!isRefusal(answer), "valid-refused", "/status", "status 200 with no tags, since the session has none", answer?.code);
}

/** What is done to the tags of a session that does not exist is refused. */
function refusesUnknown(operation: string, id: string, input: Members): Law {
  return {
    id,
    level: "should",
    title: "refuses the address of a session that does not exist",
    otherwise: notTagged,
    *script(scene) {
      if ((yield* tagged(scene, "there", { here: "1" })) === undefined) return;
      const ResourceArn = scene.arnOf(absentId(scene.owner));
      const { answer } = yield* scene.ask(operation, { ResourceArn, ...input });
      if (answer !== undefined) scene.expect(answer.status !== 200, "invalid-accepted", "/status", "an error, since there is no such session", answer.status);
      // A target that took the tag would keep it: no session is deleted with which it could go.
      if (answer?.status === 200 && operation === "TagResource")
        yield* scene.result("UntagResource", { ResourceArn, TagsToRemove: Object.keys(input["TagsToAdd"] as object) });
    },
  };
}

/** Expects a session to be as before after a tag was added, and after it was removed. */
function* expectSessionLeft(scene: Scene): Passage<void> {
  const input = scene.planned("whole", { Description: "of a tagged session", DefaultArguments: { "--first": "1" }, IdleTimeout: 7 });
  const before = (yield* scene.created(input)) === undefined ? undefined : yield* scene.shown(input.Id);
  if (before === undefined) return;
  const ResourceArn = scene.arnOf(input.Id);
  if ((yield* scene.result("TagResource", { ResourceArn, TagsToAdd: { later: "1" } })) === undefined) return;
  const given = Object.fromEntries([...Object.keys(input), "CreatedOn"].map((name) => [name, before[name]]));
  scene.compare(given, yield* scene.shown(input.Id), "/body/Session", "as before it was tagged");
  yield* scene.ask("UntagResource", { ResourceArn, TagsToRemove: ["later"] });
  scene.compare(given, yield* scene.shown(input.Id), "/body/Session", "as before a tag was removed");
}

/** Laws of the operations on tags, by operation. */
export const tagLaws: Readonly<Record<string, readonly Law[]>> = {
  GetTags: [
    {
      id: "get-tags/shows-what-was-given",
      level: "should",
      title: "shows the tags that a session was created with, and none of another session",
      otherwise: "no session of its own could be created, or GetTags did not succeed",
      script: expectTagsAsGiven,
    },
  ],
  TagResource: [
    {
      id: "tag-resource/adds-and-overwrites",
      level: "should",
      title: "adds tags, gives those that are there new values, and leaves all others",
      otherwise: `${notTagged}, or TagResource did not succeed`,
      *script(scene) {
        const session = yield* tagged(scene, "tagged", { kept: "1", changed: "1", Case: "1" });
        const other = yield* tagged(scene, "tagged-1", { kept: "1" });
        if (session === undefined) return;
        const added = { changed: "2", added: "a value: with _.:/=+-@", empty: "", case: "2" };
        if ((yield* scene.result("TagResource", { ResourceArn: session.arn, TagsToAdd: added })) === undefined) return;
        yield* expectTags(scene, session.arn, { ...session.tags, ...added }, "after tags were added");
        if (other !== undefined) yield* expectTags(scene, other.arn, { ...other.tags, added: undefined }, "as of a session to which none were added");
      },
    },
    {
      id: "tag-resource/leaves-the-session",
      level: "should",
      title: "changes nothing of a session but its tags",
      otherwise: `${notTagged}, or TagResource did not succeed, or GetSession does not show the session`,
      script: expectSessionLeft,
    },
    {
      id: "tag-resource/up-to-fifty",
      level: "should",
      title: `takes up to ${String(most)} tags for a session, and refuses one more`,
      otherwise: notTagged,
      *script(scene) {
        const session = yield* tagged(scene, "fifty", { first: "1" });
        if (session === undefined) return;
        const own = Object.keys(session.tags).length;
        const names = Array.from({ length: most - own }, (_, index) => [`k${String(index)}`, "v"] as const);
        const TagsToAdd = Object.fromEntries(names);
        const { answer } = yield* scene.ask("TagResource", { ResourceArn: session.arn, TagsToAdd });
        if (answer === undefined) return;
        // Tags that the target gave the session may count as well.
        if (session.count === own)
          scene.expect(!isRefusal(answer), "valid-refused", "/status", `status 200, since the session has ${String(most)} tags then`, answer.code);
        if (answer.status !== 200) return;
        const more = yield* scene.ask("TagResource", { ResourceArn: session.arn, TagsToAdd: { beyond: "1" } });
        if (more.answer === undefined) return;
        scene.expect(more.answer.status !== 200, "invalid-accepted", "/status", `an error, since the session has ${String(most)} tags`, more.answer.status);
        if (more.answer.status === 200) return;
        yield* expectTags(scene, session.arn, { ...session.tags, ...TagsToAdd, beyond: undefined }, "since one more was refused");
        if (session.count !== own) return;
        const again = yield* scene.ask("TagResource", { ResourceArn: session.arn, TagsToAdd: { first: "2" } });
        const expected = `status 200, since a new value for one of ${String(most)} tags adds none`;
        if (again.answer !== undefined) scene.expect(!isRefusal(again.answer), "valid-refused", "/status", expected, again.answer.code);
        if (again.answer?.status === 200) yield* expectTags(scene, session.arn, { ...session.tags, ...TagsToAdd, first: "2" }, "after one got a new value");
      },
    },
    {
      id: "tag-resource/none-lost",
      level: "should",
      title: "loses no tag where several are added at the same time",
      otherwise: `${notTagged}, or none could be added`,
      *script(scene) {
        const session = yield* tagged(scene, "race", { first: "1" });
        if (session === undefined) return;
        const keys = Array.from({ length: 6 }, (_, index) => `at-once-${String(index)}`);
        const exchanges = yield* scene.atOnce(
          "TagResource",
          keys.map((key) => ({ ResourceArn: session.arn, TagsToAdd: { [key]: "1" } })),
        );
        // Of one that was refused, nothing is known.
        if (exchanges.some(({ answer }) => answer?.status !== 200)) return;
        yield* expectTags(scene, session.arn, { ...session.tags, ...Object.fromEntries(keys.map((key) => [key, "1"])) }, "after all were added");
      },
    },
    refusesUnknown("TagResource", "tag-resource/refuses-unknown-session", { TagsToAdd: { later: "1" } }),
  ],
  UntagResource: [
    {
      id: "untag-resource/removes-only-those",
      level: "should",
      title: "removes the tags that it names, and leaves all others",
      otherwise: `${notTagged}, or UntagResource did not succeed`,
      *script(scene) {
        const session = yield* tagged(scene, "untagged", { kept: "1", Removed: "1", removed: "1", "removed-not": "1", "kept-too": "removed", empty: "" });
        const other = yield* tagged(scene, "untagged-1", { removed: "1" });
        if (session === undefined) return;
        if ((yield* scene.result("UntagResource", { ResourceArn: session.arn, TagsToRemove: ["removed", "empty"] })) === undefined) return;
        const left = { ...session.tags, removed: undefined, empty: undefined };
        yield* expectTags(scene, session.arn, left, "after two were removed");
        yield* scene.ask("UntagResource", { ResourceArn: session.arn, TagsToRemove: ["not there"] });
        yield* expectTags(scene, session.arn, left, "after one that was not there was removed");
        if (other !== undefined) yield* expectTags(scene, other.arn, other.tags, "as of a session of which none were removed");
      },
    },
    {
      id: "untag-resource/leaves-the-session",
      level: "should",
      title: "changes nothing of a session but its tags",
      otherwise: `${notTagged}, or TagResource did not succeed, or GetSession does not show the session`,
      script: expectSessionLeft,
    },
    refusesUnknown("UntagResource", "untag-resource/refuses-unknown-session", { TagsToRemove: ["later"] }),
  ],
};
