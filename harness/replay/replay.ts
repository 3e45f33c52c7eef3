import { readAnswer } from "../../properties/core/answer.ts";
import type { WireResponse } from "../../properties/core/exchange.ts";
import { memberOf } from "../../properties/core/json.ts";
import type { Probe } from "../../properties/core/property.ts";
import { fromRecordedBody, textOf, toRecordedBody } from "../../reports/record/recorded-body.ts";
import type { JournalExchange } from "../../reports/record/journal.ts";
import type { Redactor } from "../../reports/redaction/redact.ts";
import type { ReplayedExchange } from "../../reports/text/replay.ts";
import type { Clock } from "../runtime/clock.ts";
import { type CaseResult, runCase } from "../cases/run-case.ts";
import type { RunIdRewriter } from "./run-id-rewriter.ts";
import type { TargetClient } from "../client/target-client.ts";
import type { Sent } from "../client/sent-exchange.ts";
import type { FoundCase } from "./stored-case.ts";
import { isSameRequest } from "./journal-executor.ts";

/** What sending a case again needs. */
export interface ReplayParts {
  readonly sender: TargetClient;
  readonly clock: Clock;
  readonly renaming: RunIdRewriter;
  /** Redacts the printed exchanges. */
  readonly redactor: Redactor;
  /** Redacts as the run did, to compare with its journal. */
  readonly storedRedactor: Redactor;
}

/** A case that was sent again. */
export interface Replayed {
  readonly result: CaseResult;
  /** By their steps; also those that could not be judged. */
  readonly exchanges: ReadonlyMap<number, ReplayedExchange>;
  /** Answers as they came, by their steps. */
  readonly answers: ReadonlyMap<number, WireResponse>;
}

/** Sends a case of a stored run again and compares each request with the stored one; new tokens replace those that the run got. */
export async function replayCase({ one, at, exchanges: stored }: FoundCase, parts: ReplayParts): Promise<Replayed> {
  const { sender, clock, renaming, redactor } = parts;
  const exchanges = new Map<number, ReplayedExchange>();
  const answers = new Map<number, WireResponse>();
  const tokens = new Map<string, string>();
  const ask = async (probe: Probe, { kind }: { readonly kind: string }, step: number): Promise<Sent> => {
    const before = stored.get(step);
    const isAsStored = before !== undefined && isSame(probe, before, { tokens, redactor: parts.storedRedactor, ofClient: kind === "client" });
    const sending = renaming.probe(probe);
    const { method, path, headers, body } = redactor.request(sending.request);
    const shown = { request: { method, path, headers, body: toRecordedBody(body) }, isAsStored };
    const sent = await sender.send(sending, "confirmation", { part: "confirmation", case: one.id, repetition: at.repetition, step });
    if ("sendError" in sent) {
      exchanges.set(step, { ...shown, response: { failure: { kind: "not judged", message: redactor.text(sent.sendError.reason) } } });
      return sent;
    }
    const { attempts, response, failure } = sent.judged;
    exchanges.set(step, {
      ...shown,
      response:
        response === undefined
          ? { failure: { kind: failure?.kind ?? "lost-before-answer", message: redactor.text(failure?.message ?? "no answer") } }
          : recorded(redactor.response(response)),
    });
    if (response === undefined) return { judged: { ...sent.judged, probe, request: probe.request } };
    answers.set(step, response);
    const understood = renaming.response(response);
    noteToken(tokens, understood, before);
    return { judged: { probe, request: probe.request, attempts, answer: readAnswer(understood), response: understood } };
  };
  const result = await runCase(one, at.repetition, { ask, wait: (ms) => clock.sleep(ms), memoryBudget: sender.memoryBudget });
  return { result, exchanges, answers };
}

function recorded({ status, headers, body }: WireResponse): ReplayedExchange["response"] {
  return { status, headers, body: toRecordedBody(body) };
}

/** Maps a new token to the token that the run got at the same step. */
function noteToken(tokens: Map<string, string>, response: WireResponse, before: JournalExchange | undefined): void {
  if (before === undefined || "failure" in before.response) return;
  const now = memberOf(readAnswer(response).object, "NextToken");
  const then = memberOf(readAnswer({ ...before.response, body: fromRecordedBody(before.response.body) }).object, "NextToken");
  if (typeof now === "string" && typeof then === "string" && now !== "") tokens.set(JSON.stringify(now), JSON.stringify(then));
}

interface Comparing {
  readonly tokens: ReadonlyMap<string, string>;
  readonly redactor: Redactor;
  readonly ofClient: boolean;
}

/** Whether a request equals what the run sent at this step, tokens aside. */
function isSame({ request }: Probe, { request: sent }: JournalExchange, { tokens, redactor, ofClient }: Comparing): boolean {
  const taken = redactor.request(request);
  if (isSameRequest(taken, sent, ofClient)) return true;
  const text = textOf(toRecordedBody(taken.body));
  if (text === undefined) return false;
  const body = [...tokens].reduce((left, [now, then]) => left.replaceAll(now, () => then), text);
  return isSameRequest({ ...taken, body: new Uint8Array(Buffer.from(body)) }, sent, ofClient);
}
