import { escapeText } from "../encoding/escape.ts";
import { type Layout, painter, plain, wrap } from "../encoding/layout.ts";
import type { Matrix } from "./matrix.ts";
import { shareInWords } from "./matrix-wording.ts";

/** A matrix as text: warnings, and each target's shares. The table itself is too wide for a terminal. */
export function renderMatrix({ targets, rows, remarks }: Matrix, layout: Layout): string {
  const paint = painter(layout);
  const heads = targets.flatMap(({ name, record, shares }) => [
    `${paint("bold", escapeText(name))} ${record.verdict}`,
    ...shares.filter(({ level, all }) => level !== "may" && all > 0).map((share) => `  ${share.level.padEnd(6)} ${shareInWords(share)}`),
  ]);
  const lines = remarks.flatMap((remark) => wrap(plain(escapeText(remark), layout), { width: layout.width, first: "! ", hanging: 2 }));
  const differing = rows.filter(({ differs }) => differs).length;
  const last = `${String(rows.length)} requirements; targets differ on ${String(differing)}.`;
  return [...heads, ...(lines.length === 0 ? [] : ["", ...lines]), "", last, ""].join("\n");
}
