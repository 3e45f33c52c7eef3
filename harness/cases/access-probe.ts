import type { Contract } from "../../spec/contract.ts";
import { isReading } from "../../spec/operation-traits.ts";
import { deniedMembers } from "../../properties/checks/error-codes.ts";
import type { Case } from "../../properties/core/property.ts";
import { validProbe } from "../../properties/core/request.ts";
import { nothingFound, send, unexercised } from "../../properties/core/script.ts";
import { minimalExample } from "../../properties/generators/minimal-example.ts";
import { addressed } from "../selection/case-context.ts";
import type { CaseResult } from "./run-case.ts";
import type { Occasion, CaseExecutor } from "./case-executor.ts";

const once: Occasion = { part: "confirmation", repetition: 1 };

/**
 * Finds out what a run is permitted: where a broken request is denied, a good one with the same members shows once whether permission is missing.
 * Operations that change something are not probed, so a denial is final.
 */
export class AccessProbe {
  readonly #contract: Contract;
  readonly #executor: CaseExecutor;
  readonly #asked = new Map<string, Promise<void>>();
  readonly #letIn = new Set<string>();

  constructor(contract: Contract, executor: CaseExecutor) {
    this.#contract = contract;
    this.#executor = executor;
  }

  /** Whether a good request with these members was let in. */
  has(members: readonly string[]): boolean {
    return this.#letIn.has(keyOf(members));
  }

  /** Probes what is not known yet of the denied requests of a case. */
  async probe({ steps }: CaseResult): Promise<void> {
    const denied = steps.flatMap(({ judged, forProperty }) => (forProperty ? [deniedMembers(judged)] : []));
    for (const members of denied) {
      if (members === undefined) continue;
      const key = keyOf(members);
      const probing = this.#asked.get(key) ?? this.#send(key, members);
      this.#asked.set(key, probing);
      await probing;
    }
  }

  async #send(key: string, members: readonly string[]): Promise<void> {
    const { operation, request } = this.#contract;
    if (!isReading(this.#contract)) return;
    const input = Object.fromEntries(members.map((name) => [name, minimalExample(request.properties[name] ?? { type: "string" })]));
    const probe = addressed(validProbe(operation, input), this.#contract);
    const one: Case = {
      id: `permission#${key}`,
      script: function* () {
        const { answer } = yield* send(probe);
        return answer?.status === 200 ? nothingFound : unexercised("a good request with the same members is not let in");
      },
    };
    if (!this.#executor.has(one, once)) return;
    const result = await this.#executor.play(one, once);
    this.#executor.judged(result, once, []);
    if (result.sendError === undefined && result.suiteError === undefined && result.judgement.unexercised === undefined) this.#letIn.add(key);
  }
}

function keyOf(members: readonly string[]): string {
  return members.join("+");
}
