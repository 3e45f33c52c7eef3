import type { Answer } from "../../properties/core/answer.ts";
import type { Contract, Schema } from "../../spec/contract.ts";
import { isListSessions, isReading, isTokenMember, unknownOperationCodes } from "../../spec/operation-traits.ts";
import type { Judged, Probe } from "../../properties/core/property.ts";
import { isValidationCode } from "../../properties/checks/error-codes.ts";
import { brokenProbe, openProbe } from "../../properties/core/request.ts";
import { boundariesOf, representativesOf } from "../../properties/generators/boundaries.ts";
import { sampleInput } from "../../properties/generators/minimal-example.ts";
import type { Preflight } from "../../reports/record/run-record.ts";
import { addressed, noSession } from "../selection/case-context.ts";
import type { TargetClient } from "../client/target-client.ts";

/** Codes of errors about credentials. */
export const credentialCodes =
  /^(?:UnrecognizedClient|InvalidClientTokenId|MissingAuthenticationToken|IncompleteSignature|InvalidSignature|SignatureDoesNotMatch|ExpiredToken|RequestExpired|RequestTimeTooSkewed|AccessDenied|InvalidAccessKeyId|AuthFailure|NotAuthorized|OptInRequired)(?:Exception)?$/u;

/** What a preflight may do where sessions may be created. */
export interface Means {
  /** Makes one session: a target whose answers are empty is hollow only if they stay so. */
  readonly create?: () => Promise<void>;
  /** A valid creation of a session of the run's own. */
  readonly creation?: Probe;
  /** What is asked first of all, in place of a request that changes nothing. */
  readonly plain?: Probe;
  /** The service's name in signatures. */
  readonly signingName?: string;
}

/** Whether the operation exists, as far as an error to a harmless request and a few more requests show. */
export async function presenceOf(
  sender: TargetClient,
  contract: Contract,
  answer: Answer,
  { creation, plain }: Means,
): Promise<"absent" | "present" | "unsure" | "unsaid"> {
  if (answer.status === 501 || answer.status === 405) return "absent";
  if (answer.code !== undefined && unknownOperationCodes.test(answer.code)) return "absent";
  if (answer.status === 404 && answer.code === undefined) return "absent";
  const otherwise = !isListSessions(contract) && isAboutInput(answer, contract) ? "present" : "unsaid";
  // Of ListSessions a server error is a breach of its own; another operation may just not exist, which some targets report no better.
  const isServerError = answer.status >= 500 && !isListSessions(contract);
  const isValidRequest = plain !== undefined && plain.expect !== "refusal";
  if (answer.code !== "InvalidInputException" && !isServerError) return otherwise;
  // A service with a catch-all error lacks the operation only if a made-up one gets the same answer and another real one does not.
  const madeUp = await ask(sender, madeUpProbe(contract));
  if (isServerError) {
    if (!isAlike(madeUp, answer)) return "present";
    for (const probe of isValidRequest ? [] : differentProbes(contract)) {
      const other = await ask(sender, addressed(probe, contract));
      if (other !== undefined && !isAlike(other, answer)) return "present";
    }
  }
  // Where nothing may be created, nothing that might is sent. Of other services no operation is known to be there.
  const other = contract.targetPrefix === undefined || !isServerError ? await ask(sender, addressed(creation ?? noSession, contract)) : undefined;
  if (!isAlike(madeUp, answer) || isAlike(other, answer)) return otherwise;
  // What names a session that does not exist has to be refused too.
  const isRefusable = plain === undefined || plain !== creation;
  return isServerError && !isReading(contract) && isRefusable ? "unsure" : "absent";
}

/** Whether two answers say the same, but for what varies from answer to answer: digits, and ids of requests. */
function isAlike(one: Answer | undefined, other: Answer): boolean {
  if (one === undefined || one.status !== other.status || one.code !== other.code) return false;
  const plain = (text = ""): string => text.replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}|\d+/giu, "0");
  return plain(one.text) === plain(other.text);
}

/** Requests of an operation that differ as much as can be: of one that changes something only those that it must refuse. */
function differentProbes(contract: Contract): readonly Probe[] {
  const { operation, request } = contract;
  const broken = representativesOf(boundariesOf(request))
    .filter(({ keyword }) => keyword === "type")
    .slice(0, 4)
    .map(({ top, value, member, keyword }) => brokenProbe(operation, { ...sampleInput(request), [top]: value }, { member, keyword }));
  if (!isReading(contract)) return broken;
  const names = Object.keys(request.properties);
  const outermost = sampleInput({ ...request, required: names.filter((name) => !isTokenMember(name)) });
  return [openProbe(operation, outermost), openProbe(operation, sampleInput(inWhole(request))), openProbe(operation, {}), ...broken];
}

/** A request whose plain example has what is required with all of its members: some targets crash where one of those is left out. */
function inWhole(request: Contract["request"]): Contract["request"] {
  const whole = (schema: Schema): Schema => ({
    ...schema,
    ...(schema.items === undefined ? {} : { items: whole(schema.items), minItems: Math.max(schema.minItems ?? 0, Math.min(1, schema.maxItems ?? 1)) }),
    ...(schema.properties === undefined ? {} : { properties: mapped(schema.properties), required: Object.keys(schema.properties) }),
  });
  const mapped = (properties: Readonly<Record<string, Schema>>): Readonly<Record<string, Schema>> =>
    Object.fromEntries(Object.entries(properties).map(([name, schema]) => [name, whole(schema)]));
  return { ...request, properties: mapped(request.properties) };
}

function madeUpProbe(contract: Contract): Probe {
  return addressed(openProbe("GetGlueConformanceNoSuchOperation", sampleInput(contract.request)), contract);
}

/** The answer to a probe, if there is one. */
export async function ask(sender: TargetClient, probe: Probe): Promise<Judged["answer"]> {
  const sent = await sender.send(probe, "preflight");
  return "judged" in sent ? sent.judged.answer : undefined;
}

/** Codes that say that a request is not understood, whatever it asks for. */
const protocolCodes = /^(?:Serialization|UnsupportedMediaType|MalformedHttpRequest|MissingAction|InvalidSignature)/u;

/** How a valid request was refused; of an operation that changes something, of which none is sent, how one that does not exist is, where that is the same. */
export async function refusalOf(sender: TargetClient, contract: Contract, { status, code }: Answer): Promise<Pick<Preflight, "refusal">> {
  if (isListSessions(contract) || code === undefined || protocolCodes.test(code)) return {};
  if (!isReading(contract)) {
    const madeUp = await ask(sender, madeUpProbe(contract));
    if (madeUp?.status !== status || madeUp.code !== code) return {};
  }
  return { refusal: { status, code } };
}

/** Whether an error is about what was sent, and so shows that the operation is there: one that its page lists, or for what a request has wrong in itself. */
function isAboutInput({ status, code }: Answer, contract: Contract): boolean {
  if (status < 400 || status > 499 || code === undefined || credentialCodes.test(code)) return false;
  // An operation that changes something was sent what it must refuse, with whatever error.
  return isValidationCode(code) || Object.hasOwn(contract.errors, code) || !isReading(contract);
}
