import { describe, expect, it } from "vitest";
import { brokenProbe, openProbe } from "../../properties/core/request.ts";
import type { Probe } from "../../properties/core/property.ts";
import { SessionFates } from "./session-fates.ts";
import type { Delivery } from "../transport/transport.ts";

const answered = (status: number): Delivery => ({ response: { status, headers: {}, body: new Uint8Array() }, latencyMs: 1 });
const lost: Delivery = { failure: { kind: "lost-before-answer", message: "lost" }, latencyMs: 1 };
const created = openProbe("CreateSession", { Id: "a" });
const broken = brokenProbe("CreateSession", { Id: "a" }, { member: "Role", keyword: "required" });
const deleted = openProbe("DeleteSession", { Id: "a" });

function fatesAfter(...events: readonly (readonly [Probe, Delivery])[]): { readonly refused: readonly string[]; readonly deleted: readonly string[] } {
  const fates = new SessionFates(({ expect: wanted }) => wanted === "refusal");
  for (const [probe, delivery] of events) fates.note(delivery, probe);
  return { refused: [...fates.refused], deleted: [...fates.deleted] };
}

describe("SessionFates", () => {
  it.each<[string, readonly (readonly [Probe, Delivery])[], "refused" | "deleted" | "unknown"]>([
    ["a creation that is refused as it must be", [[broken, answered(400)]], "refused"],
    [
      "one that is refused each time",
      [
        [broken, answered(400)],
        [broken, answered(413)],
      ],
      "refused",
    ],
    ["one that is accepted though it must be refused", [[broken, answered(200)]], "unknown"],
    [
      "one that is refused after its first answer was lost",
      [
        [broken, lost],
        [broken, answered(400)],
      ],
      "unknown",
    ],
    [
      "one that is refused after a server error",
      [
        [broken, answered(500)],
        [broken, answered(400)],
      ],
      "unknown",
    ],
    ["a valid creation that is refused, since an earlier run of it may not have been", [[created, answered(400)]], "unknown"],
    [
      "a valid creation after one that was refused",
      [
        [broken, answered(400)],
        [created, answered(200)],
      ],
      "unknown",
    ],
    [
      "a deletion",
      [
        [created, answered(200)],
        [deleted, answered(200)],
      ],
      "deleted",
    ],
    [
      "a deletion that fails",
      [
        [created, answered(200)],
        [deleted, answered(400)],
      ],
      "unknown",
    ],
    [
      "a deletion without an answer",
      [
        [created, answered(200)],
        [deleted, lost],
      ],
      "unknown",
    ],
    [
      "a session that is created again after it was deleted",
      [
        [created, answered(200)],
        [deleted, answered(200)],
        [created, answered(200)],
      ],
      "unknown",
    ],
    ["a deletion of what the run did not create", [[deleted, answered(200)]], "unknown"],
  ])("knows what became of a session: %s", (_, events, fate) => {
    expect(fatesAfter(...events)).toEqual({ refused: fate === "refused" ? ["a"] : [], deleted: fate === "deleted" ? ["a"] : [] });
  });
});
