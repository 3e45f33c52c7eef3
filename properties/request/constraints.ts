import type { Contract } from "../../spec/contract.ts";
import { type ConstraintGroup, constraintsOf, groupOf, spelled } from "../../spec/constraint.ts";
import { type BrokenInput, brokenInput } from "../generators/broken-input.ts";
import { acceptanceOf, isTokenMember } from "../../spec/operation-traits.ts";
import { type GeneratedInput, validInput } from "../generators/from-schema.ts";
import { type Boundary, boundariesOf, representativesOf } from "../generators/boundaries.ts";
import { brokenText, judgeAccepted, judgeRefused } from "../checks/acceptance.ts";
import { isValidationCode } from "../checks/error-codes.ts";
import type { RunRequest } from "../core/run-schema.ts";
import type { BrokenKeyword, Case, Judgement, ProbingProperty, Script } from "../core/property.ts";
import { brokenProbe, validProbe } from "../core/request.ts";
import { randomProperty } from "../generators/random-property.ts";
import { sampleInput } from "../generators/minimal-example.ts";
import { nothingFound, probeCase, send } from "../core/script.ts";

const titles: Readonly<Record<ConstraintGroup, string>> = {
  range: "outside its range",
  length: "outside its length",
  pattern: "that breaks its pattern",
  values: "outside its listed values",
  size: "with too many or too few entries",
  type: "of another JSON type",
};

/** What the constraints of a request schema demand: edges just inside are accepted, edges just outside refused, and so is what is generated from them. */
export function constraintProperties(contract: Contract): readonly ProbingProperty[] {
  const { request } = contract;
  const members = Object.keys(request.properties).flatMap((name) => {
    const level = acceptanceOf(contract, name);
    return level === undefined ? [] : [{ name, level }];
  });
  return [
    ...request.required.map(refusesMissing),
    ...constraintsOf(request).map(({ member, group }) => refusesOutside(member, group)),
    ...members.map(({ name, level }) => acceptsEdges(name, level)),
    ...(members.some(({ level }) => level === "must") ? [acceptsGenerated] : []),
    ...(Object.keys(request.properties).length > 0 ? [refusesGenerated] : []),
  ];
}

function refusesMissing(member: string): ProbingProperty {
  const id = `request/${spelled(member)}/refuses-missing`;
  const breach: BrokenKeyword = { member, keyword: "required" };
  return {
    kind: "probing",
    id,
    requirement: `request.${spelled(member)}.required`,
    level: "must",
    title: `refuses a request without ${member}`,
    phase: "boundaries",
    needs: "none",
    expects: "refusal",
    cases: ({ contract }) => {
      const { [member]: _, ...others } = sampleInput(contract.request);
      const inputs: readonly (readonly [side: string, input: GeneratedInput])[] = [
        ["absent", others],
        ["null", { ...others, [member]: null }],
        ["absent/in-company", companyOf(contract.request, member, 0)],
      ];
      return inputs.map(([side, input]) =>
        probeCase(`${id}#${member}/required/${side}`, brokenProbe(contract.operation, input, breach), (exchange) =>
          judgeRefused(exchange, `a request without ${member}, which is required`, statusesFor(breach, contract)),
        ),
      );
    },
  };
}

function refusesOutside(member: string, group: ConstraintGroup): ProbingProperty {
  const id = `request/${spelled(member)}/refuses-wrong-${group}`;
  return {
    kind: "probing",
    id,
    requirement: `request.${spelled(member).replaceAll("/", ".")}.${group}`,
    level: "must",
    title: `refuses ${member} ${titles[group]}`,
    phase: "boundaries",
    needs: "none",
    expects: "refusal",
    cases: ({ contract }) => {
      const boundaries = boundariesOf(contract.request);
      const own = (boundary: Boundary): boolean => boundary.member === member && groupOf(boundary.keyword) === group;
      const alone = boundaries.filter((boundary) => !boundary.valid && own(boundary));
      return [
        ...alone.map((boundary) => refusalCase(id, contract, boundary, "")),
        ...representativesOf(boundaries)
          .filter(own)
          .map((boundary) => refusalCase(id, contract, boundary, "/in-company")),
      ];
    },
  };
}

// Built only when it is sent: a proof sends few cases to most services.
function refusalCase(id: string, contract: Contract, { name, top, value, member, keyword }: Boundary, suffix: "" | "/in-company"): Case {
  const breaks: BrokenKeyword = { member, keyword };
  return {
    id: `${id}#${name}${suffix}`,
    breaks,
    *script(): Script {
      const others = suffix === "" ? sampleInput(contract.request) : companyOf(contract.request, top, 0);
      const exchange = yield* send(brokenProbe(contract.operation, { ...others, [top]: value }, breaks));
      return judgeRefused(exchange, brokenText(breaks), statusesFor(breaks, contract));
    },
  };
}

/**
 * The statuses with which a broken constraint may be refused: 400, what the page gives its validation errors, and 413 of an over-long token, whose body may be
 * too large for a front end to look into (fairness rule 1).
 */
export function statusesFor({ member, keyword }: BrokenKeyword, { errors }: Contract): readonly number[] {
  const documented = Object.entries(errors).flatMap(([code, status]) => (isValidationCode(code) && status >= 400 && status < 500 ? [status] : []));
  return [...new Set([400, ...documented, ...(isTokenMember(member) && keyword === "maxLength" ? [413] : [])])];
}

/** The other members at valid boundaries; `turn` picks which. Tokens stand as null. */
function companyOf(request: RunRequest, top: string, turn: number): GeneratedInput {
  const boundaries = boundariesOf(request).filter(({ valid }) => valid);
  return Object.fromEntries(
    Object.keys(request.properties)
      .filter((name) => name !== top)
      .map((name): [string, unknown] => {
        const { sample } = request.properties[name] ?? {};
        const edges = sample === undefined ? boundaries.filter((boundary) => boundary.top === name) : [{ value: sample }];
        return [name, isTokenMember(name) ? null : edges[(turn + edges.length - 1) % edges.length]?.value];
      })
      .filter(([, value]) => value !== undefined),
  );
}

function acceptsEdges(top: string, level: "must" | "should"): ProbingProperty {
  const id = `request/${spelled(top)}/accepts-edges`;
  return {
    kind: "probing",
    id,
    requirement: `request.${spelled(top)}.accepted`,
    level,
    title: `accepts ${top} at each edge of its constraints`,
    phase: "boundaries",
    needs: "none",
    cases: ({ contract }) =>
      boundariesOf(contract.request)
        .filter((boundary) => boundary.valid && boundary.top === top)
        .map((boundary, index) => ({ id: `${id}#${boundary.name}`, script: () => edgeScript(contract, boundary, companyOf(contract.request, top, index)) })),
  };
}

// The edge is sent with edges of other members; only after a refusal are they sent alone, so that each member is judged by itself.
function* edgeScript({ operation, request }: Contract, { top, value, name }: Boundary, others: GeneratedInput): Script {
  const judged = (judgement: Judgement, step: number): Judgement => ({ ...judgement, violatingSteps: [step] });
  const together = judgeAccepted(yield* send(validProbe(operation, { ...others, [top]: value })), `${name} beside other valid members`);
  if (together.violations.length === 0) return together;
  const alone = judgeAccepted(yield* send(validProbe(operation, { ...sampleInput(request), [top]: value })), name);
  if (alone.violations.length > 0) return judged(alone, 1);
  const without = judgeAccepted(yield* send(validProbe(operation, others)));
  return without.violations.length > 0 ? nothingFound : judged(together, 0);
}

const acceptsGenerated = randomProperty<GeneratedInput>({
  id: "request/accepts-generated",
  requirement: "request.valid",
  level: "must",
  title: "accepts every generated request that keeps its constraints",
  share: 1,
  arbitrary: ({ request }) => validInput(request),
  toCase: ({ contract }, id, input) => probeCase(id, validProbe(contract.operation, input), (exchange) => judgeAccepted(exchange)),
  parts: (input) => Object.keys(input),
  without: omit,
});

function omit(input: GeneratedInput, names: ReadonlySet<string>): GeneratedInput {
  return Object.fromEntries(Object.entries(input).filter(([name]) => !names.has(name)));
}

const refusesGenerated = randomProperty<BrokenInput>({
  id: "request/refuses-generated",
  requirement: "request.invalid",
  level: "must",
  title: "refuses every generated request that breaks one constraint",
  expects: "refusal",
  share: 2,
  arbitrary: ({ request }) => brokenInput(request),
  parts: ({ input, breaks }) => Object.keys(input).filter((name) => name !== breaks.member.split("/", 1)[0]),
  without: ({ input, breaks }, names) => ({ input: omit(input, names), breaks }),
  toCase: ({ contract }, id, { input, breaks }) =>
    probeCase(id, brokenProbe(contract.operation, input, breaks), (exchange) => judgeRefused(exchange, brokenText(breaks), statusesFor(breaks, contract))),
});
