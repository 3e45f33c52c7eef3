import { linesOfJournal } from "../../../reports/record/journal.ts";
import { createDirectTransport } from "../../transport/direct-transport.ts";
import { resolveSettings } from "../../config/settings.ts";
import { createService } from "../../reference/service/service.ts";
import { judgeTarget } from "../../run/run-conformance.ts";
import { createVirtualClock } from "../../runtime/virtual-clock.ts";

/** How many requests each case takes, by its id, in a default run against the reference service. */
export async function requestsByCase(): Promise<ReadonlyMap<string, number>> {
  const clock = createVirtualClock(Date.UTC(2025, 0, 1, 12));
  let ids = 0;
  const uuid = (): string => `00000000-0000-4000-8000-${String((ids += 1)).padStart(12, "0")}`;
  const counts = new Map<string, number>();
  const add = (id: string, requests: number): void => void counts.set(id, (counts.get(id) ?? 0) + requests);
  await judgeTarget(
    {
      settings: resolveSettings({}, {}),
      transport: createDirectTransport(createService({ now: () => clock.now(), uuid }), clock),
      clock,
      runId: "0000000000",
      credentials: { found: { accessKeyId: "test", secretAccessKey: "test" } },
    },
    {
      journal: (lines) => {
        for (const line of linesOfJournal(lines)) {
          if (line.kind === "exchange" && line.case !== undefined && line.purpose === "properties") add(line.case, 1);
          if (line.kind === "case" && line.part === "properties") add(line.case, 0);
        }
      },
    },
  );
  return counts;
}
