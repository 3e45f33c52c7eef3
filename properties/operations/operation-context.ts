import { isDeepStrictEqual } from "node:util";
import type { Contract } from "../../spec/contract.ts";
import type { RunRequest, RunSchema } from "../core/run-schema.ts";
import { acceptanceOf, isReading } from "../../spec/operation-traits.ts";
import { isValidationCode } from "../checks/error-codes.ts";
import { idPrefix } from "../core/fixtures.ts";
import { memberOf } from "../../spec/json.ts";
import { RawJson } from "../core/json.ts";
import { nameOf, namesStatement, type ResourceIdentifier, resourceIdentifierOf, absentId } from "./resource-identifier.ts";
import { keepsLimits } from "../generators/pattern-match.ts";
import type { CaseContext, Leeway, Probe } from "../core/property.ts";
import { headersFor, openProbe } from "../core/request.ts";
import { sampleInput } from "../generators/minimal-example.ts";

/** The context of an operation's cases: the contract with valid names, and how a probe of it is sent. */
export interface OperationContext {
  readonly contract: Contract;
  readonly naming: ResourceIdentifier | undefined;
  /** Whether there is a session of the run's own that requests name. */
  readonly isReal: boolean;
  /** The number of a statement that was run in that session. */
  readonly statement?: number | undefined;
  readonly owner: CaseContext["owner"];
}

/** Stands in the id of a session that one case has to itself; the case puts something as long in its place. */
const placeholder = "subject-00000000";

const known = new WeakMap<Contract, Map<string, Contract>>();

/** The operation context of a contract, with the sessions that a run has created. */
export function operationContextOf(contract: Contract, { fixtures, owner }: Pick<CaseContext, "fixtures" | "owner">): OperationContext {
  const naming = resourceIdentifierOf(contract);
  const isReal = fixtures.available && naming !== undefined;
  const [first] = isReal ? fixtures.sessions : [];
  const id = !isReal ? absentId(owner) : naming.session === "stays" ? (first?.id ?? absentId(owner)) : `${idPrefix(owner)}${placeholder}`;
  const statement = namesStatement(contract) ? first?.statement : undefined;
  // Boundaries are made once for each schema, so a context has one contract for all properties.
  const contracts = known.get(contract) ?? new Map<string, Contract>();
  known.set(contract, contracts);
  const key = `${id} ${String(statement)} ${owner.roleArn}`;
  const made = contracts.get(key) ?? withSamples(contract, naming, id, owner, statement);
  contracts.set(key, made);
  return { contract: made, naming, isReal, owner, statement };
}

function withSamples(contract: Contract, naming: ResourceIdentifier | undefined, id: string, owner: CaseContext["owner"], statement?: number): Contract {
  const changes = !isReading(contract);
  const sampleFor = (name: string, schema: RunSchema): Partial<RunSchema> => {
    // What the user or a listing names is there.
    if (schema.sample !== undefined) return {};
    if (name === naming?.member) return { sample: nameOf(naming, id, owner), ...(changes ? { isOwn: true as const } : {}) };
    if (statement !== undefined && name === "Id") return { sample: statement };
    if (naming?.session === "comes" && name === "Role") return { sample: owner.roleArn };
    if (naming?.session === "comes" && name === "Command") return { sample: { Name: "glueetl", PythonVersion: "3" } };
    // A service that looks it up finds nothing.
    return naming === undefined && changes && contract.request.required.includes(name) && schema.type === "string" && keepsLimits(schema, absentId(owner))
      ? { sample: absentId(owner) }
      : {};
  };
  const properties = Object.entries(contract.request.properties).map(([name, schema]) => [name, { ...schema, ...sampleFor(name, schema) }]);
  return { ...contract, request: { ...contract.request, properties: Object.fromEntries(properties) as Contract["request"]["properties"] } };
}

/**
 * A valid request for a session that does not exist, so that it cannot change anything; undefined where the operation names none, or creates the one that it
 * names.
 */
export function absentSessionProbe(contract: Contract, owner: CaseContext["owner"]): Probe | undefined {
  const naming = resourceIdentifierOf(contract);
  if (naming === undefined || naming.session === "comes") return undefined;
  const { request } = withSamples(contract, naming, absentId(owner), owner);
  return openProbe(contract.operation, sampleInput(request));
}

/** What a case has to itself: a part of the id of its session, and the number of its statement. */
export interface OwnNames {
  readonly session: string;
  readonly statement?: number | undefined;
}

/** A probe as it is sent in an operation context: with the case's own names, the service's own target, and the other answers that are fair. */
export function preparedProbe(probe: Probe, operationContext: OperationContext, own: OwnNames): Probe {
  const { contract, statement } = operationContext;
  const { body } = probe.request;
  const input = replaced(probe.input, own.session);
  const isShared = own.statement === undefined || own.statement === statement;
  // As Latin-1 any bytes come back as they were.
  const text = Buffer.from(body).toString("latin1");
  const named = text.replaceAll(placeholder, own.session);
  const changed = isShared ? named : named.replaceAll(new RegExp(`("Id"\\s*:\\s*)${String(statement)}(?![\\d.])`, "gu"), `$1${String(own.statement)}`);
  return {
    ...probe,
    request: { ...probe.request, body: changed === text ? body : Uint8Array.from(Buffer.from(changed, "latin1")), headers: headersFor(probe, contract) },
    ...(input === undefined ? {} : { input: isShared || memberOf(input, "Id") !== statement ? input : { ...input, Id: own.statement } }),
    ...(probe.operation === contract.operation ? { leeway: leewayOf(operationContext, probe) } : {}),
  };
}

function replaced(value: unknown, own: string): unknown {
  if (typeof value === "string") return value.replaceAll(placeholder, own);
  if (Array.isArray(value)) return value.map((item) => replaced(item, own));
  if (typeof value !== "object" || value === null || value instanceof RawJson) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, replaced(item, own)]));
}

/** Errors that say nothing about what a request names; the runner handles them itself. */
const unrelated = /AccessDenied|Timeout|Throttl|Internal|Unavailable/u;
const absent = /NotFound|NotExist|DoesNotExist/u;

/** Keys of the tags that a request of `TagResource` adds. */
export function addedKeys({ input }: Pick<Probe, "input">): readonly string[] {
  return Object.keys(memberOf(input, "TagsToAdd") ?? {});
}

/** Tags that cases may add to one session at the same time without more than fifty in all, beyond which a service may refuse them. */
const maxAddedTags = 5;

function leewayOf({ contract, naming, isReal: hasSession, statement }: OperationContext, probe: Probe): Leeway {
  const { input, breaks } = probe;
  const codes = Object.entries(contract.errors).flatMap(([code, status]) =>
    status >= 400 && status < 500 && !isValidationCode(code) && !unrelated.test(code) ? [code] : [],
  );
  const members = typeof input === "object" && input !== null ? Object.entries(input) : undefined;
  const request: RunRequest = contract.request;
  const needed = [naming?.member ?? "", ...(namesStatement(contract) ? ["Id"] : [])];
  // A body that is not made of members may name what is there.
  const isReal = (name: string, value: unknown): boolean =>
    hasSession &&
    (name === naming?.member || statement !== undefined) &&
    needed.includes(name) &&
    (members === undefined || isDeepStrictEqual(value, request.properties[name]?.sample));
  const isThere = needed.every((name) => isReal(name, memberOf(input, name)));
  const [broken = ""] = (breaks?.member ?? "").split("/", 1);
  // Without the name of a thing a service may look up nothing, and find nothing.
  const isUnnamed = naming === undefined && breaks?.keyword === "required" && acceptanceOf(contract, broken) !== "must";
  const others = (members ?? Object.keys(contract.request.properties).map((name) => [name, ""] as const)).filter(
    ([name, value]) =>
      // A service may look up a broken name, and find nothing by it.
      (name !== broken || naming === undefined) &&
      value !== null &&
      !(members !== undefined && isReal(name, value)) &&
      acceptanceOf(contract, name) !== "must" &&
      !(request.given !== undefined && isDeepStrictEqual(value, request.given[name])),
  );
  return {
    codes: codes.filter((code) => !isThere || !(absent.test(code) || /AlreadyExists|Mismatch/u.test(code))),
    ...(naming === undefined ? { mayNeedMore: true as const } : {}),
    isMadeUp: isUnnamed || (!isThere && others.length > 0) || (contract.operation === "TagResource" && addedKeys(probe).length > maxAddedTags),
  };
}
