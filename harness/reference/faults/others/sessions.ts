import { memberOf } from "../../../../properties/core/json.ts";
import { type BehaviourChange, crash, inTurn, shows, showsMember, unchanged } from "../change.ts";
import { withServerErrors } from "../crashing.ts";
import { type OtherFault, of } from "./other-fault.ts";
import type { StoredSession } from "../../service/stored-session.ts";

const gone = "sessions/gone-after-delete";
const asCreated = "sessions/listed-as-created";

const moto = of("getmoto/moto");
const localstack = of("localstack/localstack");
const fakecloud = of("faiscadev/fakecloud");
const dynalite = of("architect/dynalite");

type Tags = ReadonlyMap<string, string>;

/** Changes what is kept of a session when an operation changes it. */
const keeping =
  (operation: string, change: (session: StoredSession) => StoredSession): BehaviourChange =>
  (behaviour) => ({
    ...behaviour,
    replaceSession: (session, call) => behaviour.replaceSession(call.operation === operation ? change(session) : session, call),
  });

/** The value that a body holds; undefined where it is no JSON. */
function parsed(body: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(body).toString()) as unknown;
  } catch {
    return undefined;
  }
}

const changing: readonly OtherFault[] = [
  {
    name: "moto-update-loses-tags",
    title: "loses the tags and the description of a session that is stopped",
    level: "should",
    caughtBy: "sessions/stop-reflected",
    source: moto("commit 3e145ef8d", "Secrets Manager update_secret made the secret anew, without its tags and description."),
    apply: keeping("StopSession", (session) => ({ ...session, tags: new Map(), settings: { ...session.settings, Description: undefined } })),
  },
  {
    name: "dynalite-projection-kept",
    title: "keeps only the main members of a session that is tagged",
    level: "should",
    caughtBy: "sessions/kept-when-changed",
    source: dynalite("#72", "Putting an item cut it to what one index projects, and all further indexes got the rest of it."),
    apply: keeping("TagResource", ({ settings: { Id, Role, Command }, ...session }) => ({ ...session, settings: { Id, Role, Command } })),
  },
  {
    name: "moto-deleted-still-listed",
    title: "lists deleted sessions",
    level: "should",
    caughtBy: gone,
    source: moto("commit 60328d54e", "Secrets Manager listed secrets that were marked for deletion, whether asked to or not."),
    apply: (behaviour) => {
      const deleted = new Set<string>();
      return {
        ...behaviour,
        findSession: (id, call) => (deleted.has(id) ? undefined : behaviour.findSession(id, call)),
        removeSession: ({ id }) => void deleted.add(id),
      };
    },
  },
  {
    name: "fakecloud-tags-outlive-what-carried-them",
    title: "gives a new session the tags of a deleted one with its id",
    level: "should",
    caughtBy: "sessions/created-anew",
    source: fakecloud("commit f8c5804", "ElastiCache kept the tags of what was deleted under its ARN."),
    apply: (behaviour) => {
      const kept = new Map<string, Tags>();
      return {
        ...behaviour,
        removeSession(session, call) {
          kept.set(session.id, session.tags);
          behaviour.removeSession(session, call);
        },
        addSession: (draft, call) => behaviour.addSession({ ...draft, tags: new Map([...(kept.get(draft.id) ?? []), ...draft.tags]) }, call),
      };
    },
  },
  {
    name: "moto-refused-put-leaves-an-entry",
    title: "lists a session whose creation it refused",
    level: "should",
    caughtBy: "sessions/refused-leaves-nothing",
    source: moto("commit 89f2a3c53", "SSM put_parameter left an empty entry behind where it refused a request, for it looked one up in a map that makes them."),
    apply: unchanged,
    wrap: (service) => async (request) => {
      const response = await service(request);
      if (response.status !== 400 || request.headers["x-amz-target"] !== "AWSGlue.CreateSession") return response;
      const entry = { Id: memberOf(parsed(request.body), "Id"), Role: "arn:aws:iam::123456789012:role/none", Command: { Name: "glueetl" } };
      await service({ ...request, body: Buffer.from(JSON.stringify(entry)) });
      return response;
    },
  },
  {
    name: "moto-duplicate-name-replaces",
    title: "replaces a session where one of the same id is created",
    level: "should",
    caughtBy: "sessions/unchanged-when-created-again",
    source: moto("commit b41e2579c", "EventBridge Scheduler took a second schedule of the same name and put it in the place of the first."),
    apply: (behaviour) => ({
      ...behaviour,
      findSession(id, call) {
        const session = behaviour.findSession(id, call);
        if (session === undefined || call.operation !== "CreateSession") return session;
        behaviour.removeSession(session, call);
        return undefined;
      },
    }),
  },
  {
    name: "localstack-list-while-others-create",
    title: "fails over a listing during which sessions are created or deleted",
    level: "should",
    caughtBy: "concurrency/listing-while-sessions-change",
    source: localstack("PR #13272", "DescribeLogGroups went through a map that another request changed meanwhile."),
    apply: unchanged,
    wrap: (service) => {
      let changes = 0;
      return withServerErrors(async (request) => {
        const target = request.headers["x-amz-target"] ?? "";
        if (/\.(?:Create|Delete)Session$/u.test(target)) changes += 1;
        const before = changes;
        if (target.endsWith(".ListSessions")) await new Promise<void>((resolve) => void setImmediate(resolve));
        return before === changes ? service(request) : crash("a map of another size");
      });
    },
  },
  {
    name: "moto-one-handler-for-all",
    title: "keeps the request under way in one object for all clients",
    level: "must",
    caughtBy: "concurrency/answers-belong-to-requests",
    source: moto("commit de44a85ed", "One response object served all requests of a service at a time, each overwriting what the last one had set."),
    apply: unchanged,
    wrap: (service) => {
      let current: Parameters<typeof service>[0];
      return async (request) => {
        current = request;
        await new Promise<void>((resolve) => void setImmediate(resolve));
        return service(current);
      };
    },
  },
];

const decoded = (id: string): string => id.replaceAll(/%([0-9A-F]{2})/gu, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));

const showing: readonly OtherFault[] = [
  {
    name: "gopherstack-member-that-is-not-set",
    title: "fails over a session that was created without a description",
    level: "must",
    missed: "each listing fails, so nothing can be judged: the run ends without a verdict (exit 3), which is no pass",
    source: of("BlackbirdWorks/gopherstack")("commit 44fc0545", "DeleteTable read the throughput of an index that had been created without."),
    apply: shows((shown, _session, call) => (call.operation === "ListSessions" && shown["Description"] === undefined ? crash("a member that is nil") : shown)),
    wrap: withServerErrors,
  },
  {
    name: "fakecloud-created-when-listed",
    title: "shows the time of asking for CreatedOn",
    level: "should",
    caughtBy: "sessions/unchanging-members",
    source: fakecloud("commit 1133cd9", "SES kept no time of creation for templates and listed each with the present one."),
    apply: shows((shown, _session, { at }) => ({ ...shown, CreatedOn: at / 1_000 })),
  },
  {
    name: "moto-listing-shows-less",
    title: "lists sessions without what they are configured with",
    level: "should",
    caughtBy: asCreated,
    source: moto("commit b98896dea", "CloudFront list_distributions left out most of what get_distribution shows."),
    apply: shows(({ DefaultArguments, Connections, MaxCapacity, ...shown }, _session, call) =>
      call.operation === "ListSessions" ? shown : { ...shown, DefaultArguments, Connections, MaxCapacity },
    ),
  },
  {
    name: "moto-member-misspelt",
    title: "shows SecurityConfiguration under the name SecurityConfigurations",
    level: "should",
    caughtBy: asCreated,
    source: moto("commit 7033f3b45", "SageMaker showed DomainSettings under the name DomainSetting."),
    apply: shows(({ SecurityConfiguration, ...shown }) =>
      SecurityConfiguration === undefined ? shown : { ...shown, SecurityConfigurations: SecurityConfiguration },
    ),
  },
  {
    name: "localstack-names-decoded-in-lists",
    title: "decodes percent signs in the ids that it lists",
    level: "should",
    caughtBy: "paging/finds-sessions-with-odd-ids",
    source: localstack("PR #8470", "S3 keys with a percent sign came decoded out of the lists of the backend."),
    apply: inTurn(
      (behaviour) => ({ ...behaviour, renderIds: (sessions) => sessions.map(({ id }) => decoded(id)) }),
      shows((shown, { id }, { operation }) => (operation === "ListSessions" ? { ...shown, Id: decoded(id) } : shown)),
    ),
  },
  {
    name: "ministack-latin-one",
    title: "shows text beyond ASCII as Latin-1 reads its bytes",
    level: "should",
    caughtBy: asCreated,
    source: of("ministackorg/ministack")("commit 07b36d5f", "Header values were decoded as Latin-1, whatever they held."),
    apply: showsMember("Description", (value) => Buffer.from(String(value)).toString("latin1")),
  },
];

/** Faults that others made in the life of things and how they are shown. */
export const otherSessionFaults: readonly OtherFault[] = [...changing, ...showing];
