import { isJsonObject } from "../../../properties/core/json.ts";
import { wireRequest } from "../../../properties/core/request.ts";
import { Refusal } from "../service/refusal.ts";
import { existingSession } from "../service/session-operations.ts";
import type { CreateSessionInput } from "../service/stored-session.ts";
import type { OperationCall } from "../service/decisions.ts";
import type { Change } from "./change.ts";
import type { Traits } from "./changed-service.ts";
import { type Fault, should } from "./fault.ts";

const again = "sessions/unchanged-when-created-again";

type Input = Readonly<Record<string, unknown>>;

/** Keeps a session though it answers that its creation is refused; `mend` says what is kept of a request that was refused, where anything is. */
const keepingRefused = (mend: (input: Input) => Input | undefined): Traits => ({
  wrap: (service) => async (request) => {
    const answer = await service(request);
    if (request.headers["x-amz-target"] !== "AWSGlue.CreateSession" || answer.status !== 400) return answer;
    const input = JSON.parse(Buffer.from(request.body).toString()) as unknown;
    const mended = isJsonObject(input) ? mend(input) : undefined;
    if (mended !== undefined) await service(wireRequest("CreateSession", JSON.stringify(mended)));
    return answer;
  },
});

/** Does something to a session that exists when another is to be created under its id; `accepts` says that the request is then answered as a success. */
const created =
  (onTaken: (call: OperationCall<CreateSessionInput>) => void, accepts = false): Change =>
  (behaviour) => ({
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

/** Faults in what a refused creation leaves behind, or one whose id is taken. */
export const creationFaults: readonly Fault[] = [
  ...should("sessions/refused-leaves-nothing", {
    "refused-without-role-listed: lists a session whose creation was refused since it had no role": keepingRefused((input) =>
      input["Role"] === undefined ? { ...input, Role: "arn:aws:iam::123456789012:role/Default" } : undefined,
    ),
    "refused-without-command-listed: lists a session whose creation was refused since it had no command": keepingRefused((input) =>
      input["Command"] === undefined ? { ...input, Command: {} } : undefined,
    ),
    "refused-for-a-type-listed: lists a session whose creation was refused for a wrong type": keepingRefused((input) =>
      Array.isArray(input["NumberOfWorkers"]) ? { ...input, NumberOfWorkers: 2 } : undefined,
    ),
    "refused-for-its-length-listed: lists a session under as much of its id as is allowed, though its creation was refused for the length": keepingRefused(
      (input) => (String(input["Id"]).length > 255 ? { ...input, Id: String(input["Id"]).slice(0, 255) } : undefined),
    ),
    "refused-for-a-range-listed: lists a session whose creation was refused for a number below its range": keepingRefused((input) =>
      input["IdleTimeout"] === 0 ? { ...input, IdleTimeout: 1 } : undefined,
    ),
    "refused-for-its-tags-listed: lists a session without tags whose creation was refused for too many": keepingRefused((input) =>
      Object.keys((input["Tags"] as object | undefined) ?? {}).length > 50 ? { ...input, Tags: {} } : undefined,
    ),
    "refused-id-stays-taken: refuses an id that was in a refused creation": {
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
  }),
  ...should(again, {
    "refused-repetition-overwrites-tags: refuses a creation under an id that is taken, and gives the session there its tags": created((call) =>
      call.behaviour.replaceSession({ ...existingSession(call.input.Id, call), tags: call.input.Tags ?? new Map() }, call),
    ),
    "refused-repetition-adds-tags: refuses a creation under an id that is taken, and adds its tags to the session there": created((call) => {
      const session = existingSession(call.input.Id, call);
      call.behaviour.replaceSession({ ...session, tags: new Map([...session.tags, ...(call.input.Tags ?? [])]) }, call);
    }),
    "refused-repetition-overwrites-members: refuses a creation under an id that is taken, and gives the session there its members": created((call) =>
      call.behaviour.replaceSession({ ...existingSession(call.input.Id, call), settings: call.behaviour.settingsOf(call.input) }, call),
    ),
    "repetition-overwrites-session: puts a session that is created under an id that is taken in the place of the one there": created(
      (call) =>
        call.behaviour.replaceSession(
          { ...existingSession(call.input.Id, call), settings: call.behaviour.settingsOf(call.input), tags: call.input.Tags ?? new Map(), createdAt: call.at },
          call,
        ),
      true,
    ),
    "repetition-listed-twice: lists two sessions where one was created twice": created((call) => {
      const { id, settings, tags, createdAt } = existingSession(call.input.Id, call);
      call.behaviour.addSession({ id, settings, tags, createdAt }, call);
    }, true),
  }),
];
