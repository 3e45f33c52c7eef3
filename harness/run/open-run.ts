import type { Contract } from "../../spec/contract.ts";
import { propertiesOf } from "../../properties/table.ts";
import type { GivenSession } from "../../properties/fixtures/existing-sessions.ts";
import type { Baseline } from "../../reports/verdict/baseline.ts";
import { readBaseline } from "../config/baseline-file.ts";
import { judgedContract } from "../config/judged-contract.ts";
import { type RunOptions, type Settings, resolveSettings } from "../config/settings.ts";
import { readFixture } from "../fixtures/existing-fixtures.ts";
import { type Work, workOf } from "../selection/selection.ts";
import { transportFor } from "../transport/target.ts";
import type { Transport } from "../transport/transport.ts";

/** What a run is to judge. */
export interface RunPlan {
  readonly settings: Settings;
  readonly contract: Contract;
  /** Lines of the page that were not understood, which are not judged. */
  readonly remarks: readonly string[];
  readonly work: Work;
}

/** A run that can begin. */
export interface OpenRun extends RunPlan {
  readonly baseline: Baseline | undefined;
  /** Sessions that the user says are there. */
  readonly given: readonly GivenSession[] | undefined;
  readonly transport: Transport;
}

/** Plans a run. Throws a HarnessError where its options cannot be used. */
export function planRun(options: RunOptions): RunPlan {
  const settings = resolveSettings(options, process.env);
  const { contract, remarks } = judgedContract(options);
  return { settings, contract, remarks, work: workOf(contract, settings) };
}

/** Reads the files of a planned run and makes its transport, which the caller closes. Throws a HarnessError where one of them cannot be used. */
export async function openRun(plan: RunPlan): Promise<OpenRun> {
  const { settings, contract } = plan;
  const ids = propertiesOf(contract).map(({ id }) => id);
  const baseline = settings.baseline === undefined ? undefined : readBaseline(settings.baseline, ids, settings.updateBaseline);
  const given = settings.fixture === undefined ? undefined : readFixture(settings.fixture);
  return { ...plan, baseline, given, transport: await transportFor(settings) };
}
