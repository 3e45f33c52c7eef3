import { legal, mayFail, type Variant } from "./variant.ts";
import { changingListing, changingResult, changingSessions, type Members } from "./changes.ts";

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
  ...legal({
    "answers-beyond-printed-limits: gives values that break the limits that pages print for them: empty, too long, too many, too small": [
      changingSessions((session) => (String(session["Id"]).length % 8 === 5 ? { ...unlimited, ...session } : { ...session, ErrorMessage: "" })),
      changingResult("GetTags", ({ Tags }) => ({ Tags: { ...(Tags as Members), "": "", [`k${"k".repeat(200)}`]: "v".repeat(300) } })),
    ],
    "empty-descriptions: shows an empty description of every session that has none": changingSessions((session) => ({
      Description: "",
      ErrorMessage: "",
      ...session,
    })),
    "roles-by-name: shows the role of a session by its name alone, which is shorter than an address may be": [
      changingSessions((session) => ({ ...session, Role: String(session["Role"]).split("/").at(-1) })),
      mayFail(asCreated),
    ],
    "states-and-workers-outside-the-model: uses statuses and worker types that the service's model does not have": changingSessions((session) => ({
      WorkerType: "G.12X",
      ...session,
      Status: session["Status"] === "PROVISIONING" ? "WARMING" : session["Status"] === "STOPPED" ? "STOPPED_BY_USER" : session["Status"],
    })),
    "unknown-members-in-parts: adds members that no page names to the parts of a session, some with the names of other members": changingSessions(
      (session) => ({
        ...session,
        Command: withExtra(session["Command"]),
        ...(session["Connections"] === undefined ? {} : { Connections: withExtra(session["Connections"]) }),
        Runtime: null,
        Ids: [null],
      }),
    ),
    "unknown-members-by-operation: adds members that no page names to a session and to its command, with other values in each operation and at each read": ({
      renderSession,
    }) => ({
      renderSession(session, call) {
        const shown = renderSession(session, call) as Members;
        const extra = { ReadBy: call.operation, ReadAt: call.at, ReadAs: call.uuid() };
        return { ...shown, ...extra, Command: { ...(shown["Command"] as Members), ...extra, PoolId: null } };
      },
    }),
    "null-in-some-sessions: gives null for the error of a session that was not stopped": [
      changingSessions((session) => (session["Status"] === "READY" ? { ErrorMessage: null, ...session } : session)),
      mayFail("response/omits-null-members"),
    ],
    "token-empty-under-filters: says with an empty token that there is no other page where a filter is given, and with none elsewhere": ({ operations }) => ({
      operations: {
        ...operations,
        ListSessions(call) {
          const page = operations.ListSessions(call) as Members;
          return (call.input.Tags?.size ?? 0) === 0 ? page : { ...page, NextToken: page["NextToken"] ?? "" };
        },
      },
    }),
    "tokens-and-lists-left-out: says with an empty token that there is no other page, and leaves out empty lists": [
      changingListing(({ NextToken = "", ...page }) => ({
        NextToken,
        ...Object.fromEntries(Object.entries(page).filter(([, value]) => !Array.isArray(value) || value.length > 0)),
      })),
      mayFail("response/both-lists"),
    ],
  }),
];
