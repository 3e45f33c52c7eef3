import { it } from "vitest";
import { judgeTarget } from "../run-conformance.ts";
import { settle } from "../options.ts";
import { createDirectTransport } from "../direct-transport.ts";
import { createVirtualClock } from "../virtual-clock.ts";
import { createService } from "./service.ts";
import { randomUUID } from "node:crypto";
import { propertiesOf } from "../../properties/table.ts";
import { contractOf } from "../../spec/contracts.ts";
it("x", async () => {
  for (let i=0;i<3;i++){
  const clock = createVirtualClock(Date.UTC(2025,0,1,12));
  const service = createService({ now: clock.now, uuid: randomUUID });
  const t = performance.now();
  const run = await judgeTarget({ settings: settle({}, {}), transport: createDirectTransport(service, clock), clock, runId: "0123456789", credentials: { found: { accessKeyId: "test", secretAccessKey: "test" } } });
  console.log(run.ruling, run.record.requests, JSON.stringify(run.record.meta.requests), performance.now() - t, run.leftBehind);
  if(i==0) console.log(run.record.checks.filter(c=>c.status!=="passed").map(c=>[c.id,c.status,c.reason,JSON.stringify(c.violations)]));
  }
  console.log(propertiesOf(contractOf("ListSessions")).map(p=>`${p.level} ${p.kind} ${p.needs} ${p.id}`).join("\n"));
}, 60000);
