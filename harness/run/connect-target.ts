import type { Contract } from "../../spec/contract.ts";
import { contractOf } from "../../spec/contracts/shipped-contracts.ts";
import { isListSessions } from "../../spec/operation-traits.ts";
import { idPrefix } from "../../properties/core/fixtures.ts";
import { createRedactor, type Redactor } from "../../reports/redaction/redact.ts";
import { harmlessOf } from "../selection/case-context.ts";
import { type Clock, systemClock } from "../runtime/clock.ts";
import { HarnessError } from "../runtime/harness-error.ts";
import type { Settings } from "../config/settings.ts";
import type { TargetClientLimits } from "../client/run-limits.ts";
import { TargetClient, type TargetClientParts } from "../client/target-client.ts";
import { createSigner } from "../transport/signer.ts";
import type { Credentials } from "../transport/sigv4.ts";
import type { Transport } from "../transport/transport.ts";
import { createdId } from "../client/write-guard.ts";
import { embeddedUrl, findCredentials, secretsOf, transportFor } from "../transport/target.ts";

/** A way to talk to a target. */
export interface TargetConnection {
  readonly sender: TargetClient;
  readonly redactor: Redactor;
  /** Ids of the sessions that the target was asked to create, in the order of asking. */
  readonly created: ReadonlySet<string>;
}

/** What differs between a run, a replay and a clean-up. */
export interface ConnectionOptions extends Partial<Pick<TargetClientParts, "afterSend" | "onExchange">> {
  /** The run whose sessions may be changed through the connection. */
  readonly runId: string;
  /** Whether nothing may be created, changed or deleted. */
  readonly observes?: boolean;
  /** Further ids that its journal says it created. */
  readonly left?: readonly string[] | undefined;
  /** Called once for each session, before it is created. */
  readonly onSession: (id: string) => void;
  readonly limits?: Omit<TargetClientLimits, "rate" | "headers">;
  /** The operation that is asked; `ListSessions` by default. */
  readonly contract?: Contract;
}

/** What a client sends through. */
interface Way {
  readonly transport: Transport;
  readonly clock: Clock;
  readonly credentials: Credentials | undefined;
}

/** The client of a target with its signer, write guard, limits and redactor: the same for a run, a replay, a clean-up and the proof. */
export function connectThrough(settings: Settings, { transport, clock, credentials }: Way, options: ConnectionOptions): TargetConnection {
  const { runId, observes = false, left = [], onSession, limits, contract = contractOf("ListSessions"), afterSend = () => undefined, onExchange } = options;
  const { endpoint = embeddedUrl, region, signingName, rate, headers } = settings;
  const created = new Set<string>();
  const ownPrefix = idPrefix({ runId });
  const signer = createSigner({ endpoint, region, clock, signingName }, credentials);
  const sender = new TargetClient({
    transport,
    signer,
    clock,
    limits: { maxRequests: undefined, deadline: undefined, ...limits, rate, headers },
    control: harmlessOf(contract),
    owns: (id) => created.has(id) || id.startsWith(ownPrefix) || left.includes(id),
    observes,
    ...(isListSessions(contract) ? {} : { isOwn: (text: string) => text.includes(ownPrefix) }),
    beforeSend: ({ request, input }) => {
      const id = createdId(request, input);
      if (id === undefined || created.has(id)) return;
      created.add(id);
      onSession(id);
    },
    afterSend,
    ...(onExchange === undefined ? {} : { onExchange }),
  });
  const redactor = createRedactor({
    ownPrefix,
    ownIds: created,
    headers: Object.keys(headers),
    values: secretsOf(credentials, settings, process.env),
    isSignature: signer.hasSigned,
  });
  return { sender, redactor, created };
}

/** Connects to the target of the settings outside of a run. Throws a HarnessError where there are no credentials. */
export async function connectTarget(settings: Settings, options: ConnectionOptions): Promise<TargetConnection & { readonly close: () => Promise<void> }> {
  const credentials = await findCredentials(settings);
  if ("problem" in credentials) throw new HarnessError("usage", credentials.problem, undefined, "credentials-refused");
  const transport = await transportFor(settings);
  return { ...connectThrough(settings, { transport, clock: systemClock, credentials: credentials.found }, options), close: () => transport.close() };
}
