import { isJsonObject } from "../../../properties/core/json.ts";
import type { Fault } from "./fault.ts";
import { crash, requestMemberNames } from "./change.ts";
import { overBody, withServerErrors } from "./crashing.ts";

const mediaType = "protocol/content-type/survives-any-spelling";

/** Crashes on requests that only a `should` lets in: a crash is worse than a refusal. */
export const unusualRequestFaults: readonly Fault[] = [
  {
    name: "crash-on-media-type-in-capitals",
    title: "crashes on its content type with capitals",
    level: "must",
    caughtBy: mediaType,
    apply: (behaviour) => ({
      ...behaviour,
      claimsContentType: (type) => (/[A-Z].*;/u.test(type ?? "") ? crash("a media type") : behaviour.claimsContentType(type)),
    }),
    wrap: withServerErrors,
  },
  {
    name: "media-type-not-implemented",
    title: "answers a blank before a parameter of its content type with status 501",
    level: "must",
    caughtBy: mediaType,
    apply: (behaviour) => ({
      ...behaviour,
      claimsContentType: (type) => behaviour.claimsContentType(type) && type?.includes(" ;") !== true,
      renderUnclaimed: (requestId) => ({ ...behaviour.renderUnclaimed(requestId), status: 501 }),
    }),
  },
  {
    name: "crash-on-any-unknown-member",
    title: "loses the connection over a member that it does not know",
    level: "must",
    caughtBy: "request/survives-unknown-members",
    apply: overBody((body) => isJsonObject(body) && Object.keys(body).some((name) => !requestMemberNames().includes(name))),
  },
];
