import type { Variant } from "./variant.ts";
import { applying, changingListing, changingResult, changingSessions, deciding, type Members } from "./changes.ts";

const asCreated = "sessions/listed-as-created";
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

const withExtra = (part: unknown): unknown =>
  typeof part === "object" && part !== null ? { ...part, Extra: [null, { Id: 5 }], Ids: "x", NextToken: 7 } : part;

/** Services whose results are unusual where no page is specific. */
export const openAnswerVariants: readonly Variant[] = [
  {
    name: "answers-beyond-printed-limits",
    title: "gives values that break the limits that pages print for them: empty, too long, too many, too small",
    mayFail: [],
    apply: applying(
      // Not every session, which would make each page many times as long.
      changingSessions((session) => (String(session["Id"]).length % 8 === 5 ? { ...unlimited, ...session } : { ...session, ErrorMessage: "" })),
      changingResult("GetTags", ({ Tags }) => ({ Tags: { ...(Tags as Members), "": "", [`k${"k".repeat(200)}`]: "v".repeat(300) } })),
    ),
  },
  {
    name: "empty-descriptions",
    title: "shows an empty description of every session that has none",
    mayFail: [],
    apply: changingSessions((session) => ({ Description: "", ErrorMessage: "", ...session })),
  },
  {
    name: "roles-by-name",
    title: "shows the role of a session by its name alone, which is shorter than an address may be",
    mayFail: [asCreated],
    apply: changingSessions((session) => ({ ...session, Role: String(session["Role"]).split("/").at(-1) })),
  },
  {
    name: "states-and-workers-outside-the-model",
    title: "uses statuses and worker types that the service's model does not have",
    mayFail: [],
    apply: changingSessions((session) => ({
      WorkerType: "G.12X",
      ...session,
      Status: session["Status"] === "PROVISIONING" ? "WARMING" : session["Status"] === "STOPPED" ? "STOPPED_BY_USER" : session["Status"],
    })),
  },
  {
    name: "unknown-members-in-parts",
    title: "adds members that no page names to the parts of a session, some with the names of other members",
    mayFail: [],
    apply: changingSessions((session) => ({
      ...session,
      Command: withExtra(session["Command"]),
      ...(session["Connections"] === undefined ? {} : { Connections: withExtra(session["Connections"]) }),
      Runtime: null,
      Ids: [null],
    })),
  },
  {
    name: "unknown-members-by-operation",
    title: "adds members that no page names to a session and to its command, with other values in each operation and at each read",
    mayFail: [],
    apply: deciding(({ renderSession }) => ({
      renderSession(session, call) {
        const shown = renderSession(session, call) as Members;
        const extra = { ReadBy: call.operation, ReadAt: call.at, ReadAs: call.uuid() };
        return { ...shown, ...extra, Command: { ...(shown["Command"] as Members), ...extra, PoolId: null } };
      },
    })),
  },
  {
    name: "null-in-some-sessions",
    title: "gives null for the error of a session that was not stopped",
    mayFail: ["response/omits-null-members"],
    apply: changingSessions((session) => (session["Status"] === "READY" ? { ErrorMessage: null, ...session } : session)),
  },
  {
    name: "token-empty-under-filters",
    title: "says with an empty token that there is no other page where a filter is given, and with none elsewhere",
    mayFail: [],
    apply: deciding(({ operations }) => ({
      operations: {
        ...operations,
        ListSessions(call) {
          const page = operations.ListSessions(call) as Members;
          return (call.input.Tags?.size ?? 0) === 0 ? page : { ...page, NextToken: page["NextToken"] ?? "" };
        },
      },
    })),
  },
  {
    name: "tokens-and-lists-left-out",
    title: "says with an empty token that there is no other page, and leaves out empty lists",
    mayFail: ["response/both-lists"],
    apply: changingListing(({ NextToken = "", ...page }) => ({
      NextToken,
      ...Object.fromEntries(Object.entries(page).filter(([, value]) => !Array.isArray(value) || value.length > 0)),
    })),
  },
];
