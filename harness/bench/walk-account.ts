import { walk } from "../../properties/walk.ts";
import { harmlessOf } from "../case-context.ts";
import { contractOf } from "../../spec/contracts.ts";
import { systemClock } from "../clock.ts";
import { settle } from "../options.ts";
import { Sender } from "../sender.ts";
import { createSigner } from "../signer.ts";
import { findCredentials, transportFor } from "../target.ts";

/** One walk to the end of an account. */
export interface WalkedAccount {
  readonly sessions: number;
  readonly pages: number;
  readonly wallMs: number;
}

// A program of its own, so that its memory is that of a walk: signed requests, answers read, ids compared, and no page kept.
const [url = "", size = "0"] = process.argv.slice(2);
const settings = settle({ endpoint: url }, {});
const transport = await transportFor(settings);
const credentials = await findCredentials(settings);
const sender = new Sender({
  transport,
  signer: createSigner({ endpoint: new URL(url), region: settings.region, clock: systemClock }, "found" in credentials ? credentials.found : undefined),
  clock: systemClock,
  limits: { maxRequests: undefined, deadline: undefined, rate: undefined, headers: {} },
  control: harmlessOf(contractOf("ListSessions")),
  owns: () => false,
  observes: true,
  beforeSend: () => undefined,
  afterSend: () => undefined,
});
const start = performance.now();
const passage = walk(() => ({ MaxResults: 1_000 }), Number(size));
let next = passage.next();
while (next.done !== true) {
  const effect = next.value;
  if (effect.kind !== "send") throw new Error(`a walk only sends, and this one asks for ${effect.kind}`);
  const sent = await sender.send(effect.probe, "properties");
  if ("trouble" in sent) throw new Error(sent.trouble.reason);
  next = passage.next([sent.judged]);
}
const { listed, pages, broken } = next.value;
if (broken !== undefined || listed.size !== Number(size)) throw new Error(`the walk ended with ${String(listed.size)} sessions of ${size}`);
const told: WalkedAccount = { sessions: listed.size, pages: pages.length, wallMs: performance.now() - start };
await transport.close();
process.stdout.write(JSON.stringify(told));
