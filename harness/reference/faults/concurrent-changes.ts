import type { WireRequest, WireResponse } from "../../../properties/core/exchange.ts";
import { jsonAnswer } from "../server/plain-answers.ts";
import type { Service } from "../service/service.ts";
import { crash } from "./change.ts";
import { type Fault, should } from "./fault.ts";
import { namedOperation, textOf } from "./answers.ts";

const turn = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));

const listingOf = ({ body }: WireResponse): { readonly Ids: readonly string[]; readonly Sessions: readonly unknown[] } =>
  JSON.parse(Buffer.from(body).toString()) as ReturnType<typeof listingOf>;

/** Delays some changes; `during` answers listings meanwhile. */
function changing(
  operations: readonly string[],
  during: (request: WireRequest, service: Service) => WireResponse | Promise<WireResponse>,
): NonNullable<Fault["wrap"]> {
  return (service) => {
    let underWay = 0;
    return async (request) => {
      const operation = namedOperation(request);
      if (operation === "ListSessions" && underWay > 0) return await during(request, service);
      if (!operations.includes(operation)) return await service(request);
      underWay += 1;
      try {
        await turn();
        return await service(request);
      } finally {
        underWay -= 1;
      }
    };
  };
}

const refusal = (status: number, code: string) => (): WireResponse =>
  jsonAnswer(status, { __type: code, Message: "The sessions changed while they were read" }, () => 0.5);

/** A listing with other sessions than the service has. */
const relisting =
  (change: (ids: readonly string[]) => readonly string[]) =>
  async (request: WireRequest, service: Service): Promise<WireResponse> => {
    const answer = await service(request);
    if (answer.status !== 200) return answer;
    const listing = listingOf(answer);
    const kept = new Set(change(listing.Ids));
    const isKept = (session: unknown): boolean => kept.has((session as { readonly Id: string }).Id);
    return { ...answer, body: Buffer.from(JSON.stringify({ ...listing, Ids: [...kept], Sessions: listing.Sessions.filter(isKept) })) };
  };

/** Lists without its filter. */
const unfiltered = (request: WireRequest, service: Service): WireResponse | Promise<WireResponse> => {
  const { Tags: _, ...input } = JSON.parse(textOf(request)) as Record<string, unknown>;
  return service({ ...request, body: Buffer.from(JSON.stringify(input)) });
};

/** Faults of listings while sessions are changed by other requests. */
export const concurrentChangeFaults: readonly Fault[] = [
  ...should("concurrency/listing-while-sessions-change", {
    "listing-fails-during-creation: answers a listing with a server error while a session is created": {
      wrap: changing(["CreateSession"], refusal(500, "InternalFailure")),
    },
    "listing-fails-during-deletion: answers a listing with a server error while a session is deleted": {
      wrap: changing(["DeleteSession"], refusal(500, "InternalServiceException")),
    },
    "listing-lost-during-tagging: closes the connection of a listing while a session is tagged": {
      wrap: changing(["TagResource"], () => crash("a map that changed while it was read")),
    },
    "listing-refused-during-stop: refuses a listing while a session is stopped": {
      wrap: changing(["StopSession"], refusal(400, "ConcurrentModificationException")),
    },
    "listing-empty-during-creation: lists nothing while a session is created": {
      wrap: changing(
        ["CreateSession"],
        relisting(() => []),
      ),
    },
    "listing-short-during-deletion: leaves a session out of a listing while another one is deleted": {
      wrap: changing(
        ["DeleteSession"],
        relisting((ids) => ids.slice(0, -1)),
      ),
    },
    "listing-unfiltered-during-change: lists without a filter while its index is written": {
      wrap: changing(["CreateSession", "TagResource", "DeleteSession"], unfiltered),
    },
  }),
];
