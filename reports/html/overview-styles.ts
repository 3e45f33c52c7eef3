/** The style of what only comparisons and matrices show. */
export const overviewStyles = `
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
.grid tr:target > *, .grid td:target { background: var(--differs); }
.reasons { margin-top: 0.6rem; }
.reasons p { margin-top: 0.4rem; font-size: 0.875rem; overflow-wrap: anywhere; }
@media (max-width: 44rem) {
  .matrix-title { font-size: 1.375rem; }
  .runs :is(th, td) { padding-left: 0.4rem; padding-right: 0.4rem; }
  .runs th:first-child { width: 5.25rem; }
  .grid th:first-child { min-width: 9.5rem; max-width: 9.5rem; font-size: 0.8125rem; }
  .grid th, .grid td { min-width: 6rem; max-width: 7rem; }
  .grid th .small { font-size: 0.6875rem; }
}
`;
