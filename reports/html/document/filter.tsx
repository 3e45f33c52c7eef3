import type { VNode } from "preact";
import { levels } from "../../record/levels.ts";

/** What a filter offers. */
interface FilterParts {
  /** What it filters, for screen readers. */
  readonly label: string;
  /** The second choice: its name, the label for no choice, and its options by the outcomes of rows. */
  readonly choice: { readonly name: string; readonly all: string; readonly options: Readonly<Record<string, string>> };
  readonly examples: string;
  /** Whether rows have a level; all others have an empty one. */
  readonly hasLevels?: boolean;
}

/** Filters the rows of a page by level, by a second choice and by text, if scripts run. */
export function FilterBar({ label, choice, examples, hasLevels = true }: FilterParts): VNode {
  return (
    <form class="filter panel" data-filter hidden role="search" aria-label={label}>
      {hasLevels && (
        <label>
          Level
          <select name="level">
            <option value="">all levels</option>
            {levels.map((level) => (
              <option value={level}>{level}</option>
            ))}
          </select>
        </label>
      )}
      <label>
        {choice.name}
        <select name="outcome">
          <option value="">{choice.all}</option>
          {Object.entries(choice.options).map(([value, name]) => (
            <option value={value}>{name}</option>
          ))}
        </select>
      </label>
      <label class="grow">
        Text
        <input type="search" name="text" placeholder={`${examples} (press /)`} autocomplete="off" />
      </label>
      <button type="button" class="button" data-clear>
        Clear
      </button>
      <output>all shown</output>
    </form>
  );
}

/** Filters statements and properties. */
export function OutcomeFilter(): VNode {
  const options = {
    failed: "failed",
    accepted: "accepted failure",
    passed: "passed",
    unexercised: "unexercised",
    errored: "errored",
    skipped: "skipped",
  };
  return <FilterBar label="Statements and properties" choice={{ name: "Outcome", all: "all outcomes", options }} examples="MaxResults, paging, 500 …" />;
}
