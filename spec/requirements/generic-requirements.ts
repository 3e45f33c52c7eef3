import { printsOpenLimits } from "../answer-limits.ts";
import { captures } from "./capture.ts";
import type { Contract } from "../contract.ts";
import { familyRequirements } from "./family-requirements.ts";
import { writtenRequirements } from "./list-sessions-requirements.ts";
import { may, type Requirement } from "./requirement.ts";

/** Demands of any operation that stand on a heading of its page, which is where they are documented. */
const headings: Readonly<Record<string, string>> = {
  "request.none-required": "/request",
  "request.valid": "/request",
  "request.invalid": "/request",
  "response.object": "/response",
  "response.types": "/response",
  "error.code.constraint": "/errors",
  "error.status": "/errors",
};

/** What takes the place of the names that the page of `ListSessions` has for it. */
const validation = "A broken constraint is reported as a validation error: one of the page's, or ValidationException.";

/** What is written down of `ListSessions` alone: sessions, walks, filters. */
const ofListSessions =
  /^(?:paging\.(?!foreign-token)|filter\.|sessions\.|concurrency\.|sdk\.|response\.(?:integers|limits|both-lists|same-set|id-and-status)$|error\.same-twice$)/u;

/** What the protocol and the form of a page demand of any operation, with the page's own lines. */
export function genericRequirements(contract: Contract, digests: readonly string[]): readonly Requirement[] {
  const { operation, lines, errors } = contract;
  const at = (pointer: string): Requirement["source"] => {
    const line = lines[pointer] ?? lines["/operation"] ?? 1;
    return { page: operation, line, digest: digests[line - 1] ?? "" };
  };
  const shared = writtenRequirements
    .filter(({ id }) => !ofListSessions.test(id))
    .map((row): Requirement => {
      const { alsoLines: _, ...bare } = row;
      const pointer = headings[row.id];
      return pointer === undefined ? row : { ...bare, text: row.id === "error.code.constraint" ? validation : row.text, source: at(pointer) };
    });
  const documented = { level: "must", basis: "documented" } as const;
  const own = (id: string, text: string, pointer: string, settled: Pick<Requirement, "level" | "basis"> = documented): Requirement => {
    return { id, ...settled, text, source: at(pointer) };
  };
  const notFound = Object.keys(errors).find((code) => code.includes("NotFound"));
  const absence = `Something that does not exist is reported as ${notFound ?? "such"}.`;
  const printed = "Whether an answer keeps the limits that its page prints for answers is left open.";
  return [
    ...shared,
    own("error.code.missing", "A required member that is missing is reported as a validation error.", "/errors"),
    own("operation.success", "A valid request for something that is there, and in a state for it, is answered with status 200.", "/response"),
    own("operation.absence", absence, notFound === undefined ? "/errors" : `/errors/${notFound}`, { level: "should", basis: "inferred" }),
    ...(printsOpenLimits(contract) ? [{ id: "response.printed-limits", text: printed, ...may.observed(captures.printedLimits) }] : []),
    ...familyRequirements(contract, at),
  ];
}
