import { type ConstraintGroup, constraintsOf, groupOf, spelled } from "../../spec/constraint.ts";
import type { Contract } from "../../spec/contract.ts";
import { acceptanceOf, isTokenMember } from "../../spec/operation-traits.ts";
import { brokenText, isClientError, judgeAccepted, judgeRefused, refused } from "../checks/acceptance.ts";
import { isValidationCode } from "../checks/error-codes.ts";
import type { BrokenKeyword, Judged, Property, Script } from "../core/property.ts";
import { must, type NamedCase, properties, type Row, should } from "../core/property-table.ts";
import { brokenProbe, validProbe } from "../core/request.ts";
import type { RunRequest } from "../core/run-schema.ts";
import { at, nothingFound, type Passage, probeCase, send, unexercised } from "../core/script.ts";
import { type Boundary, boundariesOf, firstOfMembers, representativesOf } from "../generators/boundaries.ts";
import { type BrokenInput, brokenInput } from "../generators/broken-input.ts";
import { type GeneratedInput, validInput } from "../generators/from-schema.ts";
import { sampleInput } from "../generators/minimal-example.ts";
import { randomProperty } from "../generators/random-property.ts";

const titles: Readonly<Record<ConstraintGroup, string>> = {
  range: "outside its range",
  length: "outside its length",
  pattern: "that breaks its pattern",
  values: "outside its listed values",
  size: "with too many or too few entries",
  type: "of another JSON type",
};

const expects = "refusal";

/** What the constraints of a request schema demand: edges just inside are accepted, edges just outside refused, and so is what is generated from them. */
export function constraintProperties(contract: Contract): readonly Property[] {
  const { request } = contract;
  const names = Object.keys(request.properties);
  const levels = names.flatMap((name) => acceptanceOf(contract, name) ?? []);
  const rows: readonly (readonly [id: string, row: Row])[] = [
    ...request.required.map((member) => [`request/${spelled(member)}/refuses-missing`, refusesMissing(member)] as const),
    ...constraintsOf(request).map(({ member, group }) => [`request/${spelled(member)}/refuses-wrong-${group}`, refusesOutside(member, group)] as const),
    ...(severalBroken(request).length > 1 ? [["request/refuses-several-breaches", refusesSeveral] as const] : []),
    ...names.flatMap((name) => {
      const level = acceptanceOf(contract, name);
      return level === undefined ? [] : [[`request/${spelled(name)}/accepts-edges`, acceptsEdges(name, level)] as const];
    }),
  ];
  return [...properties(Object.fromEntries(rows)), ...(levels.includes("must") ? [acceptsGenerated] : []), ...(names.length > 0 ? [refusesGenerated] : [])];
}

function refusesMissing(member: string): Row {
  const breaks: BrokenKeyword = { member, keyword: "required" };
  return {
    ...must(`request.${spelled(member)}.required`, `refuses a request without ${member}`, { expects }),
    cases: ({ contract }) => {
      const { [member]: _, ...others } = sampleInput(contract.request);
      const inputs = { absent: others, null: { ...others, [member]: null }, "absent/in-company": companyOf(contract.request, member, 0) };
      return Object.entries(inputs).map(([side, input]): NamedCase => {
        const judge = refused(`a request without ${member}, which is required`, statusesFor(breaks, contract));
        return [`${member}/required/${side}`, brokenProbe(contract.operation, input, breaks), judge];
      });
    },
  };
}

function refusesOutside(member: string, group: ConstraintGroup): Row {
  return {
    ...must(`request.${spelled(member).replaceAll("/", ".")}.${group}`, `refuses ${member} ${titles[group]}`, { expects }),
    cases: ({ contract }) => {
      const boundaries = boundariesOf(contract.request);
      const isOwn = (boundary: Boundary): boolean => !boundary.valid && boundary.member === member && groupOf(boundary.keyword) === group;
      const alone = boundaries.filter(isOwn).map((boundary) => refusalCase(contract, boundary, ""));
      return [...alone, ...representativesOf(boundaries.filter(isOwn)).map((boundary) => refusalCase(contract, boundary, "/in-company"))];
    },
  };
}

// Built only when it is sent: a proof sends few cases to most services.
function refusalCase(contract: Contract, { name, top, value, member, keyword }: Boundary, suffix: "" | "/in-company"): NamedCase {
  const breaks: BrokenKeyword = { member, keyword };
  const script = function* (): Script {
    const others = suffix === "" ? sampleInput(contract.request) : companyOf(contract.request, top, 0);
    const exchange = yield* send(brokenProbe(contract.operation, { ...others, [top]: value }, breaks));
    return judgeRefused(exchange, brokenText(breaks), statusesFor(breaks, contract));
  };
  return [`${name}${suffix}`, script, breaks];
}

/** A broken value for each member that can break a constraint other than its type; what a token is, no page says. */
function severalBroken(request: RunRequest): readonly Boundary[] {
  return firstOfMembers(representativesOf(boundariesOf(request)).filter(({ keyword, top }) => keyword !== "type" && !isTokenMember(top)));
}

/** One message for several breaches is put together by code that one breach never reaches. */
const refusesSeveral: Row = {
  ...must("request.invalid", "refuses a request that breaks several constraints at once", { expects }),
  cases: ({ contract }) => {
    const broken = severalBroken(contract.request);
    return broken.slice(0, 1).map(({ member, keyword }): NamedCase => {
      const input = { ...sampleInput(contract.request), ...Object.fromEntries(broken.map(({ top, value }) => [top, value])) };
      const judge = refused(broken.map(brokenText).join(", and "), statusesFor({ member, keyword }, contract));
      return ["all/together", brokenProbe(contract.operation, input, { member, keyword }), judge];
    });
  },
};

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
  const valueOf = (name: string): unknown => {
    const { sample } = request.properties[name] ?? {};
    if (isTokenMember(name) || sample !== undefined) return isTokenMember(name) ? null : sample;
    const edges = boundaries.filter((boundary) => boundary.top === name);
    return edges[(turn + edges.length - 1) % edges.length]?.value;
  };
  const others = Object.keys(request.properties).filter((name) => name !== top);
  return Object.fromEntries(others.map((name): [string, unknown] => [name, valueOf(name)]).filter(([, value]) => value !== undefined));
}

function acceptsEdges(top: string, level: "must" | "should"): Row {
  return {
    ...(level === "must" ? must : should)(`request.${spelled(top)}.accepted`, `accepts ${top} at each edge of its constraints`),
    cases: ({ contract }) =>
      boundariesOf(contract.request)
        .filter((boundary) => boundary.valid && boundary.top === top)
        .map((boundary, index) => [boundary.name, () => edgeScript(contract, boundary, companyOf(contract.request, top, index))]),
  };
}

/** Whether a refusal shows nothing by itself, since the page may demand in its prose what its contract does not show. */
function mayNeedMore({ answer, probe }: Judged): boolean {
  return probe.leeway?.mayNeedMore === true && answer !== undefined && isClientError(answer) && answer.code !== undefined;
}

const needsMore = "a valid request is refused, and the page may demand members beside these";

// The edge is sent with edges of other members; only after a refusal are they sent alone, so that each member is judged by itself.
function* edgeScript({ operation, request }: Contract, { top, value, name }: Boundary, others: GeneratedInput): Script {
  const besides = yield* send(validProbe(operation, { ...others, [top]: value }));
  const together = judgeAccepted(besides, `${name} beside other valid members`);
  if (together.violations.length === 0 && together.unexercised === undefined) return together;
  const lone = yield* send(validProbe(operation, { ...sampleInput(request), [top]: value }));
  const alone = judgeAccepted(lone, name);
  if (alone.violations.length > 0)
    return mayNeedMore(lone) && !(yield* acceptsAnother(operation, request, top, value)) ? unexercised(needsMore) : at(alone, lone);
  if (together.violations.length === 0 || mayNeedMore(besides)) return alone;
  const without = judgeAccepted(yield* send(validProbe(operation, others)));
  return without.violations.length > 0 ? nothingFound : at(together, besides);
}

/** Whether the first or the last of a member's other edges is accepted, so that it is the value that a refusal is about. */
function* acceptsAnother(operation: string, request: RunRequest, top: string, value: unknown): Passage<boolean> {
  const edges = boundariesOf(request).filter((boundary) => boundary.valid && boundary.top === top && boundary.value !== value);
  for (const edge of new Set([edges.at(0), edges.at(-1)])) {
    if (edge === undefined) continue;
    const { answer } = yield* send(validProbe(operation, { ...sampleInput(request), [top]: edge.value }), "poll");
    if (answer?.status === 200) return true;
  }
  return false;
}

const acceptsGenerated = randomProperty<GeneratedInput>({
  ...must("request.valid", "accepts every generated request that keeps its constraints", { id: "request/accepts-generated", share: 1 }),
  arbitrary: ({ request }) => validInput(request),
  toCase: ({ contract }, id, input) =>
    probeCase(id, validProbe(contract.operation, input), (exchange) => (mayNeedMore(exchange) ? unexercised(needsMore) : judgeAccepted(exchange))),
  parts: (input, { request }) => optionalOf(input, request),
  without: omit,
});

/** The members that a request may leave out and stay as valid as it is. */
function optionalOf(input: GeneratedInput, { required, given = {} }: RunRequest): readonly string[] {
  return Object.keys(input).filter((name) => !required.includes(name) && !Object.hasOwn(given, name));
}

function omit(input: GeneratedInput, names: ReadonlySet<string>): GeneratedInput {
  return Object.fromEntries(Object.entries(input).filter(([name]) => !names.has(name)));
}

const refusesGenerated = randomProperty<BrokenInput>({
  ...must("request.invalid", "refuses every generated request that breaks one constraint", { id: "request/refuses-generated", expects, share: 2 }),
  arbitrary: ({ request }) => brokenInput(request),
  parts: ({ input, breaks }, { request }) => optionalOf(input, request).filter((name) => name !== breaks.member.split("/", 1)[0]),
  without: ({ input, breaks }, names) => ({ input: omit(input, names), breaks }),
  toCase: ({ contract }, id, { input, breaks }) =>
    probeCase(id, brokenProbe(contract.operation, input, breaks), refused(brokenText(breaks), statusesFor(breaks, contract))),
});
