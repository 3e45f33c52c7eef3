import type { Service } from "../service/service.ts";
import { type BehaviourChange, crash, parses, reads, readsBody } from "./change.ts";

/** Answers with status 500 where the service fails, in place of a lost connection. */
export function withServerErrors(service: Service): Service {
  return async (request) => {
    try {
      return await service(request);
    } catch {
      return {
        status: 500,
        headers: { "content-type": "application/x-amz-json-1.1", "x-amzn-requestid": "00000000-0000-4000-8000-000000000000" },
        body: Buffer.from('{"__type":"InternalFailure"}'),
      };
    }
  };
}

/** Fails over the text of a body. */
export const overText = (test: (text: string) => boolean): BehaviourChange => parses((text, usual) => (test(text) ? crash("a body") : usual(text)));

/** Fails over a value of a member. */
export const overMember = (member: string, test: (value: unknown) => boolean): BehaviourChange =>
  reads(member, (value) => (test(value) ? crash(member) : value));

/** Fails over a number for `MaxResults`. */
export const overNumber = (test: (value: number) => boolean): BehaviourChange => overMember("MaxResults", (value) => typeof value === "number" && test(value));

/** Fails over a body as it was parsed. */
export const overBody = (test: (body: unknown) => boolean): BehaviourChange => readsBody((body) => (test(body) ? crash("a body") : body));
