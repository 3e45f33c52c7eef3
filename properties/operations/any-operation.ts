import type { Contract } from "../../spec/contract.ts";
import { acceptanceOf, isReading } from "../../spec/operation-traits.ts";
import { authenticationProperties } from "../request/authentication.ts";
import { tokenProperties } from "../request/unknown-tokens.ts";
import { constraintProperties } from "../request/constraints.ts";
import { decodingProperties } from "../request/json-body.ts";
import { codeProperties } from "../checks/error-codes.ts";
import { needsNoSession } from "../core/lax-target-order.ts";
import { errorProperties } from "../response/errors.ts";
import { creationOf, type FixtureSet, idPrefix } from "../core/fixtures.ts";
import { acceptsNames, sessionOperationProperties } from "./session-operations.ts";
import { resourceIdentifierOf } from "./resource-identifier.ts";
import { memberOf } from "../../spec/json.ts";
import type { Case, CaseContext, Effect, Judged, Judgement, Probe, ProbingProperty, Property, Script } from "../core/property.ts";
import { protocolProperties } from "../request/protocol.ts";
import { lazyCases } from "../core/lazy-cases.ts";
import { oddTextProperties } from "../request/odd-text.ts";
import { openProbe } from "../core/request.ts";
import { sampleInput } from "../generators/minimal-example.ts";
import { randomCount } from "../generators/random-property.ts";
import { printedLimits, responseProperties } from "../response/results.ts";
import { addedKeys, type OperationContext, operationContextOf, type OwnNames, preparedProbe } from "./operation-context.ts";
import { type Passage, send, unexercised } from "../core/script.ts";
import { isListed, poll, statementIn } from "../checks/exclusive-scenario.ts";
import { exists } from "../checks/settled-walk.ts";

/** All properties of an operation whose meaning is not known: what its contract and the protocol settle. */
export function anyOperationProperties(contract: Contract): readonly Property[] {
  const names = acceptsNames(contract);
  const senders: readonly Property[] = [
    ...protocolProperties,
    ...constraintProperties(contract).filter(({ id }) => !names.some((property) => property.id === id)),
    ...names,
    ...sessionOperationProperties(contract),
    ...decodingProperties(contract),
    ...tokenProperties(contract),
    ...oddTextProperties(contract),
    ...authenticationProperties,
  ];
  const passive = [...responseProperties, ...printedLimits(contract), ...errorProperties, ...codeProperties(contract)];
  return [
    // Two requests cannot be compared where an operation does not do the same thing twice.
    ...senders.filter((property) => property.kind !== "probing" || property.comparesRequests !== "all" || repeats(contract)).map(inside(senders, contract)),
    ...passive.filter(({ scope }) => appliesTo(contract, scope)),
  ];
}

/** The properties as they are for an operation; a derived one needs what the property that judges it needs. */
function inside(senders: readonly Property[], contract: Contract): (property: Property) => Property {
  return (property) => {
    if (property.kind === "probing") return adapted(property, contract);
    if (property.kind === "passive") return property;
    const host = senders.find(({ id }) => property.of.includes(id));
    return host?.kind === "probing" ? { ...property, needs: needsOf(host, contract) } : property;
  };
}

/** Whether an operation does the same thing twice. */
function repeats(contract: Contract): boolean {
  return (resourceIdentifierOf(contract)?.session ?? "stays") === "stays";
}

/** Whether a property of that scope says something about a contract's service. */
function appliesTo({ targetPrefix, jsonVersion }: Contract, scope: Property["scope"]): boolean {
  switch (scope) {
    case undefined:
      return true;
    case "ListSessions":
      return false;
    // How a message is spelled is a matter of the service's model, and Glue's is known.
    case "Glue":
      return targetPrefix === undefined;
    // AWS JSON 1.0 names an error by its absolute shape id.
    case "AWS JSON 1.1":
      return jsonVersion !== "1.0";
  }
}

/** What a property needs: a request that an operation might accept and act on is sent only for sessions of the run. */
function needsOf(property: ProbingProperty, contract: Contract): ProbingProperty["needs"] {
  return isReading(contract) || needsNoSession(property) ? property.needs : "fixtures";
}

function adapted(property: ProbingProperty, contract: Contract): ProbingProperty {
  const needs = needsOf(property, contract);
  const { shrink } = property;
  // Each valid request of an operation that ends sessions takes one of its own, and sessions cost money.
  const isCostly = resourceIdentifierOf(contract)?.session === "goes" && property.phase === "random" && property.expects !== "refusal";
  const share = property.share === undefined ? undefined : property.share / (isCostly ? 4 : 1);
  const contextInside = (context: CaseContext): CaseContext => {
    const { contract: full } = operationContextOf(contract, context);
    return { ...context, contract: property.phase === "random" && property.expects !== "refusal" ? freeOnly(full) : full };
  };
  const played = (context: CaseContext, one: Case): Case => ({
    ...one,
    script: (repetition) => play(one, repetition, operationContextOf(contract, context), context, property.expects === "refusal"),
  });
  return {
    ...property,
    needs,
    ...(share === undefined ? {} : { share }),
    cases: (context) => {
      if (needs !== "none" && !context.fixtures.available) return [];
      const all = property.cases(contextInside(context));
      // Where the first of two broken requests is acted upon, the second finds another state.
      const sent = property.comparesRequests === "broken" && !repeats(contract) ? [...all].filter(({ breaks }) => breaks === undefined) : all;
      const count = share === undefined ? sent.length : Math.min(sent.length, randomCount(context.randomCases, share));
      return lazyCases(count, (index) => played(context, sent.at(index) as Case));
    },
    ...(shrink === undefined
      ? {}
      : { shrink: (context, index, fails) => shrink(contextInside(context), index, (candidate) => fails(played(context, candidate))) }),
  };
}

function freeOnly(contract: Contract): Contract {
  const { properties, required } = contract.request;
  const free = Object.entries(properties).filter(([name]) => required.includes(name) || acceptanceOf(contract, name) === "must");
  return { ...contract, request: { ...contract.request, properties: Object.fromEntries(free) } };
}

// A case gets a session or statement of its own where the operation ends one; a session that is left is deleted afterwards. Requests that must be refused
// end none, so they share one.
function* play(one: Case, repetition: number, operationContext: OperationContext, { fixtures, settleMs }: CaseContext, isRefused: boolean): Script {
  const { naming, isReal, owner, contract, statement: shared } = operationContext;
  const [first] = fixtures.available ? fixtures.sessions : [];
  const names = isReal ? naming?.session : undefined;
  const sharesSession = names === "stays" || (names === "goes" && first !== undefined && isRefused && mustBeRefused(one.script(repetition)));
  const own = `subject-${digestOf(`${one.id} ${String(repetition)}`)}`;
  const input = creationOf(owner, own, {});
  const isEnded = names === "goes" && !sharesSession;
  if (isEnded) {
    const { answer } = yield* send(openProbe("CreateSession", input), "state");
    if (answer?.status !== 200) return unexercised("a session of the case's own could not be created");
    const isShown = yield* poll(settleMs, () => exists(String(input["Id"])));
    if (!isShown) return unexercised("a session of the case's own was not shown within the settle time");
  }
  const cancels = contract.operation === "CancelStatement" && shared !== undefined;
  const { SessionId } = sampleInput(contract.request);
  const statement = cancels ? yield* statementIn(String(SessionId), "import time; time.sleep(600)") : undefined;
  if (cancels && statement === undefined) return unexercised("a statement of the case's own could not be run");
  const [judgement, done] = yield* playIn(one.script(repetition), operationContext, {
    session: sharesSession ? (first?.id.slice(idPrefix(owner).length) ?? own) : own,
    statement,
  });
  // A session can have only so many tags: those of one case are not left to the next.
  for (const { probe } of done.filter(({ probe: { operation } }) => operation === "TagResource"))
    yield* send(openProbe("UntagResource", { ResourceArn: memberOf(probe.input, "ResourceArn"), TagsToRemove: addedKeys(probe) }), "state");
  if (isEnded || (names === "comes" && done.length > 0)) yield* send(openProbe("DeleteSession", { Id: input["Id"] }), "state");
  // A statement may be done before it is cancelled, and there is nothing to cancel then.
  if (cancels && judgement.violations.some(({ code }) => code === "valid-refused")) {
    const { answer } = yield* send(openProbe("CancelStatement", { SessionId, Id: statement }), "state");
    if (answer?.status !== 200) return unexercised("the target refuses a plain cancellation of the statement too");
  }
  const mayBeGone = names === "stays" || (sharesSession && done.length === 0);
  if (mayBeGone && judgement.violations.length > 0 && (yield* isGone(contract, fixtures))) return unexercised(gone);
  return judgement;
}

function mustBeRefused(script: Script): boolean {
  const step = script.next();
  return step.done !== true && step.value.kind === "send" && step.value.probe.expect === "refusal" && (step.value.probe.settledAt ?? "must") === "must";
}

const gone = "the session that requests name is there no more: it may have ended by itself";

/** Whether the session that requests name is gone, by GetSession, or by the listing where GetSession itself is judged. */
function* isGone({ operation }: Contract, fixtures: FixtureSet): Passage<boolean> {
  const [session] = fixtures.available ? fixtures.sessions : [];
  if (!fixtures.available || session === undefined) return false;
  return !(operation === "GetSession" ? yield* isListed(fixtures, session.id) : yield* exists(session.id));
}

/** The judgement of a script whose probes are sent in this operation context, and those of them that succeeded. */
function* playIn(script: Script, operationContext: OperationContext, own: OwnNames): Passage<readonly [Judgement, readonly Judged[]]> {
  const done: Judged[] = [];
  let step = script.next();
  while (step.done !== true) {
    const judged = yield preparedEffect(step.value, operationContext, own);
    done.push(...judged.filter(({ answer }) => answer !== undefined && answer.status < 300));
    step = script.next(judged);
  }
  return [step.value, done];
}

function preparedEffect(effect: Effect, operationContext: OperationContext, own: OwnNames): Effect {
  const prepare = (probe: Probe): Probe => preparedProbe(probe, operationContext, own);
  if (effect.kind === "send") return { ...effect, probe: prepare(effect.probe) };
  return effect.kind === "burst" ? { ...effect, probes: effect.probes.map(prepare) } : effect;
}

/** Eight digits for a text, FNV-1a: as long as what they stand for. */
function digestOf(text: string): string {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return hash.toString(16).padStart(8, "0");
}
