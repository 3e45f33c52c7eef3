import { type Answer, isSuccess, mediaTypeOf } from "../../properties/core/answer.ts";
import type { Contract } from "../../spec/contract.ts";
import { isListSessions, isReading, unknownOperationCodes } from "../../spec/operation-traits.ts";
import { headerSpellings, spelledName } from "../../properties/core/header-spelling.ts";
import { memberOf } from "../../spec/json.ts";
import { RawJson } from "../../properties/core/json.ts";
import type { Judged, Probe } from "../../properties/core/property.ts";
import { openProbe, spelledProbe } from "../../properties/core/request.ts";
import { sampleInput } from "../../properties/generators/minimal-example.ts";
import type { Preflight } from "../../reports/record/run-record.ts";
import { addressed, harmlessOf } from "../selection/case-context.ts";
import { clockSkew, refusalReason, saysOutOfTime } from "../client/credential-refusal.ts";
import type { TargetClient } from "../client/target-client.ts";
import type { Sent, SendError } from "../client/sent-exchange.ts";
import { ask, credentialCodes, type Means, presenceOf, refusalOf } from "./presence.ts";

/** Sends the target a few plain requests and says whether it can be judged. */
export async function preflight(sender: TargetClient, contract: Contract, endpoint: string, means: Means, withoutCredentials?: string): Promise<Preflight> {
  const plain = means.plain === undefined ? harmlessOf(contract) : addressed(means.plain, contract);
  const sent = await sender.send(plain, "preflight");
  const usual = await readPreflight(sent, { sender, contract, endpoint, means, ...(withoutCredentials === undefined ? {} : { withoutCredentials }) });
  if (!/^(?:not-implemented|credentials|refuses)$/u.test(usual.outcome) || withoutCredentials !== undefined || !("judged" in sent)) return usual;
  const { answer } = sent.judged;
  if (usual.outcome === "credentials" && answer !== undefined && saysOutOfTime(answer, sender.now())) return usual;
  const otherwise = await inAnotherSpelling(plain, answer, { sender, contract, endpoint, means });
  return otherwise ?? { ...usual, message: `${usual.message}${addressHint(contract, means)}` };
}

/** What may be wrong with how another service is addressed, where it does not know what it is asked. */
function addressHint({ targetPrefix, jsonVersion, lines }: Contract, { signingName = "glue" }: Means): string {
  // A model says how its service is addressed, and has no lines of a page.
  if (targetPrefix === undefined || Object.keys(lines).length === 0) return "";
  const hints = [
    ...(signingName === "glue" ? ['--signing-name, since requests are signed for the service "glue"'] : []),
    ...(jsonVersion === undefined ? ["--json-version 1.0, since requests are sent as AWS JSON 1.1"] : []),
  ];
  return hints.length === 0 ? "" : ` If the service is another one, it may need ${hints.join(", or ")}.`;
}

/** What a preflight is about. */
interface Asking {
  readonly sender: TargetClient;
  readonly contract: Contract;
  readonly endpoint: string;
  readonly means: Means;
  readonly withoutCredentials?: string;
}

/**
 * Handles a target that may know header names in one spelling only: one property judges that, and all else uses the spelling that it reads. The request
 * is the same as in the usual spelling, whose answer is `usual`.
 */
async function inAnotherSpelling(plain: Probe, usual: Judged["answer"], asking: Asking): Promise<Preflight | undefined> {
  const { sender } = asking;
  for (const spelling of headerSpellings.slice(1)) {
    sender.addressing.headerSpelling = spelling;
    const sent = await sender.send(spelledProbe(plain, spelling), "preflight", { part: "preflight" }, true);
    const answer = "judged" in sent ? sent.judged.answer : undefined;
    if (answer === undefined || (answer.status === usual?.status && answer.code === usual.code)) continue;
    const found = await readPreflight(sent, asking);
    if (found.outcome !== "works") continue;
    const known = `The target works, but it knows header names only as ${spelledName("x-amz-target", spelling)} is written; the run goes on with that.`;
    return { ...found, message: [known, found.message].filter((text) => text !== "").join(" ") };
  }
  sender.addressing.headerSpelling = undefined;
  return undefined;
}

async function readPreflight(sent: Sent, { sender, contract, endpoint, means, withoutCredentials }: Asking): Promise<Preflight> {
  const plain = harmlessOf(contract);
  if (sender.stopped !== undefined) return { outcome: "not-run", message: `Nothing was judged: ${sender.stopped}.` };
  if ("sendError" in sent) return unjudgeable(sent.sendError.reason, sent.sendError.kind, contract.operation, endpoint);
  const { answer, failure } = sent.judged;
  if (failure !== undefined) return unreachable(failure.kind, failure.message, endpoint);
  // An unreachable host is reported before missing credentials for it.
  if (withoutCredentials !== undefined) return { outcome: "credentials", message: withoutCredentials };
  if (answer === undefined) return unreachable("lost-before-answer", "no answer", endpoint);
  // An operation that changes something was sent nothing valid; how it treats broken requests is judged.
  if (isSuccess(answer))
    return namesAMember(answer, contract) || !isReading(contract) ? worksAt(answer, sender, contract) : hollow(sender, contract, plain, endpoint, means);
  if (!isSuccess(answer) && wantsTls.test(answer.text ?? ""))
    return { outcome: "unreachable", message: `${endpoint} speaks TLS: give ${endpoint.replace(/^http:/u, "https:")}.` };
  const presence = await presenceOf(sender, contract, answer, means);
  if (presence === "absent") return { outcome: "not-implemented", message: lacking(contract.operation, answer, endpoint) };
  if (presence === "unsure") return { outcome: "not-implemented", isUnsure: true, message: unsure(contract.operation, answer, endpoint) };
  if (presence === "present") return { ...worksAt(answer, sender, contract), ...(await refusalOf(sender, contract, answer)) };
  if (answer.status === 401 || answer.status === 403 || (answer.code !== undefined && credentialCodes.test(answer.code)))
    return { outcome: "credentials", message: `${endpoint} refuses the credentials with ${shown(answer)}${refusalReason(answer, sender.now())}` };
  return {
    outcome: "refuses",
    message: `${endpoint} refuses a plain ${contract.operation} with ${shown(answer)}${redirectOf(answer)}; nothing else can be judged.`,
  };
}

const works: Preflight = { outcome: "works", message: "" };

/** The target works; a clock that is far from ours is mentioned, since times and signatures depend on it, and another version of the protocol. */
function worksAt(answer: Answer, sender: TargetClient, contract: Contract): Preflight {
  const spoken = /^application\/x-amz-json-(?<version>1\.[01])$/u.exec(mediaTypeOf(answer))?.groups?.["version"];
  if (contract.targetPrefix !== undefined && spoken !== undefined && spoken !== (contract.jsonVersion ?? "1.1"))
    return { ...works, message: `The target works, but it answers in AWS JSON ${spoken}: if that is what the service speaks, give --json-version ${spoken}.` };
  const skew = clockSkew(answer, sender.now());
  return skew === undefined ? works : { ...works, message: `The target works, but ${skew}.` };
}

// Following a redirect may hand a signature to a stranger.
function redirectOf({ status, headers }: Answer): string {
  const { location } = headers;
  return status < 300 || status > 399 || location === undefined ? "" : ` to ${JSON.stringify(location.slice(0, 200))}, which is not followed`;
}

function shown({ status, code }: Answer): string {
  return code === undefined ? `status ${String(status)}` : `status ${String(status)} ${code}`;
}

function unjudgeable(reason: string, kind: SendError["kind"], operation: string, endpoint: string): Preflight {
  if (kind !== "unreadable") return { outcome: "throttled", message: `${endpoint} answers no plain ${operation}: ${reason}.` };
  return {
    outcome: "unreadable",
    message: `What ${endpoint} answers to a plain ${operation} is not read: ${reason}. Check the endpoint, or give a higher --body-limit.`,
  };
}

function unreachable(kind: string, message: string, endpoint: string): Preflight {
  switch (kind) {
    case "certificate":
      return { outcome: "certificate", message: `${endpoint} cannot be asked over TLS: ${message}.` };
    case "proxy":
      return { outcome: "unreachable", message: `${endpoint} cannot be reached through the proxy ${message}. Set it right, or name the target in NO_PROXY.` };
    case "unresolved":
      return { outcome: "unreachable", message: `The host of ${endpoint} is not known: ${message}. Check the spelling, or the network.` };
    case "refused":
    case "connect-timeout":
      return { outcome: "unreachable", message: `Nothing answers at ${endpoint}: ${message}. Is the target running, and is this its port?` };
    case "timeout":
      return {
        outcome: "unreachable",
        message: `${endpoint} accepts connections but gives no answer: ${message}. Give it longer with --timeout, or look at its log.`,
      };
    case "undecodable":
      return {
        outcome: "unreadable",
        message: `What ${endpoint} answers cannot be read: ${message}. Look at the target's log, or at what stands in front of it.`,
      };
    case "not-http":
      return { outcome: "unreachable", message: `What ${endpoint} answers is not HTTP: ${message}. Check the port${otherScheme(endpoint)}.` };
    case "lost-before-answer":
      return { outcome: "unreachable", message: `${endpoint} gives no answer: ${message}. Look at the target's log${otherScheme(endpoint)}.` };
    default:
      return { outcome: "unreachable", message: `${endpoint} gives no answer: ${message}. Look at the target's log.` };
  }
}

/** The endpoint with the other scheme, for a port that speaks it. */
function otherScheme(endpoint: string): string {
  const [spoken, other] = endpoint.startsWith("https:")
    ? ["plain HTTP", endpoint.replace(/^https:/u, "http:")]
    : ["TLS", endpoint.replace(/^http:/u, "https:")];
  return `; if it speaks ${spoken}, give ${other}`;
}

/** What a TLS server says to plain HTTP, where it says something. */
const wantsTls = /plain HTTP request was sent to HTTPS|HTTP request to an HTTPS server|speaking plain HTTP to an SSL/iu;

function lacking(operation: string, answer: Answer, endpoint: string): string {
  const check = "Check the endpoint, and whether this version of the target has the operation.";
  if (answer.status < 500 || answer.status === 501 || (answer.code !== undefined && unknownOperationCodes.test(answer.code)))
    return `${endpoint} does not implement ${operation}: it answered ${shown(answer)}. ${check}`;
  return `${endpoint} does not implement ${operation}, or crashes on each request: it answered ${shown(answer)} to each of several different ones, valid ones among them, as it answers an operation that does not exist. ${check} Its log tells which it is.`;
}

function unsure(operation: string, answer: Answer, endpoint: string): string {
  return `${endpoint} answers ${operation} with ${shown(answer)}, as it answers an operation that does not exist: it does not implement ${operation}, or crashes on each request that it has to refuse, and no other was sent. Look at the target's log.`;
}

function namesAMember({ object }: Answer, { response }: Contract): boolean {
  return object !== undefined && Object.keys(response.properties).some((name) => memberOf(object, name) !== undefined);
}

async function hollow(sender: TargetClient, contract: Contract, plain: Probe, endpoint: string, { create }: Means): Promise<Preflight> {
  const broken = await ask(sender, addressed(openProbe(contract.operation, brokenInput(contract)), contract));
  if (broken !== undefined && (!isSuccess(broken) || namesAMember(broken, contract))) return works;
  if (create !== undefined) {
    await create();
    const again = await ask(sender, plain);
    if (again !== undefined && isSuccess(again) && namesAMember(again, contract)) return works;
  }
  return {
    outcome: "hollow",
    message: `${endpoint} accepts whatever it is sent and answers with nothing of ${contract.operation}: neither a valid nor a broken request gets a member of the result. It looks like a stub; check the endpoint.${create === undefined && isListSessions(contract) ? " If it is your own and holds no sessions, give --state create, with --role-arn and --account where its host is not one of your machine or network." : ""}`,
  };
}

// Any printed minimum will do: a target that looks at its input refuses what lies below.
function brokenInput({ request }: Contract): Readonly<Record<string, unknown>> {
  const [name, schema] = Object.entries(request.properties).find(([, { minimum }]) => minimum !== undefined) ?? [];
  return name === undefined
    ? { [Object.keys(request.properties)[0] ?? "Unknown"]: new RawJson("[{}]") }
    : { ...sampleInput(request), [name]: (schema?.minimum ?? 1) - 1 };
}
