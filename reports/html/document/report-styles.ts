/** Styles that only the report of a run uses. */
export const reportStyles = `
.small { font-size: 0.8125rem; }
.note { background: var(--open-ground); border-radius: 8px; padding: 0.6rem 0.9rem; margin-top: 1rem; max-width: 56rem; }

main > .verdict { margin-top: 1.5rem; display: grid; grid-template-columns: minmax(0, 5fr) minmax(0, 6fr); gap: 1rem; align-items: start; }
.verdict > .panel { padding: 1.25rem 1.5rem; }
.verdict > .panel:first-child { border-top: 4px solid var(--tone); }
.verdict h1 { font-size: 1rem; font-weight: 400; }
.stamp { display: block; font-size: 2.25rem; font-weight: 700; letter-spacing: -0.02em; line-height: 1.15; color: var(--tone); }
.what { display: block; margin-top: 0.15rem; }
.because { margin: 0.9rem 0 0.75rem; overflow-wrap: anywhere; }
.counts { margin-top: 1rem; }
.counts th, .counts td { padding-block: 0.25rem; }
.counts th, .counts td { padding-inline: 0.35rem; }
.counts th:first-child { padding-left: 0; }
.meaning { margin-top: 0.6rem; }
.causes-title { font-size: 1.0625rem; margin-top: 1rem; }
.causes { margin: 0.4rem 0 0.6rem; padding-left: 1.35rem; display: grid; gap: 0.35rem; font-size: 0.9375rem; overflow-wrap: anywhere; }
.count { font-weight: 650; color: var(--tone); }
.next h2 { font-size: 1.0625rem; }
.next ol { margin-top: 0.6rem; padding-left: 1.35rem; display: grid; gap: 0.7rem; }
.next li::marker { color: var(--muted); font-weight: 600; }
.next .commands { margin: 0.6rem 0; }
.brief { overflow-wrap: anywhere; }
.commands { display: grid; gap: 0.5rem; }
.commands pre { max-height: 12.5rem; overflow-y: auto; }

.filter { display: flex; flex-wrap: wrap; gap: 0.75rem; align-items: end; padding: 0.75rem 1rem; margin-top: 2rem; }
.filter label { display: grid; gap: 0.2rem; font-size: 0.8125rem; color: var(--muted); }
.filter .grow { flex: 1 1 12rem; }
.filter select, .filter input { font: inherit; font-size: 0.875rem; color: var(--text); background: var(--ground); border: 1px solid var(--line); border-radius: 6px; padding: 0.35rem 0.5rem; min-width: 0; width: 100%; height: 2.125rem; }
.filter input::placeholder { color: var(--muted); opacity: 1; }
.filter output { font-size: 0.8125rem; color: var(--muted); padding-bottom: 0.4rem; min-width: 7.5rem; text-align: right; }

.legend { list-style: none; padding: 0; margin: 0.9rem 0 0.5rem; display: flex; flex-wrap: wrap; gap: 0.4rem 1rem; font-size: 0.8125rem; }
.contract-part { margin-top: 1.75rem; padding-bottom: 0.35rem; border-bottom: 1px solid var(--line); }
.contract-group h4 { font-size: 0.9375rem; color: var(--text); margin: 1.1rem 0 0.25rem; }
.contract-group h4.member { font-family: ui-monospace, "SF Mono", Menlo, Consolas, monospace; font-size: 0.875rem; }
.contract-group ul { list-style: none; padding: 0; }
.contract-line { padding: 0.15rem 0; }
.words { display: grid; grid-template-columns: 2.25rem minmax(0, auto) 1fr; gap: 0 0.75rem; align-items: baseline; }
.line-number { text-align: right; font-size: 0.75rem; color: var(--muted); font-variant-numeric: tabular-nums; }
.page-text { overflow-wrap: anywhere; }
.silent .page-text { color: var(--muted); }
.cover { justify-self: start; text-decoration: none; margin-right: 0.3rem; }
.cover .outcome { font-weight: 500; font-size: 0.75rem; }
.demand { display: grid; grid-template-columns: 7.2rem 3.9rem minmax(0, 1fr); gap: 0 0.25rem; align-items: baseline; margin: 0.1rem 0 0.1rem 3rem; padding: 0.2rem 0.6rem; border-left: 3px solid var(--tone); overflow-wrap: anywhere; }
.demand.failed, .demand.warned, .demand.accepted { background: var(--tone-ground); border-radius: 0 6px 6px 0; margin-block: 0.3rem; padding-block: 0.35rem; }
.demand .small { grid-column: 3; color: var(--muted); }
.demand .outcome { justify-self: start; }
.demand .outcome { background: none; padding: 0; }
.demand.passed .outcome { font-weight: 500; }
.demand .level { justify-self: start; }
.silent-run { margin: 0.1rem 0 0.1rem 3rem; font-size: 0.875rem; color: var(--muted); }
.silent-run ul { margin: 0.25rem 0 0 -3rem; }
.aside { margin-top: 1.5rem; }
.plain { padding-left: 1.25rem; margin-top: 0.5rem; font-size: 0.875rem; }
.digest { margin-top: 1rem; font-size: 0.8125rem; overflow-wrap: anywhere; }

.failure { background: var(--surface); border: 1px solid var(--line); border-left: 3px solid var(--tone); border-radius: 8px; margin-top: 0.6rem; }
.failure > summary { padding: 0.7rem 1rem 0.7rem 0.9rem; display: grid; grid-template-columns: 1rem minmax(0, 1fr); gap: 0.15rem 0.35rem; list-style: none; }
.failure > summary::-webkit-details-marker { display: none; }
.failure > summary::before { content: "▸"; grid-row: 1 / span 3; color: var(--muted); }
.failure[open] > summary::before { content: "▾"; }
.failure > summary > * { grid-column: 2; overflow-wrap: anywhere; }
.failure-head strong { font-weight: 600; }
.failure .brief { font-size: 0.9375rem; }
.failure .before { display: block; color: var(--muted); }
.failure .id { color: var(--muted); }
.failure[open] > summary { border-bottom: 1px solid var(--line); }
.failure-body { padding: 0.9rem 1rem 1.1rem 2.15rem; display: grid; gap: 0.6rem; }
.failure-body > h4 { margin-top: 0.5rem; }
.pair { display: grid; grid-template-columns: 1fr 1fr; gap: 0.75rem; margin-top: 0.4rem; }
.pair > div { min-width: 0; display: grid; grid-template-rows: auto 1fr; gap: 0.3rem; }
.lines { background: var(--sunk); border: 1px solid var(--line); border-radius: 8px; padding: 0.6rem 0.75rem; }
.line.differs { position: relative; }
.line.differs::before { content: "▌"; position: absolute; left: -0.75rem; color: var(--warned); }
.bug-report .copyable { margin-top: 0.5rem; }
.bug-report pre { max-height: 20rem; overflow-y: auto; }
.steps ol { padding-left: 1.75rem; margin-top: 0.5rem; display: grid; gap: 0.4rem; font-size: 0.875rem; overflow-wrap: anywhere; }

.rows { list-style: none; padding: 0; margin-top: 0.75rem; background: var(--surface); border: 1px solid var(--line); border-radius: 8px; }
.rows > li { display: grid; grid-template-columns: 8rem 3.6rem minmax(0, 1fr); gap: 0 0.5rem; align-items: baseline; padding: 0.35rem 0.9rem; border-bottom: 1px solid var(--line); overflow-wrap: anywhere; }
.rows > li:last-child { border-bottom: 0; }
.rows .outcome, .rows .level { justify-self: start; }
.rows .observations { grid-column: 3; }
.cause { margin-top: 1.5rem; }
.cause h3 { overflow-wrap: anywhere; }
.cause h3 .muted { font-weight: 400; font-size: 0.875rem; }
.cases ul { list-style: none; padding: 0.3rem 0; display: grid; gap: 0.2rem; overflow-wrap: anywhere; }
.breaches .cases { margin-top: 0.3rem; }
.rows .cases { display: inline; }
.rows .cases[open] { display: block; }
.sign { padding: 1.25rem 1.5rem; }
.sign .facts { border: 0; }
.sign .facts div { padding-inline: 0; }
.signatures { display: grid; grid-template-columns: repeat(3, minmax(0, 1fr)); gap: 1.5rem; margin-top: 3.5rem; }
.signatures div { border-top: 1px solid var(--text); padding-top: 0.3rem; font-size: 0.8125rem; }
.reason { margin-top: 1rem; }
.breaches { table-layout: fixed; }
.breaches .number { width: 4.5rem; }
.breaches th:nth-child(2) { width: 34%; }
.breaches td { overflow-wrap: anywhere; }
.observations { margin: 0.3rem 0 0.2rem; display: flex; flex-wrap: wrap; gap: 0.15rem 1rem; font-size: 0.8125rem; color: var(--muted); }
.observations div { display: flex; gap: 0.4rem; }
.observations dd { color: var(--text); }

.facts { display: grid; gap: 0; margin-top: 0.75rem; background: var(--surface); border: 1px solid var(--line); border-radius: 8px; }
.facts div { display: grid; grid-template-columns: 12rem minmax(0, 1fr); gap: 1rem; padding: 0.4rem 0.9rem; border-bottom: 1px solid var(--line); }
.facts div:last-child { border-bottom: 0; }
.facts dt { color: var(--muted); font-size: 0.875rem; }
.facts dd { overflow-wrap: anywhere; }
#run h3, #proof h3 { margin: 1.25rem 0 0.5rem; }

.charts { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 1rem; margin-top: 0.75rem; }
.figure { padding: 1rem 1.25rem; }
#subjects { margin-top: 1rem; }
.figure details { font-size: 0.8125rem; color: var(--muted); margin-top: 0.5rem; }
.figure table { color: var(--text); table-layout: fixed; }
.figure :is(th, td) { padding: 0.25rem; overflow-wrap: anywhere; }
.chart { display: block; width: 100%; height: auto; margin-top: 0.75rem; }
#subjects .chart { max-width: 52rem; }
.chart text { font-size: 12px; fill: var(--muted); }
.chart .end { text-anchor: end; }
.chart .middle { text-anchor: middle; }
.chart .grid { stroke: var(--line); stroke-width: 1; }
.chart .mark { stroke: var(--text); stroke-width: 1; stroke-dasharray: 3 3; }
.chart .bar { fill: var(--tone); }
.chart .bar.passed, .swatch.passed { opacity: 0.45; }
.chart .inside { text-anchor: middle; fill: var(--ground); font-weight: 600; }
.chart .inside.passed { fill: var(--text); }
.keys { list-style: none; padding: 0; margin-top: 0.5rem; display: flex; flex-wrap: wrap; gap: 0.2rem 1rem; font-size: 0.8125rem; color: var(--muted); }
.swatch { display: inline-block; width: 0.7em; height: 0.7em; border-radius: 2px; background: var(--tone); }
.plain-bar { --tone: var(--link); }
.state-bar { --tone: var(--warned); }
.other-bar { --tone: var(--open); }

@media (max-width: 44rem) {
  .charts { grid-template-columns: minmax(0, 1fr); }
  .chart text { font-size: 22px; }
  .rows > li { grid-template-columns: auto minmax(0, 1fr); }
  .rows > li > span:not(.outcome, .level), .rows .observations { grid-column: 1 / span 2; }
  main > .verdict { grid-template-columns: minmax(0, 1fr); margin-top: 1rem; }
  .verdict > .panel { padding: 1rem; }
  .pair { grid-template-columns: minmax(0, 1fr); }
  .failure-body { padding-left: 1rem; }
  .demand { margin-left: 0; grid-template-columns: auto 1fr; gap: 0.1rem 0.4rem; }
  .demand > :not(.outcome, .level) { grid-column: 1 / span 2; }
  .silent-run { margin-left: 0; }
  .silent-run ul { margin-left: 0; }
  .breaches th:nth-child(2) { width: 36%; }
  .breaches .number { width: 4rem; }
  .words { grid-template-columns: 1.5rem minmax(0, 1fr); }
  .cover { grid-column: 2; }
  .facts div { grid-template-columns: minmax(0, 1fr); gap: 0; }
  .copyable { flex-direction: column; }
  .filter label { flex: 1 1 7rem; }
}
@media print {
  .filter { display: none; }
  .failure, .figure, .rows > li { break-inside: avoid; }
  .sign { break-before: page; border: 0; padding: 0; }
  html:has(#sign:target) :is(main > :not(#sign), .foot, .skip) { display: none; }
  html:has(#sign:target) .sign { break-before: auto; margin: 0; }
}
`;
