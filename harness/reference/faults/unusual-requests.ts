import { isJsonObject } from "../../../properties/core/json.ts";
import { type Fault, must } from "./fault.ts";
import { crash, requestMemberNames } from "./change.ts";
import { overBody, withServerErrors } from "./crashing.ts";

const mediaType = "protocol/content-type/survives-any-spelling";

/** Crashes on requests that only a `should` lets in: a crash is worse than a refusal. */
export const unusualRequestFaults: readonly Fault[] = [
  must(
    "crash-on-media-type-in-capitals",
    "crashes on its content type with capitals",
    mediaType,
    (behaviour) => ({
      ...behaviour,
      claimsContentType: (type) => (/[A-Z].*;/u.test(type ?? "") ? crash("a media type") : behaviour.claimsContentType(type)),
    }),
    { wrap: withServerErrors },
  ),
  must("media-type-not-implemented", "answers a blank before a parameter of its content type with status 501", mediaType, (behaviour) => ({
    ...behaviour,
    claimsContentType: (type) => behaviour.claimsContentType(type) && type?.includes(" ;") !== true,
    renderUnclaimed: (requestId) => ({ ...behaviour.renderUnclaimed(requestId), status: 501 }),
  })),
  must(
    "crash-on-any-unknown-member",
    "loses the connection over a member that it does not know",
    "request/survives-unknown-members",
    overBody((body) => isJsonObject(body) && Object.keys(body).some((name) => !requestMemberNames().includes(name))),
  ),
];
