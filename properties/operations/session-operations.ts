import type { Contract } from "../../spec/contract.ts";
import { spelled } from "../../spec/constraint.ts";
import { isReading } from "../../spec/operation-traits.ts";
import { boundariesOf } from "../generators/boundaries.ts";
import { crashOf, hasLeeway, isClientError, isDenied, judgeAccepted, shortForm } from "../checks/acceptance.ts";
import { isValidationCode } from "../checks/error-codes.ts";
import { nameOf, namesStatement, type ResourceIdentifier, resourceIdentifierOf, absentId } from "./resource-identifier.ts";
import type { CaseContext, Judged, Judgement, Probe, ProbingProperty, Script } from "../core/property.ts";
import { openProbe, validProbe } from "../core/request.ts";
import { sampleInput } from "../generators/minimal-example.ts";
import { at, found, nothingFound, probeCase, send, unexercised } from "../core/script.ts";
import { poll } from "../checks/exclusive-scenario.ts";

/** Where an operation reads what a name stands for, that any name within its constraints is looked up; in place of what is demanded of other members. */
export function acceptsNames(contract: Contract): readonly ProbingProperty[] {
  const naming = resourceIdentifierOf(contract);
  if (naming?.form !== "id" || !isReading(contract)) return [];
  const { member } = naming;
  const id = `request/${spelled(member)}/accepts-edges`;
  return [
    {
      kind: "probing",
      id,
      requirement: `request.${spelled(member)}.accepted`,
      level: "should",
      title: `looks up ${member} at each edge of its constraints`,
      phase: "boundaries",
      needs: "none",
      cases: (context) =>
        boundariesOf(contract.request)
          .filter(({ valid, top }) => valid && top === member)
          .map(({ name, value }) => ({ id: `${id}#${name}`, script: () => lookupScript(context, naming, value, name) })),
    },
  ];
}

// It counts only where a plain name of nothing is not refused as invalid: a target without another answer for that has none here either.
function* lookupScript({ contract, owner }: CaseContext, naming: ResourceIdentifier, value: unknown, name: string): Script {
  const asking = (given: unknown): Probe => ({
    ...validProbe(contract.operation, { ...sampleInput(contract.request), [naming.member]: given }),
    expect: "either",
  });
  const exchange = yield* send(asking(value));
  const crash = crashOf(exchange);
  if (crash !== undefined) return found(crash);
  const { answer } = exchange;
  if (answer === undefined || !isClientError(answer) || !isValidationCode(answer.code ?? "Invalid")) return nothingFound;
  const plain = yield* send(asking(nameOf(naming, absentId(owner), owner)), "poll");
  if (plain.answer?.code === answer.code) return unexercised(`the target reports a name of nothing as ${String(answer.code)}`);
  const expected = `${name} looked up as a plain name is, since it keeps the constraints`;
  return at(found({ code: "valid-refused", pointer: "/status", expected, received: shortForm(answer) }), exchange);
}

/** Properties of the operations on sessions beyond their contracts: what they name exists, or does not. */
export function sessionOperationProperties(contract: Contract): readonly ProbingProperty[] {
  const naming = resourceIdentifierOf(contract);
  if (naming === undefined) return [];
  return [succeeds, ...(isReading(contract) && notFoundOf(contract) !== undefined ? [tellsAbsence(naming)] : [])];
}

const succeeds: ProbingProperty = {
  kind: "probing",
  id: "operation/succeeds",
  requirement: "operation.success",
  level: "must",
  title: "succeeds where the session or statement that it names exists",
  phase: "boundaries",
  needs: "fixtures",
  cases: (context) => [{ id: "operation/succeeds#session/own", script: () => successScript(context) }],
};

function* successScript({ contract, fixtures, settleMs }: CaseContext): Script {
  if (namesStatement(contract) && (!fixtures.available || fixtures.sessions[0]?.statement === undefined))
    return unexercised("no statement of the run's own could be run");
  return yield* inStateFor(validProbe(contract.operation, sampleInput(contract.request)), settleMs);
}

// What is there may be in no state for it yet, or only once it was stopped; a target that says so is asked again, as long as the settle time.
function* inStateFor(probe: Probe, settleMs: number): Script {
  let exchange = yield* send(probe);
  if (isInNoState(exchange)) {
    if (probe.operation === "DeleteSession") yield* send(openProbe("StopSession", probe.input), "state");
    yield* poll(settleMs, function* () {
      exchange = yield* send(probe, "poll");
      return !isInNoState(exchange);
    });
  }
  return isInNoState(exchange) ? unexercised("the target says that what is named is in no state for it") : judgeSuccess(exchange);
}

/** Whether the page has the answer for what is there, and cannot be acted upon. */
function isInNoState(exchange: Judged): boolean {
  return hasLeeway(exchange) && !/NotFound|NotExist/u.test(exchange.answer?.code ?? "");
}

function judgeSuccess(exchange: Judged): Judgement {
  const { answer } = exchange;
  if (answer === undefined || !isClientError(answer) || isDenied(answer)) return judgeAccepted(exchange, "a plain request");
  return found({ code: "valid-refused", pointer: "/status", expected: "status 200, since what the request names is there", received: shortForm(answer) });
}

function tellsAbsence(naming: ResourceIdentifier): ProbingProperty {
  const id = "operation/refuses-unknown-name";
  return {
    kind: "probing",
    id,
    requirement: "operation.absence",
    level: "should",
    title: "tells of a name of nothing with the page's own error",
    phase: "boundaries",
    needs: "none",
    expects: "refusal",
    cases: ({ contract, owner }) => {
      const input = { ...sampleInput(contract.request), [naming.member]: nameOf(naming, absentId(owner), owner) };
      const probe: Probe = { ...openProbe(contract.operation, input), expect: "refusal" };
      return [probeCase(`${id}#${naming.member}/absent`, probe, (exchange) => judgeAbsence(exchange, notFoundOf(contract) ?? ""))];
    },
  };
}

function judgeAbsence(exchange: Judged, code: string): Judgement {
  const crash = crashOf(exchange);
  if (crash !== undefined) return found(crash);
  const { answer } = exchange;
  if (answer === undefined || answer.code === code) return nothingFound;
  if (isDenied(answer)) return unexercised("the target denies access to a valid request");
  const expected = `the error ${code}, as the page has it`;
  return isClientError(answer)
    ? found({ code: "wrong-code", pointer: "/body/__type", expected, received: answer.code ?? null })
    : found({ code: "invalid-accepted", pointer: "/status", expected, received: shortForm(answer) });
}

function notFoundOf({ errors }: Contract): string | undefined {
  return Object.keys(errors).find((code) => code.includes("NotFound"));
}
