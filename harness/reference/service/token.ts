import { createHash } from "node:crypto";
import { Refusal } from "./refusal.ts";
import type { Tokens } from "./decisions.ts";

const version = 1;

/**
 * Opaque tokens that hold the creation sequence of the last session listed, so that no insertion or deletion shifts a page. They are bound to the
 * filter, not to the page size, do not expire, and may be used again. The empty token was never issued and is refused like any other of that kind.
 */
export const tokens: Tokens = {
  sealOf(position, filter) {
    const pairs = [...filter].toSorted(([left], [right]) => (left < right ? -1 : 1));
    return createHash("sha256")
      .update(JSON.stringify([version, position, pairs]))
      .digest("base64url");
  },
  encodeToken: (text) => Buffer.from(text).toString("base64url"),
  decodeToken: (token) => Buffer.from(token, "base64url").toString(),
  issueToken: (position, filter, call) => call.behaviour.encodeToken(`${version}.${position}.${call.behaviour.sealOf(position, filter, call)}`),
  readToken(token, filter, call) {
    const position = Number(call.behaviour.decodeToken(token).split(".", 2)[1]);
    if (call.behaviour.issueToken(position, filter, call) !== token) {
      throw new Refusal("token", "The specified NextToken is not valid", ["NextToken"]);
    }
    return position;
  },
};
