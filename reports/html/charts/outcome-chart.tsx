import type { VNode } from "preact";
import { requirementSubject, subjectsOf } from "../../record/requirement-subject.ts";
import { ChartFigure, Keys } from "./figure.tsx";
import { nameOf, type Tone } from "../document/outcome.tsx";
import type { RunView } from "../view/run-view.ts";

const tones: readonly Tone[] = ["failed", "warned", "accepted", "errored", "unexercised", "skipped", "passed"];
const [barStart, width, rowHeight] = [170, 640, 32];

/** How many requirements of each subject passed and failed. */
export function OutcomeChart({ view: { record, toneOfRequirement } }: { view: RunView }): VNode {
  const requirements = [...new Set(record.checks.map(({ requirement }) => requirement))];
  const subjects = subjectsOf(requirements);
  const rows = subjects.map((subject) => {
    const found = requirements.filter((one) => requirementSubject(one) === subject).map(toneOfRequirement);
    return { subject, counts: tones.map((tone) => found.filter((one) => one === tone).length), all: found.length };
  });
  const present = tones.map((tone, index) => ({ tone, index })).filter(({ index }) => rows.some(({ counts }) => (counts[index] ?? 0) > 0));
  const most = Math.max(1, ...rows.map(({ all }) => all));
  const unit = (width - barStart - 40) / most;
  const broken = requirements.filter((one) => ["failed", "warned"].includes(toneOfRequirement(one) ?? "")).length;
  return (
    <ChartFigure
      id="outcomes"
      title="Requirements by subject"
      summary={`${String(broken)} of ${String(requirements.length)} requirements are broken; each counts by the worst outcome of its properties.`}
      columns={["Subject", ...present.map(({ tone }) => nameOf(tone))]}
      rows={rows.map(({ subject, counts }) => ({ name: subject, values: present.map(({ index }) => counts[index] ?? 0) }))}
    >
      <Keys keys={present.map(({ tone }) => ({ tone, name: nameOf(tone) }))} />
      <svg viewBox={`0 0 ${String(width)} ${String(rows.length * rowHeight)}`} aria-hidden="true" class="chart">
        {rows.map(({ subject, counts, all }, row) => {
          const y = row * rowHeight;
          return (
            <g>
              <text x={barStart - 12} y={y + 20} class="axis end">
                {subject}
              </text>
              {present.map(({ tone, index }) => {
                const count = counts[index] ?? 0;
                const before = counts.slice(0, index).reduce((sum, one) => sum + one, 0);
                if (count === 0) return undefined;
                return (
                  <>
                    <rect class={`bar ${tone}`} x={rounded(barStart + before * unit)} y={y + 4} width={rounded(count * unit - 1.5)} height={24} rx={2} />
                    {count * unit > 18 ? (
                      <text class={`inside ${tone}`} x={rounded(barStart + (before + count / 2) * unit)} y={y + 20}>
                        {count}
                      </text>
                    ) : undefined}
                  </>
                );
              })}
              <text x={rounded(barStart + all * unit + 6)} y={y + 20} class="axis">
                {all}
              </text>
            </g>
          );
        })}
      </svg>
    </ChartFigure>
  );
}

function rounded(value: number): number {
  return Math.round(value * 10) / 10;
}
