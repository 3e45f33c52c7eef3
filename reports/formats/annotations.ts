import { inContractOrder } from "../verdict/contract-order.ts";
import type { Check, RunRecord } from "../record/run-record.ts";
import { lineOf, safe, standingOf } from "../text/check-summary.ts";
import { rulingOf } from "../verdict/verdict.ts";

/** GitHub shows ten annotations of a kind per step and drops the others. */
const maxAnnotations = 10;

/** Workflow commands of GitHub Actions: breaches as errors, then failures that do not fail the run as warnings; at most ten. */
export function renderAnnotations(record: RunRecord): string {
  const of = (standing: string): readonly Check[] => inContractOrder(record, (check) => standingOf(check, record) === standing);
  const breaches = of("breach");
  const commands = [...breaches.map((check) => commandOf("error", check, record)), ...of("minor").map((check) => commandOf("warning", check, record))];
  const { exit, because, verdict } = rulingOf(record);
  const title = `${safe(record.suite.contract.operation, record)} conformance`;
  // A run can also fail without a failed property: no answer, an error of the suite, an outdated baseline.
  if (breaches.length === 0 && exit !== 0) commands.unshift(command("error", `${title}: ${verdict}`, safe(because, record)));
  const rest = commands.length - maxAnnotations;
  const kept =
    rest <= 0
      ? commands
      : [...commands.slice(0, maxAnnotations - 1), command("notice", title, `${String(rest + 1)} more are in the job summary and the reports.`)];
  return kept.map((line) => `${line}\n`).join("");
}

function commandOf(kind: "error" | "warning", check: Check, record: RunRecord): string {
  return command(kind, `${check.level} ${safe(check.id, record)}`, `${lineOf(check, record)} (${safe(check.requirement, record)})`);
}

function command(kind: "error" | "warning" | "notice", title: string, message: string): string {
  return `::${kind} title=${escapeData(title).replaceAll(":", "%3A").replaceAll(",", "%2C")}::${escapeData(message)}`;
}

function escapeData(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}
