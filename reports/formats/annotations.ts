import { inContractOrder } from "../verdict/contract-order.ts";
import type { Check, RunRecord } from "../record/run-record.ts";
import { lineOf, safe, standingOf } from "../text/check-summary.ts";
import { rulingOf } from "../verdict/verdict.ts";

/** GitHub shows ten annotations of a kind for a step and drops the others. */
const most = 10;

/** Workflow commands of GitHub Actions for what went wrong: breaches as errors, then what is broken without failing the run as warnings; ten at most. */
export function renderAnnotations(record: RunRecord): string {
  const of = (standing: string): readonly Check[] =>
    inContractOrder(
      record.checks.filter((check) => standingOf(check, record) === standing),
      record,
    );
  const breaches = of("breach");
  const reported = [...breaches.map((check) => commandOf("error", check, record)), ...of("minor").map((check) => commandOf("warning", check, record))];
  const { exit, because, verdict } = rulingOf(record);
  const title = `${safe(record.suite.contract.operation, record)} conformance`;
  // What has no failed property behind it is told as well: no answer, a fault of the suite, an outdated baseline.
  if (breaches.length === 0 && exit !== 0) reported.unshift(command("error", `${title}: ${verdict}`, safe(because, record)));
  const rest = reported.length - most;
  const kept =
    rest <= 0 ? reported : [...reported.slice(0, most - 1), command("notice", title, `${String(rest + 1)} more are in the job summary and in the reports.`)];
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
