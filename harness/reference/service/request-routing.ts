import type { WireRequest } from "../../../properties/core/exchange.ts";
import type { RequestRouting, Operations } from "./decisions.ts";

/** Headers with their names in lower case. */
export function inLowerCase(headers: WireRequest["headers"]): WireRequest["headers"] {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}

const targetPrefix = "AWSGlue.";

/** AWS JSON 1.1: POST to `/` with the media type of the protocol, parameters allowed. */
export const requestRouting: RequestRouting = {
  readHeaders: inLowerCase,
  claimsMethod: (method) => method === "POST",
  claimsPath: (path) => path.split("?", 1)[0] === "/",
  claimsContentType: (contentType) => contentType?.split(";", 1)[0]?.trim().toLowerCase() === "application/x-amz-json-1.1",
  claims: ({ method, path, headers }, { behaviour }) =>
    behaviour.claimsMethod(method) && behaviour.claimsPath(path) && behaviour.claimsContentType(headers["content-type"]),
  operationOf(target, { behaviour }) {
    const names = Object.keys(behaviour.operations) as (keyof Operations)[];
    return names.find((name) => target === targetPrefix + name);
  },
};
