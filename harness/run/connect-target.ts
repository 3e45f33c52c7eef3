import { idPrefix } from "../../properties/core/fixtures.ts";
import { contractOf } from "../../spec/contracts/shipped-contracts.ts";
import { createRedactor, type Redactor } from "../../reports/redaction/redact.ts";
import { harmlessOf } from "../selection/case-context.ts";
import { systemClock } from "../runtime/clock.ts";
import { HarnessError } from "../runtime/harness-error.ts";
import type { Settings } from "../config/settings.ts";
import { TargetClient } from "../client/target-client.ts";
import { Signatures } from "../transport/sent-signatures.ts";
import { createSigner } from "../transport/signer.ts";
import { createdId } from "../client/write-guard.ts";
import { embeddedUrl, findCredentials, secretsOf, transportFor } from "../transport/target.ts";

/** A way to talk to a target outside of a run. */
export interface TargetConnection {
  readonly sender: TargetClient;
  readonly redactor: Redactor;
  /** Ids of the sessions that the target was asked to create, in the order of asking. */
  readonly created: ReadonlySet<string>;
  readonly close: () => Promise<void>;
}

/** Whose sessions may be changed through the connection. */
interface Run {
  readonly runId: string;
  /** Whether nothing may be created, changed or deleted. */
  readonly observes?: boolean;
  /** Ids that its journal says it created. */
  readonly left?: readonly string[] | undefined;
}

/** Connects to a target; `onSession` is called before a session is created. Throws a HarnessError where there are no credentials. */
export async function connectTarget(settings: Settings, run: Run, onSession: (id: string) => void): Promise<TargetConnection> {
  const credentials = await findCredentials(settings);
  if ("problem" in credentials) throw new HarnessError("usage", credentials.problem, undefined, "credentials-refused");
  const transport = await transportFor(settings);
  const created = new Set<string>();
  const ownPrefix = idPrefix(run);
  const signatures = new Signatures();
  const sender = new TargetClient({
    transport,
    signer: signatures.watching(createSigner({ endpoint: settings.endpoint ?? embeddedUrl, region: settings.region, clock: systemClock }, credentials.found)),
    clock: systemClock,
    limits: { maxRequests: undefined, deadline: undefined, rate: settings.rate, headers: settings.headers },
    control: harmlessOf(contractOf("ListSessions")),
    owns: (id) => created.has(id) || id.startsWith(ownPrefix) || run.left?.includes(id) === true,
    observes: run.observes === true,
    beforeSend: ({ request, input }) => {
      const id = createdId(request, input);
      if (id === undefined || created.has(id)) return;
      created.add(id);
      onSession(id);
    },
    afterSend: () => undefined,
  });
  const redactor = createRedactor({
    ownPrefix,
    ownIds: created,
    headers: Object.keys(settings.headers),
    values: secretsOf(credentials.found, settings, process.env),
    isSignature: signatures.has,
  });
  return { sender, redactor, created, close: () => transport.close() };
}
