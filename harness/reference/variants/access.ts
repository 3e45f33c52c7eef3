import { errorAnswer } from "../server/plain-answers.ts";
import { legal, type Variant } from "./variant.ts";
import { type Apply, deciding, type Wrap } from "./changes.ts";
import { type Key, signatureFault } from "../server/signature-check.ts";
import type { Operations } from "../service/decisions.ts";
import { namedOperation } from "../faults/answers.ts";

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
  ...legal({
    "signatures-checked: checks signatures and refuses bad ones with status 400": { checksSignatures: true, wrap: checkingSignatures(() => 400) },
    "signatures-checked-403: checks signatures and refuses bad ones with status 403": { checksSignatures: true, wrap: checkingSignatures(() => 403) },
    "get-session-denied: denies access to GetSession": { wrap: denying("GetSession") },
    "changes-denied: denies access to StopSession, TagResource and UntagResource": { wrap: denying("StopSession", "TagResource", "UntagResource") },
    "no-get-session: does not implement GetSession": lacking("GetSession"),
    "no-tag-operations: does not implement TagResource, UntagResource and GetTags": lacking("TagResource", "UntagResource", "GetTags"),
    "no-stop-session: does not implement StopSession": lacking("StopSession"),
    "no-delete-session: does not implement DeleteSession": lacking("DeleteSession", "StopSession"),
  }),
];
