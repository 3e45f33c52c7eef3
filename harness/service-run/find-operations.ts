import { randomBytes } from "node:crypto";
import type { Contract } from "../../spec/contract.ts";
import { isReading } from "../../spec/operation-traits.ts";
import { isSuccess } from "../../properties/core/answer.ts";
import { openProbe } from "../../properties/core/request.ts";
import { sampleInput } from "../../properties/generators/minimal-example.ts";
import type { Preflight } from "../../reports/record/run-record.ts";
import type { OperationResult } from "../../reports/record/service-record.ts";
import { withoutCredentials } from "../../reports/redaction/redact.ts";
import { connectTarget } from "../run/connect-target.ts";
import { preflight } from "../run/preflight.ts";
import type { Settings } from "../config/settings.ts";
import { addressed } from "../selection/case-context.ts";
import { endpointName } from "../transport/target.ts";
import type { ServiceOperation } from "./contract-source.ts";
import { Harvest } from "./harvest.ts";
import { type KnownInput, withInput } from "./known-inputs.ts";

/** Operations asked at the same time which of them are there. */
const asksAtATime = 4;
/** Times that identifiers are collected: what one listing returns may be needed for the next. */
const harvestRounds = 3;

/** An operation that can be judged. */
export interface Judgeable extends ServiceOperation {
  readonly contract: Contract;
}

/** The same contract as an object of its own: what is generated for it, and kept, goes with it. */
export function withoutCaches(contract: Contract): Contract {
  return { ...contract, request: { ...contract.request } };
}

/** Which operations are implemented. */
export interface FoundOperations {
  /** Those that are, with the inputs that reach what exists. */
  readonly present: readonly Judgeable[];
  /** The one that the server is judged by: it reads, and its plain request is accepted. */
  readonly host: Judgeable | undefined;
  /** What is known of the others, by target. */
  readonly others: ReadonlyMap<string, Pick<OperationResult, "outcome" | "reason">>;
}

/** Finds out which operations are implemented, and collects identifiers for their requests. Of those that change something nothing is sent. */
export async function findOperations(
  judgeable: readonly Judgeable[],
  { settings, inputs, signal }: { readonly settings: Settings; readonly inputs: ReadonlyMap<string, KnownInput>; readonly signal: AbortSignal },
): Promise<FoundOperations> {
  const runId = randomBytes(5).toString("hex");
  const endpoint = endpointName(settings);
  const connections = new Map<string, Awaited<ReturnType<typeof connectTarget>>>();
  const harvest = new Harvest();
  const contracts = new Map(
    judgeable.map(({ target, contract }) => {
      const given = inputs.get(target);
      return [target, given === undefined ? contract : withInput(contract, given)];
    }),
  );
  const accepted = new Set<string>();
  const absent = new Map<string, Pick<OperationResult, "outcome" | "reason">>();
  let stopped: string | undefined;
  const connected = async (signingName: string): Promise<Awaited<ReturnType<typeof connectTarget>>> => {
    const connection =
      connections.get(signingName) ?? (await connectTarget({ ...settings, signingName }, { runId, observes: true, onSession: () => undefined }));
    connection.sender.addressing.sendsControls = false;
    connections.set(signingName, connection);
    return connection;
  };
  const ask = async ({ target, signingName }: Judgeable, contract: Contract, isFirst: boolean): Promise<void> => {
    if (signal.aborted || stopped !== undefined) return;
    const { sender, redactor } = await connected(signingName);
    const sent = await sender.send(addressed(openProbe(contract.operation, sampleInput(contract.request)), contract), "preflight");
    const answer = "judged" in sent ? sent.judged.answer : undefined;
    if (answer !== undefined && isSuccess(answer)) {
      accepted.add(target);
      harvest.collect(answer.object);
    } else if (isFirst || absent.has(target)) {
      const { outcome, message, isUnsure }: Preflight = await preflight(sender, withoutCaches(contract), endpoint, { signingName });
      const reason = redactor.text(withoutCredentials(message));
      if (/^(?:unreachable|certificate|not-run)$/u.test(outcome)) stopped = reason;
      if (outcome === "not-implemented") {
        if (isFirst) absent.set(target, { outcome: isUnsure === true ? "unsure" : "not-implemented", reason });
        return;
      }
    } else return;
    absent.delete(target);
    contracts.set(target, contract);
  };
  const reading = judgeable.filter(({ contract }) => isReading(contract));
  try {
    await inTurns(reading, async (one) => await ask(one, contracts.get(one.target) ?? one.contract, true));
    for (let round = 0, before = -1; round < harvestRounds && accepted.size > before; round += 1) {
      before = accepted.size;
      const open = reading.filter(({ target }) => !accepted.has(target) && !inputs.has(target));
      await inTurns(open, async (one) => {
        const input = harvest.inputFor(one.contract);
        if (input !== undefined) await ask(one, withInput(one.contract, input), false);
      });
    }
  } finally {
    for (const { close } of connections.values()) await close();
  }
  if (stopped !== undefined) {
    const reason = stopped;
    const notJudged = judgeable.flatMap(({ target }) => (absent.has(target) ? [] : [[target, { outcome: "not-judged", reason }] as const]));
    return { present: [], host: undefined, others: new Map([...absent, ...notJudged]) };
  }
  const present = judgeable.flatMap((one) => (absent.has(one.target) ? [] : [{ ...one, contract: contracts.get(one.target) ?? one.contract }]));
  const width = ({ contract }: Judgeable): number => Object.keys(contract.request.properties).length;
  const [host] = present.filter(({ target }) => accepted.has(target)).toSorted((a, b) => width(b) - width(a));
  return { present, host: host ?? present.find(({ contract }) => isReading(contract)), others: absent };
}

async function inTurns(all: readonly Judgeable[], ask: (one: Judgeable) => Promise<void>): Promise<void> {
  const open = [...all];
  const lane = async (): Promise<void> => {
    for (let one = open.shift(); one !== undefined; one = open.shift()) await ask(one);
  };
  await Promise.all(Array.from({ length: asksAtATime }, lane));
}
