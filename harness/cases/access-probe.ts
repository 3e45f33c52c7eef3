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
 * What a run may ask for: where a broken request is denied, a good one with the same members shows once whether that is a matter of permission. Of
 * operations that change something nothing is asked, so a denial stands.
 */
export class AccessProbe {
  readonly #contract: Contract;
  readonly #player: CaseExecutor;
  readonly #asked = new Map<string, Promise<void>>();
  readonly #letIn = new Set<string>();

  constructor(contract: Contract, player: CaseExecutor) {
    this.#contract = contract;
    this.#player = player;
  }

  /** Whether a good request with these members was let in. */
  has(members: readonly string[]): boolean {
    return this.#letIn.has(keyOf(members));
  }

  /** Asks for what is not known yet of the denied requests of a case. */
  async ask({ steps }: CaseResult): Promise<void> {
    const denied = steps.flatMap(({ judged, forProperty }) => (forProperty ? [deniedMembers(judged)] : []));
    for (const members of denied) {
      if (members === undefined) continue;
      const key = keyOf(members);
      const asking = this.#asked.get(key) ?? this.#send(key, members);
      this.#asked.set(key, asking);
      await asking;
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
    if (!this.#player.has(one, once)) return;
    const result = await this.#player.play(one, once);
    this.#player.judged(result, once, []);
    if (result.sendError === undefined && result.suiteError === undefined && result.judgement.unexercised === undefined) this.#letIn.add(key);
  }
}

function keyOf(members: readonly string[]): string {
  return members.join("+");
}
