import { contractOf } from "../../../spec/contracts/shipped-contracts.ts";
import { lists, type Members, performs, shows, without } from "../faults/change.ts";
import { isFiltered } from "../faults/listing.ts";
import { legal, mayFail } from "./variant.ts";

const omitsNull = "response/omits-null-members";
const bothLists = "response/both-lists";
const asCreated = "sessions/listed-as-created";
const idAndStatus = "response/session-has-id-and-status";

const isEmptyList = (value: unknown): boolean => Array.isArray(value) && value.length === 0;
const isEmpty = (value: unknown): boolean =>
  typeof value === "object" && value !== null && Object.values(value).every((part) => typeof part === "object" && isEmpty(part));

/** Gives some members another value: none, if not another one is named. */
const turning =
  (isMeant: (name: string, value: unknown) => boolean, into?: null) =>
  (members: Members): Members =>
    Object.fromEntries(Object.entries(members).flatMap(([name, value]) => (isMeant(name, value) ? [[name, into]] : [])));

const sessionMembers = (): readonly string[] => Object.keys(contractOf("ListSessions").response.properties["Sessions"]?.items?.properties ?? {});
const manyArguments = Object.fromEntries(Array.from({ length: 76 }, (_, index) => [`--argument ${String(index)}`, "v".repeat(index === 0 ? 4_100 : 1)]));

/** Members of a session that break the limits that pages print for them where they are sent. */
const unlimited: Members = {
  Description: "",
  ErrorMessage: "e".repeat(2_100),
  DefaultArguments: manyArguments,
  Connections: { Connections: ["", "c".repeat(300)] },
  SecurityConfiguration: "",
  ProfileName: "\u0001",
  GlueVersion: "4",
  MaxCapacity: -1,
  DPUSeconds: -0.5,
};

/** Shows members that take the place of none. */
const showsDefaults = (defaults: Members): ReturnType<typeof shows> => shows((shown) => ({ ...defaults, ...shown }));

const withExtra = (part: unknown): unknown =>
  typeof part === "object" && part !== null ? { ...part, Extra: [null, { Id: 5 }], Ids: "x", NextToken: 7 } : part;

/** Services that differ in what a result is made of, and in what they show of a session. */
export const resultVariants = [
  ...mayFail([omitsNull], {
    "token-null-at-end: says with null that there is no other page": lists(({ NextToken = null }) => ({ NextToken })),
    "null-session-members: gives every member of a session, null where it has no value": shows((shown) => ({
      ...Object.fromEntries(sessionMembers().map((name) => [name, null])),
      ...shown,
    })),
    "null-in-some-sessions: gives null for the error of a session that was not stopped": shows(({ Status, ErrorMessage = null }) =>
      Status === "READY" ? { ErrorMessage } : {},
    ),
  }),
  ...mayFail([bothLists], {
    "ids-absent-when-empty: leaves Ids out where there are none": lists(turning((name, value) => name === "Ids" && isEmptyList(value))),
    "lists-absent-when-empty: leaves out empty lists": lists(turning((_, value) => isEmptyList(value))),
    "ids-only: lists sessions in Ids and never in Sessions": lists(() => ({ Sessions: undefined })),
    "sessions-only: lists sessions in Sessions and never in Ids": lists(() => ({ Ids: undefined })),
    "tokens-and-lists-left-out: says with an empty token that there is no other page, and leaves out empty lists": lists(({ NextToken = "", ...page }) => ({
      NextToken,
      ...turning((_, value) => isEmptyList(value))(page),
    })),
  }),
  ...mayFail([bothLists, omitsNull], { "lists-null-when-empty: gives null for empty lists": lists(turning((_, value) => isEmptyList(value), null)) }),
  ...legal({
    // What a result is made of.
    "token-empty-at-end: says with an empty token that there is no other page": lists(({ NextToken = "" }) => ({ NextToken })),
    "token-empty-under-filters: says with an empty token that there is no other page where a filter is given, and with none elsewhere": lists(
      ({ NextToken = "" }, call) => (isFiltered(call) ? { NextToken } : {}),
    ),
    "unknown-result-members: adds members that no page names to every result": [
      lists(({ Ids }) => ({ __type: "ListSessionsResponse", Count: Ids.length, ResponseMetadata: { HTTPStatusCode: 200 }, message: "ok", code: "Success" })),
      performs((call, usual) => ({ ...usual(call), Warnings: [null] }), "CreateSession"),
    ],
    "ids-in-another-order: lists Ids in another order than Sessions": lists(({ Ids }) => ({ Ids: Ids.toReversed() })),
    "create-answers-nothing: answers CreateSession with an empty object": performs((call, usual) => turning(() => true)(usual(call)), "CreateSession"),
    // What is shown of a session.
    "doubles-as-strings: gives numbers that are none, and infinities, as strings": shows(({ MaxCapacity = "Infinity" }) => ({
      MaxCapacity,
      Progress: "NaN",
      ExecutionTime: "-Infinity",
      DPUSeconds: 1e-7,
    })),
    "timestamps-with-milliseconds: gives timestamps with milliseconds": () => ({ renderTimestamp: (ms) => (ms + 123) / 1000 }),
    "timestamps-with-microseconds: gives timestamps finer than a millisecond": () => ({ renderTimestamp: (ms) => ms / 1000 + 0.123456 }),
    "no-timestamps: gives no timestamps": shows(() => ({ CreatedOn: undefined, CompletedOn: undefined })),
    "unknown-session-members: adds members that no page names to a session and to its parts": shows(({ __type = "Session" }) => ({
      __type,
      Arn: "arn:aws:glue:us-east-1:123456789012:session/x",
      Tags: { a: 1 },
      Spent: { Hours: [1, null] },
      constructor: 1,
    })),
    "unknown-values: uses statuses and worker types that no page lists": shows(({ Status }) => ({
      Status: Status === "READY" ? "IDLE_WARM" : Status,
      RuntimeType: "G.64X",
    })),
    "long-descriptions: describes sessions at greater length than a request may": showsDefaults({
      Description: "long \u00E9 ".repeat(1_000),
      ErrorMessage: "",
    }),
    "all-defaults-shown: shows what a session was not created with as defaults": showsDefaults({
      MaxCapacity: 2.5,
      DPUSeconds: 0,
      ExecutionTime: 0,
      ProfileName: "",
      DefaultArguments: {},
      Connections: { Connections: [] },
      Description: "",
    }),
    "get-shows-little: shows no more through GetSession than id and status": performs((call, usual) => {
      const { Id, Status } = usual(call)["Session"] as Members;
      return { Session: { Id, Status } };
    }, "GetSession"),
    "answers-beyond-printed-limits: gives values that break the limits that pages print for them: empty, too long, too many, too small": [
      // Not every session, which would make each page many times as long.
      shows((shown) => (String(shown["Id"]).length % 8 === 5 ? { ...unlimited, ...shown } : { ErrorMessage: "" })),
      performs((call, usual) => ({ Tags: { ...(usual(call)["Tags"] as Members), "": "", [`k${"k".repeat(200)}`]: "v".repeat(300) } }), "GetTags"),
    ],
    "empty-descriptions: shows an empty description of every session that has none": showsDefaults({ Description: "", ErrorMessage: "" }),
    "empty-members-omitted: leaves out members that are empty lists and maps": shows(turning((_, value) => isEmpty(value))),
    "defaults-for-what-is-empty: fills in defaults where a session is created without a member or with an empty one": ({ settingsOf }) => ({
      settingsOf: (input) => ({
        Description: "",
        GlueVersion: "5.0",
        NumberOfWorkers: 5,
        WorkerType: "G.1X",
        SecurityConfiguration: "",
        DefaultArguments: { "--job-language": "python" },
        Connections: { Connections: ["default"] },
        ...Object.fromEntries(Object.entries(settingsOf(input)).filter(([, value]) => !isEmpty(value))),
      }),
    }),
    "states-and-workers-outside-the-model: uses statuses and worker types that the service's model does not have": shows(
      ({ Status, WorkerType = "G.12X" }) => ({ WorkerType, Status: Status === "PROVISIONING" ? "WARMING" : Status === "STOPPED" ? "STOPPED_BY_USER" : Status }),
    ),
    "unknown-members-in-parts: adds members that no page names to the parts of a session, some with the names of other members": shows(
      ({ Command, Connections }) => ({ Command: withExtra(Command), Connections: withExtra(Connections), Runtime: null, Ids: [null] }),
    ),
    "unknown-members-by-operation: adds members that no page names to a session and to its command, with other values in each operation and at each read":
      shows(({ Command }, _session, { operation, at, uuid }) => {
        const extra = { ReadBy: operation, ReadAt: at, ReadAs: uuid() };
        return { ...extra, Command: { ...(Command as Members), ...extra, PoolId: null } };
      }),
  }),
  ...mayFail([asCreated], {
    "few-members: shows no more of a session than its id and status": shows(turning((name) => !["Id", "Status"].includes(name))),
    "roles-by-name: shows the role of a session by its name alone, which is shorter than an address may be": shows(({ Role }) => ({
      Role: String(Role).split("/").at(-1),
    })),
  }),
  ...mayFail([asCreated, idAndStatus], {
    "listed-by-id-only: lists sessions with nothing but their ids, and shows the rest through GetSession": lists(({ Sessions }) => ({
      Sessions: Sessions.map(({ Id }) => ({ Id })),
    })),
  }),
  ...mayFail([idAndStatus, "response/ids-match-sessions"], {
    "listed-without-id: leaves the id out of the items of a listing, where Ids says it": lists(({ Sessions }) => ({
      Sessions: Sessions.map((session) => without(session, "Id")),
    })),
  }),
];
