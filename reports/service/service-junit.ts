import Builder from "fast-xml-builder";
import { escapeText } from "../encoding/escape.ts";
import type { OperationResult, ServiceRecord } from "../record/service-record.ts";
import { countsInWords } from "./service-wording.ts";

type Node = Readonly<Record<string, unknown>>;

/** A service as JUnit XML: a test case for each operation, and one for the server. */
export function renderServiceJunit({ operations, server, source, target, suite }: ServiceRecord): string {
  const ofServer: OperationResult = {
    ...server,
    operation: "server",
    target: "server",
    outcome: server.must.failed > 0 ? "fails" : server.run === undefined ? "not-judged" : "conforms",
    reason: "",
  };
  const all = [ofServer, ...operations];
  const failures = all.filter(({ outcome }) => outcome === "fails").length;
  const skipped = all.filter(({ outcome }) => outcome !== "fails" && outcome !== "conforms").length;
  const counts = { "@tests": String(all.length), "@failures": String(failures), "@errors": "0" };
  const seconds = all.reduce((sum, one) => sum + one.seconds, 0).toFixed(3);
  const name = escapeText(`${suite.name}: ${source.name} of ${target.name}`);
  const root = {
    "@name": name,
    ...counts,
    "@time": seconds,
    testsuite: [{ "@name": name, ...counts, "@skipped": String(skipped), "@time": seconds, testcase: all.map(caseOf) }],
  };
  const builder = new Builder({ ignoreAttributes: false, attributeNamePrefix: "@", format: true, suppressEmptyNode: true, suppressBooleanAttributes: false });
  return `<?xml version="1.0" encoding="UTF-8"?>\n${builder.build({ testsuites: root }).trimEnd()}\n`;
}

function caseOf(one: OperationResult): Node {
  const { target, outcome, reason, seconds } = one;
  const named = { "@name": escapeText(target), "@classname": escapeText(target.split(".", 1)[0] ?? target), "@time": seconds.toFixed(3) };
  const message = escapeText(reason === "" ? countsInWords(one) : reason);
  if (outcome === "conforms") return named;
  return outcome === "fails" ? { ...named, failure: { "@message": message, "@type": "fails" } } : { ...named, skipped: { "@message": message } };
}
