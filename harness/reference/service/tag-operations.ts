import { contractOf } from "../../../spec/contracts/shipped-contracts.ts";
import { Refusal } from "./refusal.ts";
import { existingSession } from "./session-operations.ts";
import { ownMembers } from "./session.ts";
import type { ResourceInput, StoredSession, TagResourceInput, UntagResourceInput } from "./stored-session.ts";
import type { OperationCall, Tagging } from "./decisions.ts";

/** A key holds one value, the last one given; removing a missing key is no error. */
export const tagging: Tagging = {
  sessionIdOf: (arn) => /^(?:[^:]*:){5}session\/(.*)$/u.exec(arn)?.[1] ?? "",
  addTags: (tags, added) => new Map([...tags, ...added]),
  removeTags: (tags, keys) => new Map([...tags].filter(([key]) => !keys.includes(key))),
};

const taggedSession = (call: OperationCall<ResourceInput>): StoredSession => existingSession(call.behaviour.sessionIdOf(call.input.ResourceArn), call);

/** `TagResource`: adds tags to a session or gives those it has new values; refused where it would have more than it could be created with. */
export function tagResource(call: OperationCall<TagResourceInput>): object {
  const session = taggedSession(call);
  const tags = call.behaviour.addTags(session.tags, call.input.TagsToAdd);
  const { maxProperties = Infinity } = contractOf("CreateSession").request.properties["Tags"] ?? {};
  if (tags.size > maxProperties) throw new Refusal("constraint", `A session has at most ${String(maxProperties)} tags`, ["TagsToAdd"]);
  call.behaviour.replaceSession({ ...session, tags }, call);
  return {};
}

/** `UntagResource`: takes tags from a session. */
export function untagResource(call: OperationCall<UntagResourceInput>): object {
  const session = taggedSession(call);
  call.behaviour.replaceSession({ ...session, tags: call.behaviour.removeTags(session.tags, call.input.TagsToRemove) }, call);
  return {};
}

/** `GetTags`: the tags of a session. */
export function getTags(call: OperationCall<ResourceInput>): object {
  return { Tags: ownMembers(taggedSession(call).tags) };
}
