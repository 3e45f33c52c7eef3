import { namedOperation } from "../faults/answers.ts";
import { jsonAnswer } from "../server/plain-answers.ts";
import { createChangedService } from "../faults/changed-service.ts";
import { type IdleServer, madeUpPage, servers } from "./idle-server.ts";
import type { Change } from "../faults/change.ts";

/** Checks requests as the reference service does, and has nothing to list. */
const listingNothing =
  (change: Change = () => ({})): IdleServer["service"] =>
  (world) =>
    createChangedService({ apply: (behaviour) => ({ ...behaviour, sessionsAfter: () => [], ...change(behaviour) }) }, world);

/** Servers that check requests correctly, but list no existing session. */
export const checkingServers = servers({
  "validates-but-lists-nothing: checks requests and keeps sessions, which GetSession shows and no listing does": listingNothing(),
  "validates-but-keeps-nothing: checks requests, creates sessions that nothing shows, and lists nothing": listingNothing(() => ({
    findSession: () => undefined,
  })),
  "validates-but-creates-nothing: checks requests, lists nothing and has no other operation": listingNothing(({ operationOf }) => ({
    operationOf: (target, context) => (target?.endsWith(".ListSessions") === true ? operationOf(target, context) : undefined),
  })),
  "validates-but-makes-sessions-up: checks requests and lists sessions that it makes up": (world) => {
    const service = listingNothing()(world);
    return async (request) => {
      const answer = await service(request);
      if (answer.status !== 200 || namedOperation(request) !== "ListSessions") return answer;
      return { ...jsonAnswer(200, madeUpPage(request, world.random), world.random), headers: answer.headers };
    };
  },
});
