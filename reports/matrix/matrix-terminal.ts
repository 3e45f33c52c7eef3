import { escapeText } from "../encoding/escape.ts";
import { type Layout, painter, plain, wrap } from "../encoding/layout.ts";
import type { Matrix } from "./matrix.ts";
import { shareInWords } from "./matrix-wording.ts";

/** A matrix as text: what has to be known, and each target's shares. The table itself is for wider pages. */
export function renderMatrix({ targets, rows, remarks }: Matrix, layout: Layout): string {
  const paint = painter(layout);
  const heads = targets.flatMap(({ name, record, shares }) => [
    `${paint("bold", escapeText(name))} ${record.verdict}`,
    ...shares.filter(({ level, all }) => level !== "may" && all > 0).map((share) => `  ${share.level.padEnd(6)} ${shareInWords(share)}`),
  ]);
  const reported = remarks.flatMap((remark) => wrap(plain(escapeText(remark), layout), { width: layout.width, first: "! ", hanging: 2 }));
  const differing = rows.filter(({ differs }) => differs).length;
  const last = `${String(rows.length)} requirements; targets differ on ${String(differing)}.`;
  return [...heads, ...(reported.length === 0 ? [] : ["", ...reported]), "", last, ""].join("\n");
}
