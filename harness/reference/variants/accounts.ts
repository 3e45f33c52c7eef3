import { wireRequest } from "../../../properties/core/request.ts";
import type { Service } from "../service/service.ts";
import { legal, mayFail, type Variant, type World } from "./variant.ts";
import { type Apply, deciding, type Wrap } from "./changes.ts";
import { filteringAfterPaging, oneOnAPage, withDefaultSize } from "./paging.ts";
import type { StoredSession } from "../service/stored-session.ts";
import { namedOperation } from "../faults/answers.ts";

const foreignPrefix = "other-projects-";

/** Sessions of other people, some with tags that a run asks for and with more members than its own. */
function foreignSession(number: number): object {
  return {
    Id: `${foreignPrefix}${String(number)}`,
    Role: "arn:aws:iam::123456789012:role/AnotherOwner",
    Command: {},
    ...(number % 3 === 0 ? { Tags: { team: "blue", a: "1", count: "1" } } : {}),
    ...(number % 4 === 0 ? { Description: "other project's", DefaultArguments: { "--a": "b" } } : {}),
  };
}

async function create(service: Service, number: number): Promise<void> {
  await service(wireRequest("CreateSession", JSON.stringify(foreignSession(number))));
}

async function remove(service: Service, number: number): Promise<void> {
  await service(wireRequest("DeleteSession", JSON.stringify({ Id: `${foreignPrefix}${String(number)}` })));
}

async function createAll(service: Service, count: number): Promise<void> {
  for (let number = 1; number <= count; number += 1) await create(service, number);
}

/** Creates sessions of other people before the first request is answered. */
function shared(count: number): Wrap {
  return (service) => {
    let ready: Promise<void> | undefined;
    return async (request) => {
      await (ready ??= createAll(service, count));
      return await service(request);
    };
  };
}

/** As `shared`; before and after each request a session may be created or deleted, at random, between half and double the number at first. */
function changing(count: number, likelihood: number): Wrap {
  return (service, { random }: World) => {
    const numbers: number[] = [];
    let last = 0;
    const createOne = async (): Promise<void> => {
      numbers.push((last += 1));
      await create(service, last);
    };
    const change = async (): Promise<void> => {
      if (random() >= likelihood) return;
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
  };
}

/** Refuses to create more than a number of sessions. */
function takingAtMost(limit: number): Wrap {
  return (service) => {
    let held = 0;
    return async (request) => {
      const operation = namedOperation(request);
      if (operation === "CreateSession" && held >= limit) {
        const body = Buffer.from(JSON.stringify({ __type: "ResourceNumberLimitExceededException", Message: "There are too many sessions" }));
        return { ...(await service({ ...request, body: Buffer.from("{}") })), status: 400, body };
      }
      const answer = await service(request);
      if (answer.status === 200 && operation === "CreateSession") held += 1;
      if (answer.status === 200 && operation === "DeleteSession") held -= 1;
      return answer;
    };
  };
}

const isForeign = ({ id }: StoredSession): boolean => id.startsWith(foreignPrefix);

/** Hides the sessions of other people, and gives an empty page for each. */
const hidingForeign: Apply = deciding({
  cutPage(candidates, matches, size) {
    const sessions: StoredSession[] = [];
    let last: StoredSession | undefined;
    for (const session of candidates) {
      if (isForeign(session)) return sessions.length === 0 ? { sessions, resumeAfter: session.sequence } : { sessions, resumeAfter: last?.sequence };
      if (sessions.length === size) return { sessions, resumeAfter: last?.sequence };
      if (matches(session)) sessions.push(session);
      last = session;
    }
    return { sessions, resumeAfter: undefined };
  },
});

/** Cuts pages of all sessions that match, and then takes out of them what belongs to others. */
const hidingAfterPaging: Apply = deciding(({ cutPage }) => ({
  cutPage(candidates, matches, size) {
    const { sessions, resumeAfter } = cutPage(candidates, matches, size);
    return { sessions: sessions.filter((session) => !isForeign(session)), resumeAfter };
  },
}));

// A session that is created or deleted before the place in a walk moves all that follow by one.
const countingFromTheStart: Apply = deciding({
  *sessionsAfter(offset, { store }) {
    let index = 0;
    for (const session of store.after(0)) {
      index += 1;
      if (index > offset) yield { ...session, sequence: index };
    }
  },
});

/** Services whose account holds sessions of other people. */
export const accountVariants: readonly Variant[] = [
  ...legal({
    "account-of-30: holds 30 sessions of other people": { wrap: shared(30) },
    "account-of-500: holds 500 sessions of other people": { wrap: shared(500) },
    "account-of-500-on-one-page: holds 500 sessions of other people and lists a thousand on a page where nothing is asked for": [
      withDefaultSize(1_000),
      { wrap: shared(500) },
    ],
    "account-of-3000: holds 3,000 sessions of other people": { wrap: shared(3_000) },
    "account-of-100-filtered-one-by-one: holds 100 sessions of other people and gives a page for each, an empty one where it does not match": [
      filteringAfterPaging,
      oneOnAPage,
      { wrap: shared(100) },
    ],
    "account-hides-30: hides the 30 sessions of other people and gives an empty page for each": [hidingForeign, { wrap: shared(30) }],
    "account-hides-60: hides the 60 sessions of other people and gives an empty page for each": [hidingForeign, { wrap: shared(60) }],
    "account-hides-1500: cuts pages first and takes the sessions of others out of them, of which there are 1,500": [hidingAfterPaging, { wrap: shared(1_500) }],
    "account-hides-3000: cuts pages first and takes the sessions of others out of them, of which there are 3,000": [hidingAfterPaging, { wrap: shared(3_000) }],
    "account-changes: holds sessions that other people create and delete all the time": { wrap: changing(30, 1) },
    "account-changes-under-offsets: holds sessions that other people now and then create and delete, and counts sessions from the start to find a page": [
      countingFromTheStart,
      { wrap: changing(30, 0.02) },
      mayFail("paging/survives-deletion"),
    ],
    "account-is-full: refuses to create more than 25 sessions": { wrap: takingAtMost(25) },
    "account-takes-two: refuses to create more than two sessions at a time": { wrap: takingAtMost(2) },
  }),
];
