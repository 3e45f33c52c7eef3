import { escapeText } from "../encoding/escape.ts";
import type { RunRecord, Verdict } from "../record/run-record.ts";
import { safeJson } from "../encoding/safe-json.ts";
import { rulingOf } from "../verdict/verdict.ts";

const colours: Readonly<Record<Verdict, string>> = { conforms: "brightgreen", fails: "red", incomplete: "yellow" };

/** The verdict as JSON for the `endpoint` badge of shields.io. */
export function renderBadge(record: RunRecord): string {
  const { verdict, exit } = rulingOf(record);
  const isStale = exit !== 0 && verdict === "conforms";
  const { operation } = record.suite.contract;
  const badge = {
    schemaVersion: 1,
    label: `${escapeText(operation)} conformance`,
    message: `${messageOf(record)}${isStale ? ", baseline out of date" : ""}`,
    color: isStale ? "orange" : colours[verdict],
  };
  return safeJson(badge);
}

function messageOf({ verdict, checks }: RunRecord): string {
  const musts = checks.filter(({ level, status }) => level === "must" && status !== "skipped");
  const passed = musts.filter(({ status }) => status === "passed").length;
  const accepted = musts.filter(({ baselined }) => baselined).length;
  const counts = `${String(passed)} of ${String(musts.length)} must${accepted > 0 ? `, ${String(accepted)} baselined` : ""}`;
  return musts.length === 0 ? verdict : `${verdict}, ${counts}`;
}
