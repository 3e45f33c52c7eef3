import type { Catalogue, MatrixTarget } from "./matrix.ts";

/** What has to be known to read a matrix, each a sentence. */
export function matrixRemarksOf(targets: readonly MatrixTarget[], catalogue: Catalogue): readonly string[] {
  const known = new Set(catalogue.properties.map(({ id }) => id));
  const [first] = targets;
  const remarks = targets.flatMap(({ name, record, stopped }) => {
    const { meta, target, checks } = record;
    const told: string[] = [];
    if (stopped !== undefined) told.push(`${name} was not judged, its preflight ended the run. ${stopped}`);
    if (meta.interrupted) told.push(`${name} was interrupted: what it did not get to is not shown.`);
    if (meta.narrowedBy.length > 0) told.push(`${name} was narrowed by ${meta.narrowedBy.join(" ")}: what it was not asked for is not shown.`);
    else if (target.state === "observe") told.push(`${name} was only observed: what needs sessions of our own is not shown.`);
    if (meta.suiteErrors.length > 0) told.push(`The suite itself was at fault in the run of ${name}: ${meta.suiteErrors[0] ?? ""}`);
    const strange = checks.filter(({ id }) => !known.has(id)).length;
    if (strange > 0) told.push(`${name} has ${String(strange)} outcomes of properties that this version of the suite does not know; they are left out.`);
    return told;
  });
  const vary = (what: string, of: (target: MatrixTarget) => string, so: string): readonly string[] =>
    first === undefined || targets.every((target) => of(target) === of(first))
      ? []
      : [`${what}: ${targets.map((target) => `${target.name} ${of(target)}`).join(", ")}. ${so}`];
  return [
    ...vary("The versions of the suite differ", ({ record }) => record.suite.version, "What an older one did not ask is not shown."),
    ...vary("The contracts differ", ({ record }) => record.suite.contract.sha256.slice(0, 12), "Other values are valid from one to the next."),
    ...vary("The effort differs", ({ record }) => record.effort, "More effort finds more."),
    ...remarks,
  ];
}
