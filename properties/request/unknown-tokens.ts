import { spelled } from "../../spec/constraint.ts";
import type { Contract } from "../../spec/contract.ts";
import { isTokenMember } from "../../spec/operation-traits.ts";
import { isSuccess } from "../core/answer.ts";
import { judgeSurvived } from "../checks/acceptance.ts";
import type { ProbingProperty, Property, Script } from "../core/property.ts";
import { validProbe } from "../core/request.ts";
import { sampleInput } from "../generators/minimal-example.ts";
import { found, nothingFound, send } from "../core/script.ts";

/** Tokens that no target ever gave: accepted or cleanly refused, each alone. */
const foreignTokens = (longest: number): readonly (readonly [name: string, token: string])[] => [
  ["empty", ""],
  ["one-character", "x"],
  ["word", "glue-conformance-no-such-token"],
  ["number", "1"],
  ["negative-number", "-1"],
  ["huge-number", "99999999999999999999"],
  ["base64", "eyJvZmZzZXQiOjF9"],
  ["broken-base64", "@@@=="],
  ["json", '{"offset":1}'],
  ["blank", " "],
  ["percent", "%00%ff"],
  ["non-ascii", "\u00E9\u{1F600}"],
  ["control", "\u0000\n"],
  ["longest", "a".repeat(longest)],
];

const survivesTokens = (member: string): ProbingProperty => ({
  kind: "probing",
  id: `request/${spelled(member)}/survives-foreign-tokens`,
  requirement: "error.no-crash",
  level: "must",
  title: "answers a token that it never gave with a success or a client error",
  phase: "boundaries",
  needs: "none",
  expects: "either",
  cases: ({ contract: { operation, request } }) =>
    foreignTokens(request.properties[member]?.maxLength ?? 1_000).map(([name, token]) => ({
      id: `request/${spelled(member)}/survives-foreign-tokens#${member}/foreign/${name}`,
      *script(): Script {
        const exchange = yield* send({
          ...validProbe(operation, { ...sampleInput(request), [member]: token }),
          expect: "either",
          ...(name === "empty" ? {} : { breaks: { member, keyword: "token" } }),
          // Of one that looks like a token nothing but the service itself knows better, so the refusal has the form of its errors.
          ...(/^[\w-]{8,}$/u.test(token) ? { settledAt: "must" as const } : {}),
        });
        const derivedProperty = `request/${spelled(member)}/refuses-foreign-tokens`;
        return {
          ...judgeSurvived(exchange, `a token that was never given (${name})`),
          // What an empty token means is open.
          derived: name === "empty" ? {} : { [derivedProperty]: exchange.answer !== undefined && isSuccess(exchange.answer) ? tokenIgnored : nothingFound },
        };
      },
    })),
});

const tokenIgnored = found({
  code: "token-ignored",
  pointer: "/status",
  expected: "a client error, since a silent restart makes a client walk for ever",
  received: 200,
});

/** Properties of made-up tokens. */
export function tokenProperties({ request }: Contract): readonly Property[] {
  return Object.keys(request.properties)
    .filter(isTokenMember)
    .flatMap((member): readonly Property[] => [
      survivesTokens(member),
      {
        kind: "derived",
        id: `request/${spelled(member)}/refuses-foreign-tokens`,
        requirement: "paging.foreign-token",
        level: "should",
        title: "refuses a token that it never gave",
        needs: "none",
        of: [`request/${spelled(member)}/survives-foreign-tokens`],
      },
    ]);
}
