import { type Change, type Members, performs } from "../faults/change.ts";
import { type Fault, faultTable } from "../faults/fault.ts";
import { Refusal } from "../service/refusal.ts";
import { answers, findsAll, given, sessionsOf, whenTagged, withoutSetting } from "./family-changes.ts";
import { sessionLawFaults } from "./session-law-faults.ts";

/** Of tags that are added at the same time, each is put beside those that were there before. */
const tagRace: Change = (behaviour) => {
  const { addTags } = behaviour;
  let last: { readonly at: number; readonly tags: ReadonlyMap<string, string> } | undefined;
  return performs((call, usual) => {
    const session = call.behaviour.findSession(call.behaviour.sessionIdOf(call.input.ResourceArn), call);
    if (last?.at !== call.at) last = { at: call.at, tags: session?.tags ?? new Map<string, string>() };
    const { tags } = last;
    return usual({ ...call, behaviour: { ...call.behaviour, addTags: (_, added) => addTags(tags, added) } });
  }, "TagResource")(behaviour);
};

const lowerKeys = (tags: unknown): object => Object.fromEntries(Object.entries(tags as Members).map(([key, value]) => [key.toLowerCase(), value]));

const inAscii = (text: string): string => text.replaceAll(/[^\t -~]/gu, "?");

/** Faults in what an operation does to sessions, tags and statements, by operation. */
export const familyFaults: Readonly<Record<string, readonly Fault[]>> = {
  ...sessionLawFaults,
  GetTags: faultTable({
    "get-tags/shows-what-was-given": "should",
    "get-tags-in-lower-case: shows keys in lower case": answers("GetTags", ({ Tags }) => ({ Tags: lowerKeys(Tags) })),
    "get-tags-without-empty: leaves out tags without a value": answers("GetTags", ({ Tags }) => ({
      Tags: Object.fromEntries(Object.entries(Tags as Members).filter(([, value]) => value !== "")),
    })),
    "get-forty-tags: shows forty tags at most": answers("GetTags", ({ Tags }) => ({ Tags: Object.fromEntries(Object.entries(Tags as Members).slice(0, 40)) })),
    "get-tags-in-ascii: shows question marks for letters beyond ASCII": answers("GetTags", ({ Tags }) => ({
      Tags: Object.fromEntries(Object.entries(Tags as Members).map(([key, value]) => [inAscii(key), inAscii(String(value))])),
    })),
    "get-no-tags-refused: does not find sessions without tags": performs((call, usual) => {
      const result = usual(call) as { readonly Tags: object };
      if (Object.keys(result.Tags).length === 0) throw new Refusal("unknown-session", "There is no such resource");
      return result;
    }, "GetTags"),
    "get-tags-of-all: shows the tags of all sessions": performs((call, usual) => {
      const all = sessionsOf(call).flatMap(({ tags }) => [...tags]);
      return { Tags: { ...Object.fromEntries(all), ...(usual(call) as { readonly Tags: object }).Tags } };
    }, "GetTags"),
  }),
  TagResource: faultTable({
    "tag-resource/adds-and-overwrites": "should",
    "tags-replaced: keeps no tags but those that are added": () => ({ addTags: (_, added) => added }),
    "first-value-kept: keeps the value of a tag that is there": () => ({ addTags: (tags, added) => new Map([...added, ...tags]) }),
    "tag-values-cut: cuts values at a colon": ({ addTags }) => ({
      addTags: (tags, added) => addTags(tags, new Map([...added].map(([key, value]) => [key, value.split(":", 1)[0] ?? ""]))),
    }),
    "tags-all-sessions: adds tags to every session": performs((call, usual) => {
      for (const session of sessionsOf(call))
        call.behaviour.replaceSession({ ...session, tags: call.behaviour.addTags(session.tags, call.input.TagsToAdd) }, call);
      return usual(call);
    }, "TagResource"),
    "tag-resource/leaves-the-session": "should",
    "tagging-drops-description: drops the description of a session that is tagged": whenTagged(withoutSetting("Description")),
    "tag-resource/up-to-fifty": "should",
    "tags-without-end: adds tags to a session that has fifty": performs((call) => {
      const session = call.behaviour.findSession(call.behaviour.sessionIdOf(call.input.ResourceArn), call);
      if (session === undefined) throw new Refusal("unknown-session", "There is no such session");
      call.behaviour.replaceSession({ ...session, tags: call.behaviour.addTags(session.tags, call.input.TagsToAdd) }, call);
      return {};
    }, "TagResource"),
    "forty-nine-tags: lets a session have 49 tags at most": performs((call, usual) => {
      const session = call.behaviour.findSession(call.behaviour.sessionIdOf(call.input.ResourceArn), call);
      if (session !== undefined && call.behaviour.addTags(session.tags, call.input.TagsToAdd).size > 49)
        throw new Refusal("constraint", "A session has at most 49 tags");
      return usual(call);
    }, "TagResource"),
    "fifty-tags-fixed: refuses a new value for a tag of a session that has fifty": performs((call, usual) => {
      const session = call.behaviour.findSession(call.behaviour.sessionIdOf(call.input.ResourceArn), call);
      if (session !== undefined && session.tags.size + call.input.TagsToAdd.size > 50) throw new Refusal("constraint", "A session has at most 50 tags");
      return usual(call);
    }, "TagResource"),
    "tag-resource/none-lost": "should",
    "tag-race: loses tags that are added while others are": tagRace,
    "tag-resource/refuses-unknown-session": "should",
    "unknown-address-tagged: answers for the address of a session that does not exist with success": findsAll("TagResource"),
  }),
  UntagResource: faultTable({
    "untag-resource/leaves-the-session": "should",
    "untagging-drops-description: drops the description of a session of which tags are removed": performs((call, usual) => {
      const result = usual(call);
      const session = call.behaviour.findSession(call.behaviour.sessionIdOf(call.input.ResourceArn), call);
      if (session !== undefined) call.behaviour.replaceSession(withoutSetting("Description")(session), call);
      return result;
    }, "UntagResource"),
    "untag-resource/removes-only-those": "should",
    "untag-removes-all: removes all tags": () => ({ removeTags: () => new Map() }),
    "untag-by-value: removes tags with such a value too": ({ removeTags }) => ({
      removeTags: (tags, keys) => new Map([...removeTags(tags, keys)].filter(([, value]) => !keys.includes(value))),
    }),
    "untag-by-the-beginning: removes each tag whose key begins with a given one": () => ({
      removeTags: (tags, keys) => new Map([...tags].filter(([key]) => !keys.some((one) => key.startsWith(one)))),
    }),
    "untag-in-any-case: removes keys in any case": () => ({
      removeTags: (tags, keys) => new Map([...tags].filter(([key]) => !keys.some((one) => one.toLowerCase() === key.toLowerCase()))),
    }),
    "untag-keeps-empty: keeps tags without a value": ({ removeTags }) => ({
      removeTags: (tags, keys) => new Map([...removeTags(tags, keys), ...[...tags].filter(([, value]) => value === "")]),
    }),
    "untag-resource/refuses-unknown-session": "should",
    "unknown-address-untagged: answers for the address of a session that does not exist with success": findsAll("UntagResource"),
  }),
  RunStatement: faultTable({
    "run-statement/numbers-differ": "should",
    "one-number: gives each statement the number 0": answers("RunStatement", () => ({ Id: 0 })),
    "number-race: gives statements that are run at the same time one number": (usual) => {
      let last = { at: 0, Id: 0 };
      return performs((call, perform) => {
        const { Id } = perform(call) as { readonly Id: number };
        if (call.at !== last.at) last = { at: call.at, Id };
        return { Id: last.Id };
      }, "RunStatement")(usual);
    },
    "run-statement/keeps-code": "should",
    "runs-code-trimmed: runs code without blanks at its ends": given("RunStatement", ({ Code }) => ({ Code: String(Code).trim() })),
    "runs-code-cut: runs the first 10,000 characters of code": given("RunStatement", ({ Code }) => ({ Code: String(Code).slice(0, 10_000) })),
    "runs-code-with-other-line-ends: ends lines of code as Windows does": given("RunStatement", ({ Code }) => ({
      Code: String(Code).replaceAll("\n", "\r\n"),
    })),
    "run-statement/refused-when-stopped": "should",
    "runs-when-stopped: runs statements in stopped sessions": performs(
      (call, usual) => usual({ ...call, behaviour: { ...call.behaviour, isStoppable: () => true } }),
      "RunStatement",
    ),
    "runs-when-deleted: answers for a deleted session with the number of a statement": performs((call, usual) => {
      try {
        return usual(call);
      } catch (error) {
        if (error instanceof Refusal && error.reason === "unknown-session") return { Id: 0 };
        throw error;
      }
    }, "RunStatement"),
  }),
  GetStatement: faultTable({
    "get-statement/names-the-statement": "must",
    "statement-after: shows the statement with another number": answers("GetStatement", ({ Statement: one }) => ({
      Statement: { ...(one as Members), Id: Number((one as Members)["Id"]) + 1 },
    })),
    "get-statement/code-comes-back": "should",
    "code-cut: shows the first 65,535 characters of code": answers("GetStatement", ({ Statement: one }) => ({
      Statement: { ...(one as Members), Code: String((one as Members)["Code"]).slice(0, 65_535) },
    })),
    "code-trimmed: shows code without blanks at its ends": answers("GetStatement", ({ Statement: one }) => ({
      Statement: { ...(one as Members), Code: String((one as Members)["Code"]).trim() },
    })),
    "statements-of-the-latest: shows statements of the session that was created last": given("GetStatement", ({ SessionId }, call) => ({
      SessionId: sessionsOf(call).findLast(({ statements = [] }) => statements.length > 2)?.id ?? SessionId,
    })),
    "get-statement/final-state-stays": "should",
    "done-runs-again: shows a statement as running once another was run": performs((call, usual) => {
      const { Statement: one } = usual(call) as { readonly Statement: Members };
      const count = call.behaviour.findSession(call.input.SessionId, call)?.statements?.length ?? 0;
      return { Statement: { ...one, State: count > Number(one["Id"]) + 1 ? "RUNNING" : one["State"] } };
    }, "GetStatement"),
    "get-statement/refuses-unknown-statement": "should",
    "unknown-statement-is-the-first: shows the first statement in the place of one that is not there": performs((call, usual) => {
      try {
        return usual(call);
      } catch {
        return usual({ ...call, input: { ...call.input, Id: 0 } });
      }
    }, "GetStatement"),
  }),
  ListStatements: faultTable({
    "list-statements/lists-what-was-run": "should",
    "statements-token-refused: gives a token with two statements, and refuses it": answers("ListStatements", ({ Statements: all }) =>
      (all as readonly unknown[]).length > 2 ? { Statements: (all as readonly unknown[]).slice(0, 2), NextToken: "more" } : {},
    ),
    "latest-statement-only: lists the last statement only": answers("ListStatements", ({ Statements: all }) => ({
      Statements: (all as readonly unknown[]).slice(-1),
    })),
    "statements-twice: lists each statement twice": answers("ListStatements", ({ Statements: all }) => ({ Statements: [all, all].flat() })),
    "statements-of-all: lists the statements of all sessions": performs((call, usual) => {
      const { behaviour } = call;
      const others = sessionsOf(call).filter(({ id }) => id !== call.input.SessionId);
      const foreign = others.flatMap((session) => behaviour.statementsOf(session, call).map((one) => behaviour.renderStatement(one, call)));
      return { Statements: [(usual(call) as { readonly Statements: object }).Statements, foreign].flat() };
    }, "ListStatements"),
    "statements-lost-between-pages: begins each page of one with the statement after the next": inPagesOfOne((place) => String(place + 1)),
    "statements-without-end: gives the token of the first page with each page": inPagesOfOne(() => "1"),
    "statements-without-line-ends: lists code in one line": answers("ListStatements", ({ Statements: all }) => ({
      Statements: (all as readonly Members[]).map((one) => ({ ...one, Code: String(one["Code"]).replaceAll("\n", " ") })),
    })),
  }),
  CancelStatement: faultTable({
    "cancel-statement/ends-it": "should",
    "cancelled-runs: shows a cancelled statement as running": cancelling((number, of) => number === of, "RUNNING"),
    "cancel-cancels-all: cancels the other statements of the session": cancelling((number, of) => number !== of, "CANCELLED"),
    "cancel-statement/refuses-unknown-statement": "should",
    "unknown-statement-cancelled: answers for a statement that is not there with success": findsAll("CancelStatement"),
  }),
};

/** Lists one statement on a page; the token says where the next one begins, given the place that follows. */
function inPagesOfOne(tokenOf: (next: number) => string): Change {
  return performs((call, usual) => {
    const { NextToken: token = "0", ...input } = call.input;
    const { Statements: all } = usual({ ...call, input }) as { readonly Statements: readonly unknown[] };
    const place = Number(token);
    return { Statements: all.slice(place, place + 1), ...(place + 1 < all.length ? { NextToken: tokenOf(place + 1) } : {}) };
  }, "ListStatements");
}

/** Shows statements of a session in another state once one of them was cancelled. */
function cancelling(isMeant: (number: number, cancelled: number) => boolean, State: string): Change {
  return (usual) => {
    const cancelled: { readonly SessionId: unknown; readonly Id: number }[] = [];
    return {
      ...performs((call, perform) => {
        const result = perform(call);
        cancelled.push(call.input);
        return result;
      }, "CancelStatement")(usual),
      renderStatement(one, call) {
        const { SessionId } = call.input as Members;
        const isChanged = cancelled.some((other) => other.SessionId === SessionId && isMeant(one.id, other.Id));
        return { ...usual.renderStatement(one, call), ...(isChanged ? { State } : {}) };
      },
    };
  };
}
