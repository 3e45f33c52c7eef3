import type { Matrix } from "./matrix.ts";
import { safeJson } from "./safe-json.ts";

/** A matrix as JSON, by `matrix.schema.json`. */
export function renderMatrixJson({ operation, targets, rows, remarks }: Matrix): string {
  const told = {
    schemaVersion: 1,
    operation,
    remarks,
    targets: targets.map(({ name, link, record, shares, stopped }) => ({
      name,
      ...(link === undefined ? {} : { link }),
      endpoint: record.target.endpoint,
      verdict: record.verdict,
      suite: { version: record.suite.version, contract: record.suite.contract.sha256 },
      seed: record.seed,
      effort: record.effort,
      startedAt: record.meta.startedAt,
      ...(stopped === undefined ? {} : { stopped }),
      shares,
    })),
    requirements: rows.map(({ requirement, cells, differs }) => ({ ...requirement, differs, cells })),
  };
  return safeJson(told);
}
