import { memberOf } from "../../../../spec/json.ts";
import { dynalite, fakecloud, gopherstack, localstack, ministack, missed, moto, type OtherFault, faultTable } from "./other-fault.ts";
import type { StoredSession } from "../../service/stored-session.ts";
import { type Change, crash, shows, showsMember } from "../change.ts";
import { keeps } from "../listing.ts";
import { jsonOf, namedOperation, with500 } from "../answers.ts";

/** Changes what is kept of a session when an operation changes it. */
const keeping = (operation: string, change: (session: StoredSession) => StoredSession): Change =>
  keeps({ changed: (session, call) => (call.operation === operation ? change(session) : session) });

const decoded = (id: string): string => id.replaceAll(/%([0-9A-F]{2})/gu, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));

/** Faults that others made in the life of things and how they are shown. */
export const otherSessionFaults: readonly OtherFault[] = [
  ...faultTable({
    "sessions/stop-reflected": "should",
    "moto-update-loses-tags: loses the tags and the description of a session that is stopped": [
      moto("commit 3e145ef8d", "Secrets Manager update_secret made the secret anew, without its tags and description."),
      keeping("StopSession", (session) => ({ ...session, tags: new Map(), settings: { ...session.settings, Description: undefined } })),
    ],
    "sessions/kept-when-changed": "should",
    "dynalite-projection-kept: keeps only the main members of a session that is tagged": [
      dynalite("#72", "Putting an item cut it to what one index projects, and all further indexes got the rest of it."),
      keeping("TagResource", ({ settings: { Id, Role, Command }, ...session }) => ({ ...session, settings: { Id, Role, Command } })),
    ],
    "sessions/gone-after-delete": "should",
    "moto-deleted-still-listed: lists deleted sessions": [
      moto("commit 60328d54e", "Secrets Manager listed secrets that were marked for deletion, whether asked to or not."),
      (behaviour) => {
        const deleted = new Set<string>();
        return { findSession: (id, call) => (deleted.has(id) ? undefined : behaviour.findSession(id, call)), removeSession: ({ id }) => void deleted.add(id) };
      },
    ],
    "sessions/created-anew": "should",
    "fakecloud-tags-outlive-what-carried-them: gives a new session the tags of a deleted one with its id": [
      fakecloud("commit f8c5804", "ElastiCache kept the tags of what was deleted under its ARN."),
      (behaviour) => {
        const kept = new Map<string, StoredSession["tags"]>();
        return keeps({
          created: (draft) => ({ ...draft, tags: new Map([...(kept.get(draft.id) ?? []), ...draft.tags]) }),
          deleted: ({ id, tags }) => void kept.set(id, tags),
        })(behaviour);
      },
    ],
    "sessions/refused-leaves-nothing": "should",
    "moto-refused-put-leaves-an-entry: lists a session whose creation it refused": [
      moto("commit 89f2a3c53", "SSM put_parameter left an empty entry behind where it refused a request, for it looked one up in a map that makes them."),
      {
        wrap: (service) => async (request) => {
          const response = await service(request);
          if (response.status !== 400 || namedOperation(request) !== "CreateSession") return response;
          const entry = { Id: memberOf(jsonOf(request), "Id"), Role: "arn:aws:iam::123456789012:role/none", Command: { Name: "glueetl" } };
          await service({ ...request, body: Buffer.from(JSON.stringify(entry)) });
          return response;
        },
      },
    ],
    "sessions/unchanged-when-created-again": "should",
    "moto-duplicate-name-replaces: replaces a session where one of the same id is created": [
      moto("commit b41e2579c", "EventBridge Scheduler took a second schedule of the same name and put it in the place of the first."),
      (behaviour) => ({
        findSession(id, call) {
          const session = behaviour.findSession(id, call);
          if (session === undefined || call.operation !== "CreateSession") return session;
          behaviour.removeSession(session, call);
          return undefined;
        },
      }),
    ],
    "concurrency/listing-while-sessions-change": "should",
    "localstack-list-while-others-create: fails over a listing during which sessions are created or deleted": [
      localstack("PR #13272", "DescribeLogGroups went through a map that another request changed meanwhile."),
      {
        wrap: (service) => {
          let changes = 0;
          return async (request) => {
            const operation = namedOperation(request);
            if (/^(?:Create|Delete)Session$/u.test(operation)) changes += 1;
            const before = changes;
            if (operation === "ListSessions") await new Promise<void>((resolve) => void setImmediate(resolve));
            return before === changes ? service(request) : crash("a map of another size");
          };
        },
      },
      with500,
    ],
    "concurrency/answers-belong-to-requests": "must",
    "moto-one-handler-for-all: keeps the request under way in one object for all clients": [
      moto("commit de44a85ed", "One response object served all requests of a service at a time, each overwriting what the last one had set."),
      {
        wrap: (service) => {
          let current: Parameters<typeof service>[0];
          return async (request) => {
            current = request;
            await new Promise<void>((resolve) => void setImmediate(resolve));
            return service(current);
          };
        },
      },
    ],
  }),
  ...missed("must", "each listing fails, so nothing can be judged: the run ends without a verdict (exit 3), which is no pass", {
    "gopherstack-member-that-is-not-set: fails over a session that was created without a description": [
      gopherstack("commit 44fc0545", "DeleteTable read the throughput of an index that had been created without."),
      shows((shown, _session, call) => (call.operation === "ListSessions" && shown["Description"] === undefined ? crash("a member that is nil") : shown)),
      with500,
    ],
  }),
  ...faultTable({
    "sessions/unchanging-members": "should",
    "fakecloud-created-when-listed: shows the time of asking for CreatedOn": [
      fakecloud("commit 1133cd9", "SES kept no time of creation for templates and listed each with the present one."),
      shows((_shown, _session, { at }) => ({ CreatedOn: at / 1_000 })),
    ],
    "sessions/listed-as-created": "should",
    "moto-listing-shows-less: lists sessions without what they are configured with": [
      moto("commit b98896dea", "CloudFront list_distributions left out most of what get_distribution shows."),
      shows((_shown, _session, { operation }) =>
        operation === "ListSessions" ? { DefaultArguments: undefined, Connections: undefined, MaxCapacity: undefined } : {},
      ),
    ],
    "moto-member-misspelt: shows SecurityConfiguration under the name SecurityConfigurations": [
      moto("commit 7033f3b45", "SageMaker showed DomainSettings under the name DomainSetting."),
      shows(({ SecurityConfiguration }) => ({ SecurityConfiguration: undefined, SecurityConfigurations: SecurityConfiguration })),
    ],
    "ministack-latin-one: shows text beyond ASCII as Latin-1 reads its bytes": [
      ministack("commit 07b36d5f", "Header values were decoded as Latin-1, whatever they held."),
      showsMember("Description", (value) => Buffer.from(String(value)).toString("latin1")),
    ],
    "paging/finds-sessions-with-odd-ids": "should",
    "localstack-names-decoded-in-lists: decodes percent signs in the ids that it lists": [
      localstack("PR #8470", "S3 keys with a percent sign came decoded out of the lists of the backend."),
      () => ({ renderIds: (sessions) => sessions.map(({ id }) => decoded(id)) }),
      shows((shown, { id }, { operation }) => (operation === "ListSessions" ? { ...shown, Id: decoded(id) } : shown)),
    ],
  }),
];
