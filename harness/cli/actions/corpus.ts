import { contractOf } from "../../../spec/contracts/shipped-contracts.ts";
import { plainCase } from "../../../properties/operations/accepted-responses.ts";
import { propertiesOf } from "../../../properties/table.ts";
import { corpusLine } from "../../../reports/documents/corpus-line.ts";
import { writeOutputFile } from "../../files/write-output.ts";
import { type RunOptions, resolveSettings } from "../../config/settings.ts";
import { enumerateCases, idsOfCases } from "../../selection/enumerate-cases.ts";
import { select } from "../../selection/selection.ts";

/** Options of `corpus`. */
interface CorpusOptions extends Pick<RunOptions, "seed" | "effort" | "cases" | "only" | "skip"> {
  readonly out?: string;
}

/** Writes the cases that are one request and need no state; prints how many are left out. */
export function writeCorpus({ out, ...options }: CorpusOptions): void {
  const contract = contractOf("ListSessions");
  const settings = resolveSettings(options, {});
  const lines: string[] = [];
  let left = 0;
  const { judged, parts } = select(propertiesOf(contract), settings, idsOfCases(settings, contract));
  for (const property of judged) {
    for (const one of enumerateCases(property, settings)) {
      if (parts.get(property.id)?.(one.id) === false) continue;
      const plain = property.needs === "none" ? plainCase(one, contract) : undefined;
      if (plain === undefined) left += 1;
      else lines.push(corpusLine(property, plain));
    }
  }
  if (out === undefined) process.stdout.write(lines.join(""));
  else writeOutputFile(out, lines.join(""));
  process.stderr.write(
    `glue-conformance: seed ${String(settings.seed)}: ${String(lines.length)} cases written; ${String(left)} left out, since they need state, several requests or the AWS SDK\n`,
  );
}
