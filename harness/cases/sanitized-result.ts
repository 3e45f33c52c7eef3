import type { WireResponse } from "../../properties/core/exchange.ts";
import type { Violation } from "../../properties/core/property.ts";
import { nothingFound } from "../../properties/core/script.ts";
import type { Normaliser } from "../../reports/redaction/normalise.ts";
import type { Redactor } from "../../reports/redaction/redact.ts";
import { responseSize } from "../client/response-size.ts";
import type { CaseResult } from "./run-case.ts";

/** How much of the answers of a case is kept, and of each of them at least. */
const keptBytesOfCase = 262_144;
const keptBytesOfAnswer = 16_384;
/** Read beyond that, so that no secret is cut in two. */
const marginBytes = 65_536;

/**
 * Sanitizes the results of cases: secrets are redacted, and `{run}`, `{token:1}` and the like replace what varies from run to run. Many properties
 * may fail on one case, so its answers are sanitized once.
 */
export class ResultSanitizer {
  readonly #redactor: Pick<Redactor, "violation" | "response">;
  readonly #createNormaliser: () => Normaliser;
  readonly #kept = new WeakMap<CaseResult, CaseResult>();
  readonly #normalisers = new WeakMap<CaseResult, Normaliser>();

  /** `createNormaliser` makes one for a single case. */
  constructor(redactor: Pick<Redactor, "violation" | "response">, createNormaliser: () => Normaliser) {
    this.#redactor = redactor;
    this.#createNormaliser = createNormaliser;
  }

  /** Without what must not be stored; `step` is the index of the step whose answer the violation points into. */
  redacted(result: CaseResult, violation: Violation, step = -1): Violation {
    return this.#redactor.violation(violation, result.steps[step]?.judged.response);
  }

  /** As `redacted`, with names for what varies. */
  reported(result: CaseResult, violation: Violation, step?: number): Violation {
    return this.#normaliserOf(result).violation(this.redacted(result, violation, step));
  }

  /** A result as it is kept: of long answers the beginning, redacted, and nothing that was read from them. */
  kept(result: CaseResult): CaseResult {
    const known = this.#kept.get(result);
    if (known !== undefined) return known;
    const answers = result.steps.filter(({ judged }) => judged.response !== undefined).length;
    const maxBytes = Math.max(keptBytesOfAnswer, Math.floor(keptBytesOfCase / answers));
    const steps = result.steps.map((step) => {
      const { answer: _, response, ...judged } = step.judged;
      if (response === undefined || responseSize(response).bytes <= maxBytes) return step;
      return { ...step, judged: { ...judged, answer: undefined, response: this.#begun(response, maxBytes) } };
    });
    // A judgement names exchanges, with their whole answers.
    const kept = { ...result, judgement: nothingFound, steps };
    this.#kept.set(result, kept);
    // What is cut is not cut again.
    this.#kept.set(kept, kept);
    return kept;
  }

  #begun(response: WireResponse, maxBytes: number): WireResponse {
    // Where it is held compressed it is unpacked once.
    const { body: all, ...rest } = response;
    const { body } = this.#redactor.response({ ...rest, body: all.subarray(0, maxBytes + marginBytes) });
    return { ...rest, body: body.slice(0, maxBytes), whole: responseSize(response).bytes };
  }

  /** One that knows the tokens of a case. */
  #normaliserOf(result: CaseResult): Normaliser {
    const known = this.#normalisers.get(result);
    if (known !== undefined) return known;
    const normaliser = this.#createNormaliser();
    for (const { judged } of this.kept(result).steps) {
      normaliser.request(judged.request);
      if (judged.response !== undefined) normaliser.response(judged.response.whole === undefined ? this.#redactor.response(judged.response) : judged.response);
    }
    this.#normalisers.set(result, normaliser);
    return normaliser;
  }
}
