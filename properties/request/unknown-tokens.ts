import { spelled } from "../../spec/constraint.ts";
import type { Contract } from "../../spec/contract.ts";
import { isTokenMember } from "../../spec/operation-traits.ts";
import { judgeSurvived } from "../checks/acceptance.ts";
import { isSuccess } from "../core/answer.ts";
import type { Judged, Judgement, Probe, Property } from "../core/property.ts";
import { must, type NamedCase, properties, should } from "../core/property-table.ts";
import { validProbe } from "../core/request.ts";
import { found, nothingFound } from "../core/script.ts";
import { sampleInput } from "../generators/minimal-example.ts";

/** Tokens that no target ever gave: accepted or cleanly refused, each alone. */
const foreignTokens = (longest: number): Readonly<Record<string, string>> => ({
  empty: "",
  "one-character": "x",
  word: "glue-conformance-no-such-token",
  number: "1",
  "negative-number": "-1",
  "huge-number": "99999999999999999999",
  base64: "eyJvZmZzZXQiOjF9",
  "broken-base64": "@@@==",
  json: '{"offset":1}',
  "base64-of-list": "WzEsMl0=",
  blank: " ",
  percent: "%00%ff",
  "non-ascii": "\u00E9\u{1F600}",
  control: "\u0000\n",
  longest: "a".repeat(longest),
});

/** Properties of made-up tokens. */
export function tokenProperties({ request: { properties: members } }: Contract): readonly Property[] {
  return Object.keys(members)
    .filter(isTokenMember)
    .flatMap((member) => {
      const [survives, refuses] = [`request/${spelled(member)}/survives-foreign-tokens`, `request/${spelled(member)}/refuses-foreign-tokens`];
      return properties({
        [survives]: {
          ...must("error.no-crash", "answers a token that it never gave with a success or a client error", { expects: "either" }),
          cases: ({ contract }) =>
            Object.entries(foreignTokens(members[member]?.maxLength ?? 1_000)).map(([name, token]): NamedCase => [
              `${member}/foreign/${name}`,
              foreignProbe(contract, member, token),
              // What an empty token means is open.
              (exchange) => ({
                ...judgeSurvived(exchange, `a token that was never given (${name})`),
                derived: token === "" ? {} : { [refuses]: judgeIgnored(exchange) },
              }),
            ]),
        },
        [refuses]: { ...should("paging.foreign-token", "refuses a token that it never gave"), of: [survives] },
      });
    });
}

function foreignProbe({ operation, request }: Contract, member: string, token: string): Probe {
  return {
    ...validProbe(operation, { ...sampleInput(request), [member]: token }),
    expect: "either",
    ...(token === "" ? {} : { breaks: { member, keyword: "token" } }),
    // Of one that looks like a token nothing but the service itself knows better, so the refusal has the form of its errors.
    ...(/^[\w-]{8,}$/u.test(token) ? { settledAt: "must" as const } : {}),
  };
}

function judgeIgnored({ answer }: Judged): Judgement {
  if (answer === undefined || !isSuccess(answer)) return nothingFound;
  return found({ code: "token-ignored", pointer: "/status", expected: "a client error, since a silent restart makes a client walk for ever", received: 200 });
}
