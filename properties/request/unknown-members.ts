import { isTokenMember } from "../../spec/operation-traits.ts";
import type { Contract } from "../../spec/contract.ts";
import { isClientError, judgeUnusual, shortForm } from "../checks/acceptance.ts";
import type { Script } from "../core/property.ts";
import { must, type NamedCase, properties, should } from "../core/property-table.ts";
import { openProbe, unusualProbe } from "../core/request.ts";
import { found, nothingFound, send } from "../core/script.ts";
import { boundariesOf, firstOfMembers, representativesOf } from "../generators/boundaries.ts";
import { sampleInput } from "../generators/minimal-example.ts";

const survives = "request/survives-unknown-members";

const names = ["GlueConformanceUnknown", "__proto__", "constructor"];
const unknownNames = Object.fromEntries([...names.map((name) => [name, name] as const), ["empty-name", ""], ["long-name", "n".repeat(1_000)]]);

/** Properties of members that a page does not name, or names in another case. */
export const unknownMemberProperties = properties({
  "request/ignores-unknown-members": {
    ...should("request.unknown-members", "ignores members that the page does not name"),
    cases: ({ contract: { operation, request } }) =>
      Object.entries(unknownNames).map(([label, name]): NamedCase => {
        const input = Object.fromEntries([...Object.entries(sampleInput(request)), [name, { a: 1 }]]);
        return [
          `${label}/unknown`,
          unusualProbe(operation, input),
          (exchange) => judgeUnusual(exchange, `a request with the unknown member ${label}`, survives),
        ];
      }),
  },
  [survives]: {
    ...must("error.no-crash", "answers members that the page does not name without a server error"),
    of: ["request/ignores-unknown-members"],
  },
  "request/honours-exact-names-only": {
    ...should("request.member-names", "does not take a member in another case for the real one", { expects: "either", comparesRequests: "all" }),
    cases: ({ contract }) =>
      firstOfMembers(representativesOf(boundariesOf(contract.request)))
        .filter(({ top }) => !isTokenMember(top) && /^[A-Z]/u.test(top))
        .map(({ top, value }) => [`${top}/lower-camel`, () => exactNameScript(contract, `${top.charAt(0).toLowerCase()}${top.slice(1)}`, value)]),
  },
});

// A broken value under a name in the wrong case decides: if it is refused while an unknown member is not, the name was honoured.
function* exactNameScript({ operation, request }: Contract, name: string, value: unknown): Script {
  const base = sampleInput(request);
  const unknown = yield* send(openProbe(operation, { ...base, glueConformanceUnknown: value }));
  if (unknown.answer?.status !== 200) return nothingFound;
  const { answer } = yield* send(openProbe(operation, { ...base, [name]: value }));
  if (answer === undefined || !isClientError(answer)) return nothingFound;
  return found({ code: "honoured-unknown-name", pointer: "/status", expected: `${name} ignored like any other unknown member`, received: shortForm(answer) });
}
