import { reportStyles } from "./report-styles.ts";

/** Colours, light and dark; text on its ground has a contrast of at least 4.5. */
const palette = `
:root {
  color-scheme: light dark;
  --ground: light-dark(#f5f6f8, #13161a);
  --surface: light-dark(#ffffff, #1a1e24);
  --sunk: light-dark(#f0f2f5, #13171c);
  --line: light-dark(#dce0e6, #313843);
  --text: light-dark(#1c2127, #e4e8ed);
  --muted: light-dark(#57606b, #a0aab6);
  --link: light-dark(#0b57a8, #82b9fb);
  --failed: light-dark(#b0221b, #ff9389);
  --failed-ground: light-dark(#fdeeec, #3a1f1e);
  --warned: light-dark(#885100, #f0b662);
  --warned-ground: light-dark(#fff4e2, #362a17);
  --passed: light-dark(#1a693b, #7fd09b);
  --passed-ground: light-dark(#e9f5ed, #17301f);
  --open: light-dark(#5d4a94, #c2acf2);
  --open-ground: light-dark(#f2eefb, #2a2438);
  --quiet: light-dark(#57606b, #a0aab6);
  --quiet-ground: light-dark(#eef0f3, #272d35);
  --differs: light-dark(#ffe9a8, #57470f);
}
:root[data-theme="light"] { color-scheme: light; }
:root[data-theme="dark"] { color-scheme: dark; }
.failed { --tone: var(--failed); --tone-ground: var(--failed-ground); }
.warned, .accepted { --tone: var(--warned); --tone-ground: var(--warned-ground); }
.passed { --tone: var(--passed); --tone-ground: var(--passed-ground); }
.errored, .unexercised { --tone: var(--open); --tone-ground: var(--open-ground); }
.skipped { --tone: var(--quiet); --tone-ground: var(--quiet-ground); }
`;

/** Styles that only comparisons and matrices use. */
const overviewStyles = `
main > .verdict.whole { grid-template-columns: minmax(0, 1fr); }
.note.remarks { padding-left: 2rem; display: grid; gap: 0.3rem; font-size: 0.875rem; }
.matrix-title { margin-top: 1.5rem; font-size: 1.75rem; font-weight: 700; letter-spacing: -0.02em; }
.shares { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 21rem), 1fr)); gap: 0.75rem; margin-top: 0.75rem; }
.share { padding: 0.8rem 1rem; min-width: 0; overflow-wrap: anywhere; }
.bar-row { display: grid; grid-template-columns: 4rem minmax(0, 1fr); gap: 0.15rem 0.6rem; align-items: center; margin-top: 0.5rem; }
.bar-row .level { justify-self: start; }
.bar-row .small { grid-column: 2; }
.bar-row .share-bar { width: 100%; height: 0.6rem; background: var(--open-ground); border: 1px solid var(--line); border-radius: 4px; }
.share-bar rect { fill: var(--tone); }
.runs { margin-top: 0.75rem; table-layout: fixed; }
.runs th:first-child { width: 24%; }
.runs + p { margin-top: 0.75rem; }
.grid { overflow: auto; max-height: calc(100vh - 5rem); margin-top: 0.75rem; }
.grid table { border-collapse: separate; border-spacing: 0; width: auto; min-width: 100%; }
.grid th, .grid td { min-width: 8rem; max-width: 12rem; background: var(--surface); }
.grid th:first-child { position: sticky; left: 0; z-index: 1; min-width: 18rem; max-width: 28rem; border-right: 1px solid var(--line); }
.grid thead th { position: sticky; top: 0; z-index: 1; color: var(--text); }
.grid thead th:first-child { z-index: 2; }
.grid th .small { display: block; font-weight: 400; }
.grid .level-row > * { background: var(--sunk); font-weight: 650; }
.grid .outcome { white-space: normal; border-radius: 8px; }
.grid td a { text-decoration: none; }
.grid.service th, .grid.service td { min-width: 4.5rem; max-width: none; }
.grid.service th:first-child { min-width: 12rem; overflow-wrap: anywhere; }
.grid.service td:last-child { min-width: 16rem; overflow-wrap: anywhere; }
.grid.service .outcome { white-space: nowrap; }
.grid.service .number { text-align: right; font-variant-numeric: tabular-nums; }
.grid tr:target > *, .grid td:target { background: var(--differs); }
.reasons { margin-top: 0.6rem; }
.reasons p { margin-top: 0.4rem; font-size: 0.875rem; overflow-wrap: anywhere; }
@media (max-width: 44rem) {
  .matrix-title { font-size: 1.375rem; }
  .runs :is(th, td) { padding-left: 0.4rem; padding-right: 0.4rem; }
  .runs th:first-child { width: 5.25rem; }
  .grid th:first-child { min-width: 9.5rem; max-width: 9.5rem; font-size: 0.8125rem; }
  .grid th, .grid td { min-width: 6rem; max-width: 7rem; }
  .grid.service th:first-child { min-width: 9.5rem; }
  .grid.service td:last-child { min-width: 40rem; }
  .grid th .small { font-size: 0.6875rem; }
}
`;

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
