import { spelled } from "../../spec/constraint.ts";
import type { Contract } from "../../spec/contract.ts";
import { isTokenMember } from "../../spec/operation-traits.ts";
import { accepted, brokenText, isClientError, judgeRefused, judgeSurvived, observedAs, refused } from "../checks/acceptance.ts";
import { listOf } from "../core/answer.ts";
import { RawJson } from "../core/json.ts";
import type { Judged, Judgement, Probe, Property, Script, Violation } from "../core/property.ts";
import { must, type NamedCase, properties, type Row, should } from "../core/property-table.ts";
import { brokenProbe, openProbe, validProbe, wireRequest } from "../core/request.ts";
import type { RunRequest } from "../core/run-schema.ts";
import { at, found, nothingFound, send, unexercised } from "../core/script.ts";
import { bodiesOf, type NamedBody, openNumbers, otherBodies, type Spelling, spellings } from "../generators/bodies.ts";
import { boundariesOf, brokenConstraintsOf, representativesOf } from "../generators/boundaries.ts";
import { sampleInput } from "../generators/minimal-example.ts";
import { statusesFor } from "./constraints.ts";
import { unknownMemberProperties } from "./unknown-members.ts";

const ofServer = true;
const survivesOthers = "body/survives-non-objects";

/** What the protocol demands of how a request body is read. */
export function decodingProperties({ request }: Contract): readonly Property[] {
  const names = Object.keys(request.properties);
  const integers = names.filter((name) => request.properties[name]?.type === "integer");
  return [
    ...properties({
      "body/refuses-malformed-json": {
        ...must("body.json", "refuses a body that is no JSON", { ofServer, expects: "refusal" }),
        cases: ({ contract }) => refusalsOf(contract, bodiesOf(contract).malformed, "json", (name) => refused(`a body that is no JSON (${name})`, "4xx")),
      },
      ...(names.every(isTokenMember) ? {} : { "body/reads-any-spelling": readsSpellings }),
      "body/refuses-non-objects": {
        ...should("body.object", "refuses JSON that is no object", { ofServer, expects: "refusal" }),
        cases: ({ contract }) =>
          refusalsOf(contract, otherBodies, "object", (name) => (exchange) => {
            const what = `a body that is no JSON object (${name})`;
            return { ...judgeRefused(exchange, what), derived: { [survivesOthers]: judgeSurvived(exchange, what) } };
          }),
      },
      // A crash on JSON that is no object breaks a `must`, while accepting it breaks only a custom.
      [survivesOthers]: {
        ...must("error.no-crash", "answers JSON that is no object with a success or a client error", { ofServer }),
        of: ["body/refuses-non-objects"],
      },
      "body/survives-open-bodies": {
        ...must("error.no-crash", "answers bodies that are left open with a success or a client error", { ofServer, expects: "either" }),
        cases: ({ contract }) => survivalsOf(contract, bodiesOf(contract).open),
      },
      "body/survives-odd-bodies": {
        ...should("error.no-crash-on-odd-bytes", "answers odd bytes with a success or a client error", { ofServer, expects: "either" }),
        cases: ({ contract }) => survivalsOf(contract, bodiesOf(contract).odd),
      },
      ...Object.fromEntries(integers.map((name) => [`request/${spelled(name)}/survives-odd-numbers`, survivesNumbers(name)])),
      ...(names.length > request.required.length ? { "request/accepts-null-members": nullsAreAbsent } : {}),
    }),
    ...unknownMemberProperties,
    ...properties({ "error/code/decoding-before-constraints": decodesFirst }),
  ];
}

function refusalsOf(
  { operation }: Contract,
  bodies: readonly NamedBody[],
  keyword: string,
  judge: (name: string) => (exchange: Judged) => Judgement,
): NamedCase[] {
  return bodies.map(([name, body]) => {
    const probe: Probe = { request: wireRequest(operation, body), operation, claimed: true, expect: "refusal", breaks: { member: "body", keyword } };
    // A body that is no object is JSON all the same.
    return [`body/${name}`, keyword === "object" ? { ...probe, settledAt: "should" } : probe, judge(name)];
  });
}

function survivalsOf({ operation }: Contract, bodies: readonly NamedBody[]): NamedCase[] {
  return bodies.map(([name, body]) => [
    `body/${name}`,
    { request: wireRequest(operation, body), operation, claimed: true, expect: "either" },
    (exchange) => ({ ...judgeSurvived(exchange, `a body that is ${name.replaceAll("-", " ")}`), observations: observedAs(`body-${name}`, exchange) }),
  ]);
}

/** Judges the answer to one spelling of a body. Where it is wrong, plain JSON is sent too: if that is answered wrongly as well, spelling is not the cause. */
function* besidePlain(probe: Probe, plain: Probe, judge: (exchange: Judged) => Judgement): Script {
  const exchange = yield* send(probe);
  const judgement = judge(exchange);
  if (judgement.violations.length === 0) return judgement;
  const usual = judge(yield* send(plain));
  return usual.violations.length === 0 ? at(judgement, exchange) : unexercised("the same request is answered wrongly in plain JSON too");
}

const readsSpellings: Row = {
  ...must("body.spelling", "reads JSON alike however it is spelled", { ofServer, comparesRequests: "broken" }),
  cases: ({ contract }) =>
    spellings.flatMap((spelling) => [
      ...spelledCase(contract, spelling, "accepted"),
      ...(spelling[0] === "escapes" ? spelledCase(contract, spelling, "refused") : []),
    ]),
};

function spelledCase(contract: Contract, [name, spell]: Spelling, way: "accepted" | "refused"): readonly NamedCase[] {
  const { operation } = contract;
  const request: RunRequest = contract.request;
  const edges = boundariesOf(request).filter(({ valid, keyword, top }) => !isTokenMember(top) && (way === "accepted" ? valid : !valid && keyword !== "type"));
  // What names something is left as it is where another member will do.
  const boundary = edges.find(({ top }) => request.properties[top]?.sample === undefined) ?? edges[0];
  if (boundary === undefined) return [];
  const { top, value, member, keyword } = boundary;
  const breaks = { member, keyword };
  const input = { ...sampleInput(request), [top]: value };
  const plain: Probe = way === "refused" ? brokenProbe(operation, input, breaks) : { ...brokenProbe(operation, input, breaks), expect: "success" };
  const { breaks: _, ...valid } = plain;
  const probeOf = (body: string): Probe => ({ ...(way === "refused" ? plain : valid), request: wireRequest(operation, body) });
  const texts = Object.entries(input).map(([wire, given]) => [JSON.stringify(wire), JSON.stringify(given)] as const);
  const judge =
    way === "accepted" ? accepted(`valid JSON with ${name}`) : refused(`${brokenText(breaks)}, in JSON with ${name}`, statusesFor(breaks, contract));
  const script = (): Script => besidePlain(probeOf(spell(...texts)), probeOf(JSON.stringify(input)), judge);
  return [way === "accepted" ? [`${name}/${way}`, script] : [`${name}/${way}`, script, breaks]];
}

/** What a member that is a whole number makes of one that is none, or too large. */
function survivesNumbers(member: string): Row {
  return {
    ...must("error.no-crash", `answers odd numbers for ${member} with a success or a client error`, { expects: "either" }),
    cases: ({ contract }) =>
      openNumbers.map((text) => [
        `${member}/number/${text}`,
        openProbe(contract.operation, { ...sampleInput(contract.request), [member]: new RawJson(text) }),
        (exchange) => ({
          violations: [...judgeSurvived(exchange, `${member} ${text}`).violations, ...tooManyItems(contract, member, exchange)],
          observations: observedAs(`number-${text}`, exchange),
        }),
      ]),
  };
}

// Whatever number the service made of it, it can be no more than the schema allows.
function tooManyItems({ request, response }: Contract, member: string, { answer }: Judged): readonly Violation[] {
  const maximum = request.properties[member]?.maximum;
  if (answer === undefined || maximum === undefined || !/^(?:MaxResults|Limit|MaxItems)$/u.test(member)) return [];
  const lists = Object.entries(response.properties).flatMap(([name, { type }]) =>
    type === "array" ? [[name, listOf(answer, name)?.length ?? 0] as const] : [],
  );
  return lists
    .filter(([, size]) => size > maximum)
    .map(([name, received]) => ({ code: "page-too-long", pointer: `/body/${name}`, expected: `at most ${String(maximum)} items`, received }));
}

const nullsAreAbsent: Row = {
  ...must("request.null-is-absent", "takes a null member as absent"),
  cases: ({ contract }) => {
    const request: RunRequest = contract.request;
    const optional = Object.keys(request.properties).filter((name) => !request.required.includes(name) && request.given?.[name] === undefined);
    const sets = [...optional.map((name) => [name]), ...(optional.length > 1 ? [optional] : [])];
    return sets.map((names) => [
      names.length === 1 ? `${names[0] ?? ""}/null` : "all/null",
      validProbe(contract.operation, { ...sampleInput(request), ...Object.fromEntries(names.map((name) => [name, null])) }),
      accepted(`a request with ${names.join(", ")} null`),
    ]);
  },
};

const decodesFirst: Row = {
  ...should("error.code.decoding-first", "reports a wrong type before a broken constraint", { expects: "refusal", ownSessionsOnly: true }),
  cases: ({ contract: { operation, request } }) => {
    const broken = brokenConstraintsOf(request);
    const mistyped = representativesOf(boundariesOf(request)).filter(({ keyword, member, top }) => keyword === "type" && member === top && !isTokenMember(top));
    return mistyped.flatMap(({ top, value }, index): readonly NamedCase[] => {
      const other = broken.filter((boundary) => boundary.top !== top)[index];
      if (other === undefined) return [];
      const plain = sampleInput(request);
      const both = { ...plain, [other.top]: other.value, [top]: value };
      return [[`${top}/type/before-${other.top}`, () => decodesFirstScript(operation, { ...plain, [top]: value }, both)]];
    });
  },
};

// The code shows which breach was found first only where a wrong type alone has another code than a broken constraint.
function* decodesFirstScript(operation: string, mistyped: unknown, both: unknown): Script {
  const refusal = (input: unknown): Probe => ({ ...openProbe(operation, input), expect: "refusal" });
  const exchange = yield* send(refusal(both));
  const { answer } = exchange;
  if (answer === undefined) return nothingFound;
  if (!isClientError(answer) || answer.code === undefined) return unexercised("the target does not refuse a wrong type beside a broken constraint with a code");
  if (answer.code === "SerializationException") return nothingFound;
  const { answer: alone } = yield* send(refusal(mistyped), "poll");
  if (alone?.code !== "SerializationException") return unexercised("the target does not name a wrong type alone as a serialization error");
  const expected = "SerializationException, since decoding comes before validation";
  return at(found({ code: "wrong-code", pointer: "/body/__type", expected, received: answer.code }), exchange);
}
