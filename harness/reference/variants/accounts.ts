import { wireRequest } from "../../../properties/core/request.ts";
import { namedOperation } from "../faults/answers.ts";
import type { Change } from "../faults/change.ts";
import { byOffset } from "../faults/listing.ts";
import type { Service } from "../service/service.ts";
import type { StoredSession } from "../service/stored-session.ts";
import { byDefault, filteringOneByOne } from "./paging.ts";
import { legal, mayFail, type VariantTraits } from "./variant.ts";

const prefix = "other-projects-";

/** Creates a session of other people; some have tags that a run asks for, and more members than its own. */
async function create(service: Service, number: number): Promise<void> {
  const session = {
    Id: `${prefix}${String(number)}`,
    Role: "arn:aws:iam::123456789012:role/AnotherOwner",
    Command: {},
    ...(number % 3 === 0 ? { Tags: { team: "blue", a: "1", count: "1" } } : {}),
    ...(number % 4 === 0 ? { Description: "other project's", DefaultArguments: { "--a": "b" } } : {}),
  };
  await service(wireRequest("CreateSession", JSON.stringify(session)));
}

async function remove(service: Service, number: number): Promise<void> {
  await service(wireRequest("DeleteSession", JSON.stringify({ Id: `${prefix}${String(number)}` })));
}

/**
 * Creates sessions of other people before the first request is answered; before and after each request one may be created or deleted, at random,
 * between half and double the number at first.
 */
function shared(count: number, likelihood = 0): VariantTraits {
  return {
    wrap(service, { random }) {
      const numbers: number[] = [];
      let last = 0;
      const createOne = async (): Promise<void> => {
        numbers.push((last += 1));
        await create(service, last);
      };
      const change = async (): Promise<void> => {
        if (likelihood === 0 || random() >= likelihood) return;
        const grows = numbers.length <= count / 2 || (numbers.length < count * 2 && random() < 0.5);
        if (grows) return await createOne();
        const [number = 0] = numbers.splice(Math.floor(random() * numbers.length), 1);
        await remove(service, number);
      };
      const populate = async (): Promise<void> => {
        while (numbers.length < count) await createOne();
      };
      let ready: Promise<void> | undefined;
      return async (request) => {
        await (ready ??= populate());
        await change();
        const answer = await service(request);
        await change();
        return answer;
      };
    },
  };
}

/** Refuses to create more than a number of sessions. */
function takingAtMost(limit: number): VariantTraits {
  return {
    wrap(service) {
      let held = 0;
      return async (request) => {
        const operation = namedOperation(request);
        if (operation === "CreateSession" && held >= limit) {
          const body = Buffer.from(JSON.stringify({ __type: "ResourceNumberLimitExceededException", Message: "There are too many sessions" }));
          return { ...(await service({ ...request, body: Buffer.from("{}") })), status: 400, body };
        }
        const answer = await service(request);
        if (answer.status === 200) held += operation === "CreateSession" ? 1 : operation === "DeleteSession" ? -1 : 0;
        return answer;
      };
    },
  };
}

const isForeign = ({ id }: StoredSession): boolean => id.startsWith(prefix);

/** Hides the sessions of other people, and gives an empty page for each. */
const hidingForeign: Change = () => ({
  cutPage(candidates, matches, size) {
    const sessions: StoredSession[] = [];
    let resumeAfter: number | undefined;
    for (const session of candidates) {
      if (isForeign(session)) return { sessions, resumeAfter: sessions.length === 0 ? session.sequence : resumeAfter };
      if (sessions.length === size) return { sessions, resumeAfter };
      if (matches(session)) sessions.push(session);
      resumeAfter = session.sequence;
    }
    return { sessions, resumeAfter: undefined };
  },
});

/** Cuts pages of all sessions that match, and then takes out of them what belongs to others. */
const hidingAfterPaging: Change = ({ cutPage }) => ({
  cutPage(candidates, matches, size) {
    const { sessions, resumeAfter } = cutPage(candidates, matches, size);
    return { sessions: sessions.filter((session) => !isForeign(session)), resumeAfter };
  },
});

/** Services whose account holds sessions of other people. */
export const accountVariants = [
  ...legal({
    "account-of-30: holds 30 sessions of other people": shared(30),
    "account-of-500: holds 500 sessions of other people": shared(500),
    "account-of-500-on-one-page: holds 500 sessions of other people and lists a thousand on a page where nothing is asked for": [byDefault(1_000), shared(500)],
    "account-of-3000: holds 3,000 sessions of other people": shared(3_000),
    "account-of-100-filtered-one-by-one: holds 100 sessions of other people and gives a page for each, an empty one where it does not match": [
      filteringOneByOne,
      shared(100),
    ],
    "account-hides-30: hides the 30 sessions of other people and gives an empty page for each": [hidingForeign, shared(30)],
    "account-hides-60: hides the 60 sessions of other people and gives an empty page for each": [hidingForeign, shared(60)],
    "account-hides-1500: cuts pages first and takes the sessions of others out of them, of which there are 1,500": [hidingAfterPaging, shared(1_500)],
    "account-hides-3000: cuts pages first and takes the sessions of others out of them, of which there are 3,000": [hidingAfterPaging, shared(3_000)],
    "account-changes: holds sessions that other people create and delete all the time": shared(30, 1),
    "account-is-full: refuses to create more than 25 sessions": takingAtMost(25),
    "account-takes-two: refuses to create more than two sessions at a time": takingAtMost(2),
  }),
  ...mayFail(["paging/survives-deletion"], {
    "account-changes-under-offsets: holds sessions that other people now and then create and delete, and counts sessions from the start to find a page": [
      byOffset,
      shared(30, 0.02),
    ],
  }),
];
