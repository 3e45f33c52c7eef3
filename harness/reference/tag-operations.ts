import type { Call } from "./call.ts";
import { existingSession } from "./session-operations.ts";
import { ownMembers, type StoredSession } from "./session.ts";

/** The request of `GetTags`. */
export interface ResourceInput {
  readonly ResourceArn: string;
}

/** The request of `TagResource`. */
export interface TagResourceInput extends ResourceInput {
  readonly TagsToAdd: ReadonlyMap<string, string>;
}

/** The request of `UntagResource`. */
export interface UntagResourceInput extends ResourceInput {
  readonly TagsToRemove: readonly string[];
}

/** How tags are found and changed. */
export interface Tagging {
  /** The id in a session's ARN, whatever its region and account; empty where the ARN is none of a session. */
  readonly sessionIdOf: (arn: string) => string;
  readonly addTags: (tags: ReadonlyMap<string, string>, added: ReadonlyMap<string, string>) => ReadonlyMap<string, string>;
  readonly removeTags: (tags: ReadonlyMap<string, string>, keys: readonly string[]) => ReadonlyMap<string, string>;
}

/** A key holds one value, the last one given; keys that are not there are removed without a word. */
export const tagging: Tagging = {
  sessionIdOf: (arn) => /^(?:[^:]*:){5}session\/(.*)$/u.exec(arn)?.[1] ?? "",
  addTags: (tags, added) => new Map([...tags, ...added]),
  removeTags: (tags, keys) => new Map([...tags].filter(([key]) => !keys.includes(key))),
};

const taggedSession = (call: Call<ResourceInput>): StoredSession => existingSession(call.behaviour.sessionIdOf(call.input.ResourceArn), call);

/** `TagResource`: adds tags to a session or gives those it has new values. */
export function tagResource(call: Call<TagResourceInput>): object {
  const session = taggedSession(call);
  call.behaviour.replaceSession({ ...session, tags: call.behaviour.addTags(session.tags, call.input.TagsToAdd) }, call);
  return {};
}

/** `UntagResource`: takes tags from a session. */
export function untagResource(call: Call<UntagResourceInput>): object {
  const session = taggedSession(call);
  call.behaviour.replaceSession({ ...session, tags: call.behaviour.removeTags(session.tags, call.input.TagsToRemove) }, call);
  return {};
}

/** `GetTags`: the tags of a session. */
export function getTags(call: Call<ResourceInput>): object {
  return { Tags: ownMembers(taggedSession(call).tags) };
}
