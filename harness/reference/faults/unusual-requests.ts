import { crash, hasUnknownMembers } from "./change.ts";
import { with500 } from "./answers.ts";
import { overBody } from "./crashing.ts";
import { type Fault, must } from "./fault.ts";

/** Crashes on requests that only a `should` lets in: a crash is worse than a refusal. */
export const unusualRequestFaults: readonly Fault[] = [
  ...must("protocol/content-type/survives-any-spelling", {
    "crash-on-media-type-in-capitals: crashes on its content type with capitals": [
      (behaviour) => ({ claimsContentType: (type) => (/[A-Z].*;/u.test(type ?? "") ? crash("a media type") : behaviour.claimsContentType(type)) }),
      with500,
    ],
    "media-type-not-implemented: answers a blank before a parameter of its content type with status 501": (behaviour) => ({
      claimsContentType: (type) => behaviour.claimsContentType(type) && type?.includes(" ;") !== true,
      renderUnclaimed: (requestId) => ({ ...behaviour.renderUnclaimed(requestId), status: 501 }),
    }),
  }),
  ...must("request/survives-unknown-members", {
    "crash-on-any-unknown-member: loses the connection over a member that it does not know": overBody((body) => hasUnknownMembers(body)),
  }),
];
