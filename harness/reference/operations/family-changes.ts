import { type Change, type Members, performs, shows } from "../faults/change.ts";
import type { OperationCall, Operations } from "../service/decisions.ts";
import { Refusal } from "../service/refusal.ts";
import type { StoredSession } from "../service/stored-session.ts";

type Name = keyof Operations;

/** All sessions, in the order of their creation. */
export const sessionsOf = ({ store }: OperationCall): readonly StoredSession[] => [...store.after(0)];

/** Performs an operation for other input. */
export const given = (operation: Name, convert: (input: Members, call: OperationCall) => object): Change =>
  performs((call, usual) => usual({ ...call, input: { ...call.input, ...convert(call.input as Members, call) } } as never), operation);

/** Adds members to the result of an operation, in the place of those that it has. */
export const answers = (operation: Name, change: (result: Members) => object): Change =>
  performs((call, usual) => {
    const result = usual(call) as Members;
    return { ...result, ...change(result) };
  }, operation);

/** Changes members of the session that one operation shows. */
export const showsIn = (operation: Name, change: (shown: Members, session: StoredSession) => object): Change =>
  shows((shown, session, call) => (call.operation === operation ? change(shown, session) : {}));

/** Answers with success where an operation does not find what it is asked for. */
export const findsAll = (operation: Name): Change =>
  performs((call, usual) => {
    try {
      return usual(call);
    } catch (error) {
      if (error instanceof Refusal && error.reason === "unknown-session") return {};
      throw error;
    }
  }, operation);

/** Changes a session whenever its tags are changed. */
export const whenTagged = (change: (session: StoredSession) => StoredSession): Change =>
  performs((call, usual) => {
    const result = usual(call);
    const session = call.behaviour.findSession(call.behaviour.sessionIdOf(call.input.ResourceArn), call);
    if (session !== undefined) call.behaviour.replaceSession(change(session), call);
    return result;
  }, "TagResource");

/** A session without a member that it was created with. */
export const withoutSetting =
  (name: string): ((session: StoredSession) => StoredSession) =>
  (session) => ({ ...session, settings: Object.fromEntries(Object.entries(session.settings).filter(([member]) => member !== name)) });
