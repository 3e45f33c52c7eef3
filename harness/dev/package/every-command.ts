/** One use of a command, as a user of the package types it. */
export interface Use {
  readonly args: readonly string[];
  /** Exit status that it is to end with. */
  readonly exit: number;
  /** What standard output is to show. */
  readonly shows: RegExp;
}

/** What uses are about. */
export interface CommandContext {
  /** Where `serve` listens. */
  readonly url: string;
  readonly page: string;
}

const narrow = ["--only", "request/max-results,paging/finds-every-session", "--effort", "quick"];

/** A use of each command that ends by itself, in an order in which one leaves what the next reads. `serve` and `proof` go on until they are stopped. */
export function usesOf({ url, page }: CommandContext): readonly Use[] {
  const own = ["--endpoint", url];
  return [
    { args: ["--version"], exit: 0, shows: /^\d+\.\d+\.\d+$/mu },
    { args: ["run", ...narrow, "--format", "terminal,json,html,junit,ctrf,markdown,har,evidence,badge", "--out", "embedded"], exit: 0, shows: /^INCOMPLETE/mu },
    { args: ["run", ...narrow, ...own, "--out", "served"], exit: 1, shows: /^FAILS/mu },
    { args: ["list"], exit: 0, shows: /request\/max-results\/refuses-wrong-type/u },
    { args: ["explain", "request/max-results/refuses-wrong-type", "--run", "served"], exit: 0, shows: /MaxResults/u },
    { args: ["corpus", "--only", "request/max-results"], exit: 0, shows: /^\{.*MaxResults/mu },
    { args: ["compare", "embedded", "served"], exit: 1, shows: /request\/max-results\/refuses-wrong-type/u },
    { args: ["matrix", "embedded", "served", "--format", "markdown"], exit: 0, shows: /max-results/u },
    { args: ["report", "served", "--format", "markdown", "--out", "again"], exit: 0, shows: /^/u },
    { args: ["rejudge", "served"], exit: 0, shows: /served|same|verdict/iu },
    {
      args: ["replay", "request/max-results/refuses-wrong-type#MaxResults/type/numeric-string-with-blanks", "--run", "served"],
      exit: 1,
      shows: /numeric-string/u,
    },
    { args: ["cleanup", "served"], exit: 0, shows: /^Nothing to do/mu },
    { args: ["extract", page, "--json"], exit: 0, shows: /"operation": ?"Ping"/u },
  ];
}
