import type { VNode } from "preact";

/** Narrows the contract and the properties, where scripts run. */
export function Filter(): VNode {
  return (
    <form class="filter panel" data-filter hidden role="search" aria-label="Statements and properties">
      <label>
        Level
        <select name="level">
          <option value="">all levels</option>
          <option value="must">must</option>
          <option value="should">should</option>
          <option value="may">may</option>
        </select>
      </label>
      <label>
        Outcome
        <select name="outcome">
          <option value="">all outcomes</option>
          <option value="failed">failed</option>
          <option value="accepted">accepted failure</option>
          <option value="passed">passed</option>
          <option value="unexercised">unexercised</option>
          <option value="errored">errored</option>
          <option value="skipped">skipped</option>
        </select>
      </label>
      <label class="grow">
        Text
        <input type="search" name="text" placeholder="MaxResults, paging, 500 …" autocomplete="off" />
      </label>
      <button type="button" class="button" data-clear>
        Clear
      </button>
      <output>all shown</output>
    </form>
  );
}
