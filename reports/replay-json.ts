import type { Replay, ReplayStep } from "./replay.ts";
import { safeJson } from "./safe-json.ts";

/** A case that was sent again as JSON, by `replay.schema.json`. */
export function renderReplayJson({ caseId, property, endpoint, isSent, steps, conclusion, exit }: Replay): string {
  return safeJson({ schemaVersion: 1, caseId, property, endpoint, sent: isSent, steps: steps.map(tellStep), conclusion, exit });
}

function tellStep(step: ReplayStep): object {
  if ("curl" in step) return { request: step.request, curl: step.curl };
  const violations = step.violations.map(({ property, level, violation }) => ({ property, level, ...violation }));
  return { request: step.request, sameAsInRun: step.isAsStored, response: step.response, violations };
}
