import { isClientError, judgeUnusual, shortForm } from "../checks/acceptance.ts";
import type { DerivedProperty, ProbingProperty, Property, Script } from "../core/property.ts";
import { openProbe, unusualProbe } from "../core/request.ts";
import { sampleInput } from "../generators/minimal-example.ts";
import { nothingFound, found, probeCase, send } from "../core/script.ts";
import type { Contract } from "../../spec/contract.ts";
import { isTokenMember } from "../../spec/operation-traits.ts";
import { representativesOf, boundariesOf } from "../generators/boundaries.ts";

const unknownNames = ["GlueConformanceUnknown", "__proto__", "constructor"];

const ignoresUnknown: ProbingProperty = {
  kind: "probing",
  id: "request/ignores-unknown-members",
  requirement: "request.unknown-members",
  level: "should",
  title: "ignores members that the page does not name",
  phase: "boundaries",
  needs: "none",
  cases: ({ contract: { operation, request } }) =>
    unknownNames.map((name) =>
      probeCase(
        `request/ignores-unknown-members#${name}/unknown`,
        unusualProbe(operation, Object.fromEntries([...Object.entries(sampleInput(request)), [name, { a: 1 }]])),
        (exchange) => judgeUnusual(exchange, `a request with the unknown member ${name}`, survivesUnknown.id),
      ),
    ),
};

const survivesUnknown: DerivedProperty = {
  kind: "derived",
  id: "request/survives-unknown-members",
  requirement: "error.no-crash",
  level: "must",
  title: "answers members that the page does not name without a server error",
  needs: "none",
  of: [ignoresUnknown.id],
};

const honoursExactNames: ProbingProperty = {
  kind: "probing",
  id: "request/honours-exact-names-only",
  requirement: "request.member-names",
  level: "should",
  title: "does not take a member in another case for the real one",
  phase: "boundaries",
  needs: "none",
  expects: "either",
  comparesRequests: "all",
  cases: ({ contract }) =>
    representativesOf(boundariesOf(contract.request))
      .filter(
        (boundary, index, all) => all.findIndex(({ top }) => top === boundary.top) === index && !isTokenMember(boundary.top) && /^[A-Z]/u.test(boundary.top),
      )
      .map(({ top, value }) => ({
        id: `request/honours-exact-names-only#${top}/lower-camel`,
        script: () => exactNameScript(contract, `${top.charAt(0).toLowerCase()}${top.slice(1)}`, value),
      })),
};

// A broken value under a name in the wrong case decides: if it is refused while an unknown member is not, the name was honoured.
function* exactNameScript({ operation, request }: Contract, name: string, value: unknown): Script {
  const base = sampleInput(request);
  const unknown = yield* send(openProbe(operation, { ...base, glueConformanceUnknown: value }));
  if (unknown.answer?.status !== 200) return nothingFound;
  const { answer } = yield* send(openProbe(operation, { ...base, [name]: value }));
  if (answer === undefined || !isClientError(answer)) return nothingFound;
  return found({ code: "honoured-unknown-name", pointer: "/status", expected: `${name} ignored like any other unknown member`, received: shortForm(answer) });
}

/** Properties of members that a page does not name, or names in another case. */
export const unknownMemberProperties: readonly Property[] = [ignoresUnknown, survivesUnknown, honoursExactNames];
