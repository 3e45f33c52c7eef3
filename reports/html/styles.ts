import { overviewStyles } from "./overview-styles.ts";
import { palette } from "./palette.ts";
import { reportStyles } from "./report-styles.ts";

const frame = `
* { box-sizing: border-box; }
[hidden] { display: none !important; }
html { background: var(--ground); color: var(--text); font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", sans-serif; scroll-padding-top: 4rem; -webkit-text-size-adjust: 100%; }
body { margin: 0; }
h1, h2, h3, h4, p, ul, ol, dl, dd, pre, figure, table { margin: 0; }
h1, h2, h3, h4 { line-height: 1.25; text-wrap: balance; }
h2 { font-size: 1.375rem; font-weight: 650; letter-spacing: -0.01em; }
h3 { font-size: 1.0625rem; font-weight: 650; }
h4 { font-size: 0.8125rem; font-weight: 600; color: var(--muted); }
a { color: var(--link); text-underline-offset: 0.15em; text-decoration-thickness: 0.06em; }
code, pre, bdi { unicode-bidi: isolate; }
code, pre { font: 0.8125rem/1.5 ui-monospace, "SF Mono", "Cascadia Mono", Menlo, Consolas, "Liberation Mono", monospace; overflow-wrap: anywhere; }
pre { white-space: pre-wrap; tab-size: 2; }
pre code { font: inherit; }
:is(p, li, dd, td, .brief) > code { font-size: 0.875em; }
:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; border-radius: 3px; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.skip { position: absolute; left: -100vw; top: 0; z-index: 3; padding: 0.5rem 1rem; background: var(--surface); }
.skip:focus { left: 0; }
.muted { color: var(--muted); }
.lead { color: var(--muted); max-width: 56rem; margin-top: 0.25rem; text-wrap: pretty; }

.top { position: sticky; top: 0; z-index: 2; display: flex; align-items: center; gap: 1.25rem; padding: 0.5rem max(1rem, calc((100vw - 70rem) / 2)); background: var(--surface); border-bottom: 1px solid var(--line); }
.brand { font-size: 0.875rem; font-weight: 650; white-space: nowrap; overflow: hidden; text-overflow: ellipsis; }
.subject { font-weight: 400; color: var(--muted); margin-left: 0.35em; }
.top nav { display: flex; gap: 1rem; margin-left: auto; font-size: 0.875rem; }
.top nav a { color: var(--muted); text-decoration: none; padding: 0.25rem 0; white-space: nowrap; }
.top nav a:hover { color: var(--text); text-decoration: underline; }
main, .foot { max-width: 72rem; margin: 0 auto; padding: 0 1rem; overflow-wrap: anywhere; }
main > section { margin-top: 3rem; }
.foot { margin-top: 4rem; padding-block: 1.5rem 3rem; border-top: 1px solid var(--line); font-size: 0.8125rem; color: var(--muted); }

.button { font: 500 0.8125rem/1 inherit; font-family: inherit; color: var(--text); background: var(--surface); border: 1px solid var(--line); border-radius: 6px; padding: 0.45rem 0.7rem; cursor: pointer; }
.button:hover { border-color: var(--muted); }
.panel { background: var(--surface); border: 1px solid var(--line); border-radius: 10px; }
.copyable { display: flex; align-items: flex-start; gap: 0.5rem; background: var(--sunk); border: 1px solid var(--line); border-radius: 8px; padding: 0.5rem 0.5rem 0.5rem 0.75rem; }
.copyable pre { flex: 1; min-width: 0; padding: 0.2rem 0; }
.copyable .copy { flex: none; }

.outcome { display: inline-block; color: var(--tone); background: var(--tone-ground); border-radius: 999px; padding: 0.05rem 0.6rem; font-size: 0.8125rem; font-weight: 600; line-height: 1.5; white-space: nowrap; }
.level { display: inline-block; font-size: 0.75rem; font-weight: 600; line-height: 1.4; color: var(--muted); border: 1px solid var(--line); border-radius: 4px; padding: 0 0.35rem; white-space: nowrap; }
.level.must { color: var(--text); border-color: var(--muted); }

table { border-collapse: collapse; width: 100%; font-size: 0.875rem; font-variant-numeric: tabular-nums; }
th, td { text-align: left; vertical-align: top; padding: 0.4rem 0.75rem; border-bottom: 1px solid var(--line); overflow-wrap: break-word; }
thead th { font-size: 0.8125rem; font-weight: 600; color: var(--muted); }
tbody th { font-weight: 500; }
tbody tr:last-child > * { border-bottom: 0; }
.number { text-align: right; }
summary { cursor: pointer; }
details > summary { list-style-position: inside; }
mark { background: var(--differs); color: inherit; border-radius: 2px; padding: 0 0.15em; }

@media (max-width: 44rem) {
  .top { flex-wrap: wrap; gap: 0.25rem 1rem; }
  .brand { flex: 1; min-width: 0; }
  .top nav { order: 3; width: 100%; margin: 0; justify-content: space-between; gap: 0.5rem; font-size: 0.75rem; overflow-x: auto; }
  html { scroll-padding-top: 5.5rem; }
  main > section { margin-top: 2.25rem; }
  th, td { padding: 0.35rem 0.5rem; }
}
@media print {
  .top, .button { display: none; }
  html { background: none; }
}
`;

/** The style of every document of ours. */
export const styles = palette + frame + overviewStyles + reportStyles;
