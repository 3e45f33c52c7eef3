import type { Environment } from "../service/decisions.ts";
import type { Change } from "./change.ts";
import { type ChangedService, servicesOf, type Traits } from "./changed-service.ts";

/** A named wrong behaviour that can be switched on in the reference service: one small decision, taken as an author of an emulator might take it. */
export interface Fault extends ChangedService {
  /** The level at which the fault must show: that of the property. */
  readonly level: "must" | "should";
  /** Id of the property that must catch it. */
  readonly caughtBy: string;
  /** Its service claims to check signatures: it is judged with `--check-auth`. */
  readonly checkAuth?: true;
  /** Random cases that a run for another operation is given, where a few do not show it. */
  readonly cases?: number;
}

/** What a row says of a fault beside the decisions that it changes. */
export type FaultTraits = Traits & Pick<Fault, "checkAuth" | "cases">;

/** The heading of a table of faults: the property that must catch those below it, until the next heading. */
type Heading = Pick<Fault, "level" | "caughtBy">;

/** The faults of a table, in which a row `property: level` is a heading; `faultsOf` makes those of any other row. */
export function underHeadings<Row extends object, Made>(
  table: Readonly<Record<string, Fault["level"] | Row>>,
  faultsOf: (rows: Readonly<Record<string, Row>>) => readonly Made[],
): readonly (Made & Heading)[] {
  let heading: Heading | undefined;
  return Object.entries(table).flatMap(([key, row]) => {
    if (typeof row === "string") heading = { level: row, caughtBy: key };
    else if (heading === undefined) throw new Error(`the fault ${key} stands below no property`);
    else return faultsOf({ [key]: row }).map((made) => ({ ...made, ...(heading as Heading) }));
    return [];
  });
}

/** A row of a table of faults: in what the service differs, in one part or several. */
type FaultRow = Change | FaultTraits | readonly (Change | FaultTraits)[];

/** Faults by `name: title`, below the properties that must catch them. */
export function faultTable(table: Readonly<Record<string, Fault["level"] | FaultRow>>): readonly Fault[] {
  return underHeadings(table, (rows: Readonly<Record<string, FaultRow>>) => servicesOf<Environment, FaultTraits>(rows));
}
