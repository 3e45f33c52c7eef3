import { jsonAnswer } from "../server/plain-answers.ts";
import { createVariantService } from "../variants/variant.ts";
import { type IdleServer, isFor, madeUpPage } from "./idle-server.ts";
import type { Behaviour } from "../service/decisions.ts";

function deciding(change: (behaviour: Behaviour) => Partial<Behaviour>): IdleServer["service"] {
  return (world) => createVariantService({ apply: (behaviour) => ({ ...behaviour, ...change(behaviour) }) }, world);
}

const nothingToList: Partial<Behaviour> = { sessionsAfter: () => [] };

/** Servers that check requests correctly, but list no existing session. */
export const checkingServers: readonly IdleServer[] = [
  {
    name: "validates-but-lists-nothing",
    title: "checks requests and keeps sessions, which GetSession shows and no listing does",
    service: deciding(() => nothingToList),
  },
  {
    name: "validates-but-keeps-nothing",
    title: "checks requests, creates sessions that nothing shows, and lists nothing",
    service: deciding(() => ({ ...nothingToList, findSession: () => undefined })),
  },
  {
    name: "validates-but-creates-nothing",
    title: "checks requests, lists nothing and has no other operation",
    service: deciding(({ operationOf }) => ({
      ...nothingToList,
      operationOf: (target, context) => (target?.endsWith(".ListSessions") === true ? operationOf(target, context) : undefined),
    })),
  },
  {
    name: "validates-but-makes-sessions-up",
    title: "checks requests and lists sessions that it makes up",
    service: (world) => {
      const service = deciding(() => nothingToList)(world);
      return async (request) => {
        const answer = await service(request);
        return answer.status === 200 && isFor(request, "ListSessions")
          ? { ...jsonAnswer(200, madeUpPage(request, world.random), world.random), headers: answer.headers }
          : answer;
      };
    },
  },
];
