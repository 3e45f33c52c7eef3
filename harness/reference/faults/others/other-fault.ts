import type { Environment } from "../../service/decisions.ts";
import type { Change } from "../change.ts";
import { servicesOf, type Traits } from "../changed-service.ts";
import { type Fault, underHeadings } from "../fault.ts";

/** The public source of a fault that was really made. */
export interface ReportSource {
  /** Owner and name of the repository that holds the report. */
  readonly project: string;
  /** `#12` an issue, `PR #12` a pull request, `commit 0af643a` the commit that fixed it. */
  readonly report: string;
  /** What was wrong there, in our own words. */
  readonly what: string;
}

/** A fault that others made, in the reference service; either a property of its level catches it, or none is known to. */
export type OtherFault = Omit<Fault, "caughtBy"> &
  Sourced &
  (
    | { readonly caughtBy: string; readonly missed?: never }
    | {
        readonly caughtBy?: never;
        /** Why no property catches it. */
        readonly missed: string;
      }
  );

/** Where a row begins: with the public source. */
interface Sourced {
  readonly source: ReportSource;
}

type SourcedRow = readonly [Sourced, ...(readonly (Change | Traits)[])];

/** The reports of one project. */
export const of =
  (project: string) =>
  (report: string, what: string): Sourced => ({ source: { project, report, what } });

/** Reports of the projects that have several here. */
export const moto = of("getmoto/moto");
export const localstack = of("localstack/localstack");
export const floci = of("floci-io/floci");
export const fakecloud = of("faiscadev/fakecloud");
export const dynalite = of("architect/dynalite");
export const elasticmq = of("softwaremill/elasticmq");
export const ministack = of("ministackorg/ministack");
export const gopherstack = of("BlackbirdWorks/gopherstack");
export const boto = of("boto/boto3");

/** Faults by `name: title`, below the properties that must catch them. */
export function faultTable(table: Readonly<Record<string, Fault["level"] | SourcedRow>>): readonly OtherFault[] {
  return underHeadings(table, (rows: Readonly<Record<string, SourcedRow>>) => servicesOf<Environment, Sourced>(rows));
}

/** Faults that no property catches, and why. */
export function missed(level: Fault["level"], why: string, rows: Readonly<Record<`${string}: ${string}`, SourcedRow>>): readonly OtherFault[] {
  return servicesOf<Environment, Sourced>(rows).map((service) => ({ ...service, level, missed: why }));
}
