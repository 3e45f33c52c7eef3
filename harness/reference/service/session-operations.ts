import { Refusal } from "./refusal.ts";
import type { CreateSessionInput, SessionInput, StoredSession } from "./stored-session.ts";
import type { OperationCall } from "./decisions.ts";

/** The session of that id. Throws a `Refusal` where there is none. */
export function existingSession(id: string, call: OperationCall): StoredSession {
  const session = call.behaviour.findSession(id, call);
  if (session === undefined) throw new Refusal("unknown-session", `Session ${id} does not exist`);
  return session;
}

/** `CreateSession`: an id that is taken is refused, whatever the other members. */
export function createSession(call: OperationCall<CreateSessionInput>): object {
  const { behaviour, input, at } = call;
  if (behaviour.findSession(input.Id, call) !== undefined) {
    throw new Refusal("duplicate-session", `Session ${input.Id} already exists`, ["Id"]);
  }
  const settings = behaviour.settingsOf(input);
  const session = behaviour.addSession({ id: input.Id, settings, tags: input.Tags ?? new Map(), createdAt: at }, call);
  return { Session: behaviour.renderSession(session, call) };
}

/** `GetSession`: the session as it is now. */
export function getSession(call: OperationCall<SessionInput>): object {
  return { Session: call.behaviour.renderSession(existingSession(call.input.Id, call), call) };
}

/** `StopSession`: refused for a session that is stopping or has stopped. */
export function stopSession(call: OperationCall<SessionInput>): object {
  const { behaviour, input, at } = call;
  const session = existingSession(input.Id, call);
  const status = behaviour.statusOf(session, call);
  if (!behaviour.isStoppable(status)) {
    throw new Refusal("session-state", `Session ${input.Id} is in state ${status} and cannot be stopped`);
  }
  behaviour.replaceSession({ ...session, stoppedAt: at }, call);
  return { Id: session.id };
}

/** `DeleteSession`: deletes a session at once, in any state. */
export function deleteSession(call: OperationCall<SessionInput>): object {
  const session = existingSession(call.input.Id, call);
  call.behaviour.removeSession(session, call);
  return { Id: session.id };
}
