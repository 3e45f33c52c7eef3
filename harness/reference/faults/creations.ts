import { isJsonObject } from "../../../properties/core/json.ts";
import { wireRequest } from "../../../properties/core/request.ts";
import { type Fault, should } from "./fault.ts";
import { Refusal } from "../service/refusal.ts";
import { existingSession } from "../service/session-operations.ts";
import { type BehaviourChange, unchanged } from "./change.ts";
import type { CreateSessionInput } from "../service/stored-session.ts";
import type { OperationCall } from "../service/decisions.ts";

const left = "sessions/refused-leaves-nothing";
const again = "sessions/unchanged-when-created-again";

type Input = Readonly<Record<string, unknown>>;

/** Keeps a session though it answers that its creation is refused; `mend` says what is kept of a request that was refused, where anything is. */
const keepingRefused =
  (mend: (input: Input) => Input | undefined): NonNullable<Fault["wrap"]> =>
  (service) =>
  async (request) => {
    const answer = await service(request);
    if (request.headers["x-amz-target"] !== "AWSGlue.CreateSession" || answer.status !== 400) return answer;
    const input = JSON.parse(Buffer.from(request.body).toString()) as unknown;
    const mended = isJsonObject(input) ? mend(input) : undefined;
    if (mended !== undefined) await service(wireRequest("CreateSession", JSON.stringify(mended)));
    return answer;
  };

const refused = (name: string, title: string, mend: (input: Input) => Input | undefined): Fault =>
  should(name, title, left, unchanged, { wrap: keepingRefused(mend) });

/** Does something to a session that exists when another is to be created under its id; `accepts` says that the request is then answered as a success. */
const created =
  (onTaken: (call: OperationCall<CreateSessionInput>) => void, accepts = false): BehaviourChange =>
  (behaviour) => ({
    ...behaviour,
    operations: {
      ...behaviour.operations,
      CreateSession(call) {
        if (behaviour.findSession(call.input.Id, call) === undefined) return behaviour.operations.CreateSession(call);
        onTaken(call);
        if (!accepts) throw new Refusal("duplicate-session", `Session ${call.input.Id} already exists`, ["Id"]);
        return { Session: call.behaviour.renderSession(existingSession(call.input.Id, call), call) };
      },
    },
  });

const repeated = (name: string, title: string, apply: BehaviourChange): Fault => should(name, title, again, apply);

/** Faults in what a refused creation leaves behind, or one whose id is taken. */
export const creationFaults: readonly Fault[] = [
  refused("refused-without-role-listed", "lists a session whose creation was refused since it had no role", (input) =>
    input["Role"] === undefined ? { ...input, Role: "arn:aws:iam::123456789012:role/Default" } : undefined,
  ),
  refused("refused-without-command-listed", "lists a session whose creation was refused since it had no command", (input) =>
    input["Command"] === undefined ? { ...input, Command: {} } : undefined,
  ),
  refused("refused-for-a-type-listed", "lists a session whose creation was refused for a wrong type", (input) =>
    Array.isArray(input["NumberOfWorkers"]) ? { ...input, NumberOfWorkers: 2 } : undefined,
  ),
  refused("refused-for-its-length-listed", "lists a session under as much of its id as is allowed, though its creation was refused for the length", (input) =>
    String(input["Id"]).length > 255 ? { ...input, Id: String(input["Id"]).slice(0, 255) } : undefined,
  ),
  refused("refused-for-a-range-listed", "lists a session whose creation was refused for a number below its range", (input) =>
    input["IdleTimeout"] === 0 ? { ...input, IdleTimeout: 1 } : undefined,
  ),
  refused("refused-for-its-tags-listed", "lists a session without tags whose creation was refused for too many", (input) =>
    Object.keys((input["Tags"] as object | undefined) ?? {}).length > 50 ? { ...input, Tags: {} } : undefined,
  ),
  {
    name: "refused-id-stays-taken",
    title: "refuses an id that was in a refused creation",
    level: "should",
    caughtBy: left,
    apply: unchanged,
    wrap(service) {
      const ids = new Set<unknown>();
      return async (request) => {
        const answer = await service(request);
        if (request.headers["x-amz-target"] !== "AWSGlue.CreateSession") return answer;
        const { Id } = JSON.parse(Buffer.from(request.body).toString()) as { readonly Id: string };
        if (answer.status === 400) ids.add(Id);
        if (answer.status !== 200 || !ids.has(Id)) return answer;
        await service(wireRequest("DeleteSession", JSON.stringify({ Id })));
        const body = Buffer.from(JSON.stringify({ __type: "AlreadyExistsException", Message: "The session is being created" }));
        return { ...answer, status: 400, body };
      };
    },
  },
  repeated(
    "refused-repetition-overwrites-tags",
    "refuses a creation under an id that is taken, and gives the session there its tags",
    created((call) => call.behaviour.replaceSession({ ...existingSession(call.input.Id, call), tags: call.input.Tags ?? new Map() }, call)),
  ),
  repeated(
    "refused-repetition-adds-tags",
    "refuses a creation under an id that is taken, and adds its tags to the session there",
    created((call) => {
      const session = existingSession(call.input.Id, call);
      call.behaviour.replaceSession({ ...session, tags: new Map([...session.tags, ...(call.input.Tags ?? [])]) }, call);
    }),
  ),
  repeated(
    "refused-repetition-overwrites-members",
    "refuses a creation under an id that is taken, and gives the session there its members",
    created((call) => call.behaviour.replaceSession({ ...existingSession(call.input.Id, call), settings: call.behaviour.settingsOf(call.input) }, call)),
  ),
  repeated(
    "repetition-overwrites-session",
    "puts a session that is created under an id that is taken in the place of the one there",
    created(
      (call) =>
        call.behaviour.replaceSession(
          { ...existingSession(call.input.Id, call), settings: call.behaviour.settingsOf(call.input), tags: call.input.Tags ?? new Map(), createdAt: call.at },
          call,
        ),
      true,
    ),
  ),
  repeated(
    "repetition-listed-twice",
    "lists two sessions where one was created twice",
    created((call) => {
      const { id, settings, tags, createdAt } = existingSession(call.input.Id, call);
      call.behaviour.addSession({ id, settings, tags, createdAt }, call);
    }, true),
  ),
];
