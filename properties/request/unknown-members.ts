import { judgeUnusual } from "../checks/acceptance.ts";
import type { DerivedProperty, ProbingProperty, Property } from "../core/property.ts";
import { unusualProbe } from "../core/request.ts";
import { sampleInput } from "../generators/minimal-example.ts";
import { probeCase } from "../core/script.ts";

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
  kind: "companion",
  id: "request/survives-unknown-members",
  requirement: "error.no-crash",
  level: "must",
  title: "answers members that the page does not name without a server error",
  needs: "none",
  of: [ignoresUnknown.id],
};

/** What is judged of members that a page does not name. */
export const unknownMemberProperties: readonly Property[] = [ignoresUnknown, survivesUnknown];
