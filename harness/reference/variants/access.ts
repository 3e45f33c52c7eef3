import { errorAnswer } from "../server/plain-answers.ts";
import type { Variant } from "./variant.ts";
import { type Apply, deciding, namedOperation, type Wrap } from "./changes.ts";
import { type Key, signatureFault } from "../server/signature-check.ts";
import type { Operations } from "../service/decisions.ts";

/** Does not know some operations. */
function lacking(...names: readonly (keyof Operations)[]): Apply {
  return deciding(({ operationOf }) => ({
    operationOf(target, context) {
      const operation = operationOf(target, context);
      return operation !== undefined && names.includes(operation) ? undefined : operation;
    },
  }));
}

const denying =
  (...names: readonly string[]): Wrap =>
  (service, { random }) =>
  async (request) => {
    const operation = namedOperation(request);
    if (!names.includes(operation)) return await service(request);
    return errorAnswer(400, "AccessDeniedException", `User is not authorized to perform: glue:${operation} because no identity-based policy allows it`, random);
  };

/** The key that a run uses for a target of the user's own. */
const key: Key = { accessKeyId: "test", secretAccessKey: "test" };

/** Refuses what is not signed as it has to be, with a status and a code by what is wrong. */
export const checkingSignatures =
  (status: (code: string, text: string) => number, named: (code: string) => string = (code) => code): Wrap =>
  (service, { clock, random }) =>
  async (request) => {
    const fault = await signatureFault(request, key, clock.now());
    return fault === undefined ? await service(request) : errorAnswer(status(fault.code, fault.text), named(fault.code), fault.text, random, "message");
  };

/** Services that restrict access. */
export const accessVariants: readonly Variant[] = [
  {
    name: "signatures-checked",
    title: "checks signatures and refuses bad ones with status 400",
    mayFail: [],
    checksSignatures: true,
    wrap: checkingSignatures(() => 400),
  },
  {
    name: "signatures-checked-403",
    title: "checks signatures and refuses bad ones with status 403",
    mayFail: [],
    checksSignatures: true,
    wrap: checkingSignatures(() => 403),
  },
  { name: "get-session-denied", title: "denies access to GetSession", mayFail: [], wrap: denying("GetSession") },
  {
    name: "changes-denied",
    title: "denies access to StopSession, TagResource and UntagResource",
    mayFail: [],
    wrap: denying("StopSession", "TagResource", "UntagResource"),
  },
  { name: "no-get-session", title: "does not implement GetSession", mayFail: [], apply: lacking("GetSession") },
  {
    name: "no-tag-operations",
    title: "does not implement TagResource, UntagResource and GetTags",
    mayFail: [],
    apply: lacking("TagResource", "UntagResource", "GetTags"),
  },
  { name: "no-stop-session", title: "does not implement StopSession", mayFail: [], apply: lacking("StopSession") },
  { name: "no-delete-session", title: "does not implement DeleteSession", mayFail: [], apply: lacking("DeleteSession", "StopSession") },
];
