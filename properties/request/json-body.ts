import type { Contract, ObjectSchema } from "../../spec/contract.ts";
import type { RunRequest } from "../core/run-schema.ts";
import { isTokenMember } from "../../spec/operation-traits.ts";
import { type NamedBody, otherBodies, spellings } from "../generators/bodies.ts";
import { bodiesOf } from "../generators/bodies-of-contract.ts";
import { boundariesOf, representativesOf } from "../generators/boundaries.ts";
import { brokenText, isClientError, judgeAccepted, judgeRefused, judgeSurvived, observedAs } from "../checks/acceptance.ts";
import { statusesFor } from "./constraints.ts";
import type { Case, DerivedProperty, Judged, Judgement, Level, Probe, ProbingProperty, Property, Script } from "../core/property.ts";
import { survivesNumbers } from "./odd-numbers.ts";
import { openProbe, validProbe, wireRequest } from "../core/request.ts";
import { sampleInput } from "../generators/minimal-example.ts";
import { found, nothingFound, probeCase, send, unexercised } from "../core/script.ts";
import { unknownMemberProperties } from "./unknown-members.ts";

const bodyCases =
  (
    id: string,
    bodies: (contract: Contract) => readonly NamedBody[],
    probeOf: (operation: string, body: string | Uint8Array) => Probe,
    judge: (exchange: Judged, name: string) => Judgement,
  ): ProbingProperty["cases"] =>
  ({ contract }): readonly Case[] =>
    bodies(contract).map(([name, body]) => probeCase(`${id}#body/${name}`, probeOf(contract.operation, body), (exchange) => judge(exchange, name)));

const probeFor =
  (keyword: string) =>
  (operation: string, body: string | Uint8Array): Probe => ({
    request: wireRequest(operation, body),
    operation,
    claimed: true,
    expect: "refusal",
    breaks: { member: "body", keyword },
    // A body that is no object is JSON all the same.
    ...(keyword === "object" ? { settledAt: "should" } : {}),
  });

const refusesMalformed: ProbingProperty = {
  kind: "probing",
  id: "body/refuses-malformed-json",
  ofServer: true,
  requirement: "body.json",
  level: "must",
  title: "refuses a body that is no JSON",
  phase: "boundaries",
  needs: "none",
  expects: "refusal",
  cases: bodyCases(
    "body/refuses-malformed-json",
    (contract) => bodiesOf(contract).malformed,
    probeFor("json"),
    (exchange, name) => judgeRefused(exchange, `a body that is no JSON (${name})`, "4xx"),
  ),
};

const refusesOthers: ProbingProperty = {
  kind: "probing",
  id: "body/refuses-non-objects",
  ofServer: true,
  requirement: "body.object",
  level: "should",
  title: "refuses JSON that is no object",
  phase: "boundaries",
  needs: "none",
  expects: "refusal",
  cases: bodyCases(
    "body/refuses-non-objects",
    () => otherBodies,
    probeFor("object"),
    (exchange, name) => ({
      ...judgeRefused(exchange, `a body that is no JSON object (${name})`),
      derived: { "body/survives-non-objects": judgeSurvived(exchange, `a body that is no JSON object (${name})`) },
    }),
  ),
};

/** Judges the answer to one spelling of a body. Where it is wrong, plain JSON is sent too: if that is answered wrongly as well, spelling is not the cause. */
function* besidePlain(probe: Probe, plain: Probe, judge: (exchange: Judged) => Judgement): Script {
  const judgement = judge(yield* send(probe));
  if (judgement.violations.length === 0) return judgement;
  const usual = judge(yield* send(plain));
  return usual.violations.length === 0 ? { ...judgement, violatingSteps: [0] } : unexercised("the same request is answered wrongly in plain JSON too");
}

const readsSpellings: ProbingProperty = {
  kind: "probing",
  id: "body/reads-any-spelling",
  ofServer: true,
  requirement: "body.spelling",
  level: "must",
  title: "reads JSON alike however it is spelled",
  phase: "boundaries",
  needs: "none",
  comparesRequests: "broken",
  cases: ({ contract, contract: { operation, request } }) =>
    spellings.flatMap(([name, spell]) =>
      (name === "escapes" ? ["accepted", "refused"] : ["accepted"]).flatMap((way): readonly Case[] => {
        const boundaries = boundariesOf(request).filter(
          ({ valid, keyword, top }) => valid === (way === "accepted") && (keyword !== "type" || valid) && !isTokenMember(top),
        );
        // What names something is left as it is where another member will do.
        const { properties: members }: RunRequest = request;
        const boundary = boundaries.find(({ top }) => members[top]?.sample === undefined) ?? boundaries[0];
        if (boundary === undefined) return [];
        const { top, value, member, keyword } = boundary;
        const input = { ...sampleInput(request), [top]: value };
        const shared = { operation, input, claimed: true };
        const probeOf = (body: string): Probe => ({
          ...shared,
          request: wireRequest(operation, body),
          ...(way === "accepted" ? { expect: "success" } : { expect: "refusal", breaks: { member, keyword } }),
        });
        const texts = Object.entries(input).map(([wire, given]) => [JSON.stringify(wire), JSON.stringify(given)] as const);
        const judge = (exchange: Judged): Judgement =>
          way === "accepted"
            ? judgeAccepted(exchange, `valid JSON with ${name}`)
            : judgeRefused(exchange, `${brokenText({ member, keyword })}, in JSON with ${name}`, statusesFor({ member, keyword }, contract));
        return [
          {
            id: `body/reads-any-spelling#${name}/${way}`,
            ...(way === "accepted" ? {} : { breaks: { member, keyword } }),
            script: () => besidePlain(probeOf(spell(...texts)), probeOf(JSON.stringify(input)), judge),
          },
        ];
      }),
    ),
};

function survives(id: string, requirement: string, level: Level, title: string, bodies: (contract: Contract) => readonly NamedBody[]): ProbingProperty {
  return {
    kind: "probing",
    id,
    ofServer: true,
    requirement,
    level,
    title,
    phase: "boundaries",
    needs: "none",
    expects: "either",
    cases: bodyCases(
      id,
      bodies,
      (operation, body) => ({ request: wireRequest(operation, body), operation, claimed: true, expect: "either" }),
      (exchange, name) => ({ ...judgeSurvived(exchange, `a body that is ${name.replaceAll("-", " ")}`), observations: observedAs(`body-${name}`, exchange) }),
    ),
  };
}

/** A crash on JSON that is no object breaks a `must`, while accepting it breaks only a custom. */
const survivesOthers: DerivedProperty = {
  kind: "derived",
  id: "body/survives-non-objects",
  ofServer: true,
  requirement: "error.no-crash",
  level: "must",
  title: "answers JSON that is no object with a success or a client error",
  needs: "none",
  of: ["body/refuses-non-objects"],
};

const survivesOpen = survives(
  "body/survives-open-bodies",
  "error.no-crash",
  "must",
  "answers bodies that are left open with a success or a client error",
  (contract) => bodiesOf(contract).open,
);

const survivesOdd = survives(
  "body/survives-odd-bodies",
  "error.no-crash-on-odd-bytes",
  "should",
  "answers odd bytes with a success or a client error",
  (contract) => bodiesOf(contract).odd,
);

const nullsAreAbsent: ProbingProperty = {
  kind: "probing",
  id: "request/accepts-null-members",
  requirement: "request.null-is-absent",
  level: "must",
  title: "takes a null member as absent",
  phase: "boundaries",
  needs: "none",
  cases: ({ contract }) => {
    const { operation } = contract;
    const request: RunRequest = contract.request;
    const optional = Object.keys(request.properties).filter((name) => !request.required.includes(name) && request.given?.[name] === undefined);
    const sets = [...optional.map((name) => [name]), ...(optional.length > 1 ? [optional] : [])];
    return sets.map((names) =>
      probeCase(
        `request/accepts-null-members#${names.length === 1 ? `${names[0] ?? ""}/null` : "all/null"}`,
        validProbe(operation, { ...sampleInput(request), ...Object.fromEntries(names.map((name) => [name, null])) }),
        (exchange) => judgeAccepted(exchange, `a request with ${names.join(", ")} null`),
      ),
    );
  },
};

// The code shows which breach was found first only where a wrong type alone has another code than a broken constraint.
function* decodesFirstScript(operation: string, mistyped: unknown, both: unknown): Script {
  const refusal = (input: unknown): Probe => ({ ...openProbe(operation, input), expect: "refusal" });
  const { answer } = yield* send(refusal(both));
  if (answer === undefined || !isClientError(answer) || answer.code === undefined || answer.code === "SerializationException") return nothingFound;
  const { answer: alone } = yield* send(refusal(mistyped), "poll");
  if (alone?.code !== "SerializationException") return unexercised("the target does not name a wrong type alone as a serialization error");
  return {
    ...found({
      code: "wrong-code",
      pointer: "/body/__type",
      expected: "SerializationException, since decoding comes before validation",
      received: answer.code,
    }),
    violatingSteps: [0],
  };
}

const decodesFirst: ProbingProperty = {
  kind: "probing",
  id: "error/code/decoding-before-constraints",
  requirement: "error.code.decoding-first",
  level: "should",
  title: "reports a wrong type before a broken constraint",
  phase: "boundaries",
  needs: "none",
  expects: "refusal",
  ownSessionsOnly: true,
  cases: ({ contract: { operation, request } }) => {
    const broken = representativesOf(boundariesOf(request)).filter(({ keyword, top }) => keyword !== "type" && !isTokenMember(top));
    const mistyped = representativesOf(boundariesOf(request)).filter(({ keyword, member, top }) => keyword === "type" && member === top && !isTokenMember(top));
    return mistyped.flatMap(({ top, value }, index) => {
      const other = broken.filter((boundary) => boundary.top !== top)[index];
      if (other === undefined) return [];
      const alone = { ...sampleInput(request), [top]: value };
      const id = `error/code/decoding-before-constraints#${top}/type/before-${other.top}`;
      return [{ id, script: () => decodesFirstScript(operation, alone, { ...sampleInput(request), [other.top]: other.value, [top]: value }) }];
    });
  },
};

/** What the protocol demands of how a request body is read. */
export function decodingProperties({ request }: { readonly request: ObjectSchema }): readonly Property[] {
  const integers = Object.entries(request.properties).filter(([, { type }]) => type === "integer");
  return [
    refusesMalformed,
    ...(Object.keys(request.properties).every(isTokenMember) ? [] : [readsSpellings]),
    refusesOthers,
    survivesOthers,
    survivesOpen,
    survivesOdd,
    ...integers.map(([name]) => survivesNumbers(name)),
    ...(Object.keys(request.properties).length > request.required.length ? [nullsAreAbsent] : []),
    ...unknownMemberProperties,
    decodesFirst,
  ];
}
