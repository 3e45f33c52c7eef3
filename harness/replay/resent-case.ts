import { readAnswer } from "../../properties/core/answer.ts";
import type { WireRequest, WireResponse } from "../../properties/core/exchange.ts";
import { memberOf } from "../../spec/json.ts";
import type { Case, Effect, Judged, Judgement, Probe, Script } from "../../properties/core/property.ts";
import { fromRecordedBody, textOf, toRecordedBody } from "../../reports/record/recorded-body.ts";
import type { JournalExchange } from "../../reports/record/journal.ts";
import type { Redactor } from "../../reports/redaction/redact.ts";
import type { RunIdRewriter } from "./run-id-rewriter.ts";
import type { FoundCase } from "./stored-case.ts";
import { isSameRequest } from "./journal-executor.ts";

/**
 * A case of a stored run that can be run again: what its script sends has the id of the new run in the place of the old one, and the script reads the answers
 * as if they were of the old run. Each request is compared with the stored one; new tokens stand for those that the run got.
 */
export class ResentCase {
  readonly case: Case;
  /** What it sent, by the steps of the case, and whether that is what the run sent. */
  readonly requests: { readonly request: WireRequest; readonly isAsStored: boolean }[] = [];
  readonly #stored: FoundCase["exchanges"];
  readonly #rewriter: RunIdRewriter;
  readonly #redactor: Redactor;
  readonly #tokens = new Map<string, string>();

  /** `redactor` redacts as the run did. */
  constructor({ one, exchanges }: FoundCase, rewriter: RunIdRewriter, redactor: Redactor) {
    this.case = { ...one, script: (repetition) => this.#run(one.script(repetition)) };
    this.#stored = exchanges;
    this.#rewriter = rewriter;
    this.#redactor = redactor;
  }

  *#run(script: Script): Script {
    let next = script.next();
    while (next.done !== true) {
      const effect: Effect = next.value;
      const first = this.requests.length;
      const probes = effect.kind === "send" ? [effect.probe] : effect.kind === "burst" ? effect.probes : [];
      for (const probe of probes) this.#note(probe, false);
      const exchanges = yield this.#rewriter.forth(effect);
      next = script.next(exchanges.map((exchange, at) => this.#understood(exchange, probes[at], first + at)));
    }
    return this.#rewriter.forth<Judgement>(next.value);
  }

  /** An exchange as the script understands it. */
  #understood(exchange: Judged, asked: Probe | undefined, step: number): Judged {
    const { response, reading } = exchange;
    const probe = asked ?? this.#rewriter.back(exchange.probe);
    // What a client sends is known only now.
    if (asked === undefined) this.#note(probe, true);
    const answered = response === undefined ? undefined : this.#rewriter.response(response);
    if (answered !== undefined) this.#noteToken(answered, this.#stored.get(step));
    return {
      ...exchange,
      probe,
      request: probe.request,
      ...(answered === undefined ? {} : { response: answered, answer: readAnswer(answered) }),
      ...(reading === undefined ? {} : { reading: this.#rewriter.back(reading) }),
    };
  }

  #note(probe: Probe, ofClient: boolean): void {
    const before = this.#stored.get(this.requests.length);
    this.requests.push({ request: this.#rewriter.forth(probe.request), isAsStored: before !== undefined && this.#isSame(probe, before, ofClient) });
  }

  /** Whether a request equals what the run sent at this step, tokens aside. */
  #isSame({ request }: Probe, { request: sent }: JournalExchange, ofClient: boolean): boolean {
    const redacted = this.#redactor.request(request);
    if (isSameRequest(redacted, sent, ofClient)) return true;
    const text = textOf(toRecordedBody(redacted.body));
    if (text === undefined) return false;
    const body = [...this.#tokens].reduce((left, [now, then]) => left.replaceAll(now, () => then), text);
    return isSameRequest({ ...redacted, body: new Uint8Array(Buffer.from(body)) }, sent, ofClient);
  }

  /** Maps a new token to the token that the run got at the same step. */
  #noteToken(response: WireResponse, before: JournalExchange | undefined): void {
    if (before === undefined || "failure" in before.response) return;
    const tokenOf = (answer: WireResponse): unknown => memberOf(readAnswer(answer).object, "NextToken");
    const [now, then] = [tokenOf(response), tokenOf({ ...before.response, body: fromRecordedBody(before.response.body) })];
    if (typeof now === "string" && typeof then === "string" && now !== "") this.#tokens.set(JSON.stringify(now), JSON.stringify(then));
  }
}
