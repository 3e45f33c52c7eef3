import type { Contract } from "../contract.ts";
import { readErrors } from "./error-list.ts";
import type { Diagnostics, PageWarning } from "./diagnostics.ts";
import { openDiagnostics } from "./diagnostics.ts";
import { readMembers } from "./member-list.ts";
import type { Side } from "./object-schema.ts";
import { objectSchemaOf } from "./object-schema.ts";
import { readLines, splitLines } from "./page-line.ts";
import type { Section } from "./section.ts";
import { splitSections } from "./section.ts";
import { parseSyntax } from "./syntax.ts";

/** A page as data. */
export interface Extraction {
  readonly contract: Contract;
  /** What was not understood, or what the contract cannot hold; in page order. */
  readonly remarks: readonly PageWarning[];
  /** JSON pointer of a schema to the name that the page gives its structure: `/response/properties/Sessions/items` to `Session`. */
  readonly shapes: Readonly<Record<string, string>>;
}

/**
 * Takes the contract from the text of an API-reference page of an AWS JSON operation: as copied, saved as Markdown or rendered, with any line ends.
 * Throws a PageError where the text is no such page at all; everything less is a remark.
 */
export function extractContract(text: string): Extraction {
  const diagnostics = openDiagnostics();
  const page = splitSections(readLines(text), diagnostics);
  diagnostics.lines.set("/operation", page.title.line);
  const request = objectSchemaOf(sideOf("/request", page.requestSyntax, page.requestParameters, diagnostics), diagnostics);
  const response = objectSchemaOf(sideOf("/response", page.responseSyntax, page.responseElements, diagnostics), diagnostics);
  if (page.errors !== undefined) diagnostics.lines.set("/errors", page.errors.line);
  const errors = readErrors(page.errors?.lines ?? [], diagnostics);
  const end = splitLines(text).length;
  if (page.responseSyntax === undefined && page.responseElements === undefined) {
    diagnostics.remark(end, "the page has no section on the response; it is taken for empty");
  }
  if (page.errors === undefined) {
    diagnostics.remark(end, "the page has no section Errors; no error is taken from it");
  }
  return {
    contract: {
      operation: page.title.name,
      request,
      response,
      errors,
      lines: Object.fromEntries([...diagnostics.lines].toSorted(([, a], [, b]) => a - b)),
    },
    remarks: diagnostics.remarks.toSorted((a, b) => a.line - b.line),
    shapes: Object.fromEntries(diagnostics.shapes),
  };
}

function sideOf(pointer: Side["pointer"], syntaxSection: Section | undefined, list: Section | undefined, diagnostics: Diagnostics): Side {
  const syntax = syntaxSection && parseSyntax(syntaxSection.lines, diagnostics);
  if (syntaxSection !== undefined) diagnostics.lines.set(pointer, syntaxSection.line);
  const known = syntax === undefined || syntax.members.size === 0 ? undefined : new Set(syntax.members.keys());
  const members = list && readMembers(list.lines, known, diagnostics);
  if (known !== undefined && members === undefined) {
    diagnostics.remark(
      syntaxSection?.line ?? 1,
      `the ${pointer.slice(1)} has a syntax block but no member list: constraints and required members are not known`,
    );
  }
  if (syntax === undefined && members !== undefined && members.length > 0) {
    diagnostics.remark(list?.line ?? 1, `the ${pointer.slice(1)} has a member list but no syntax block: the members of its structures are not known`);
  }
  return { pointer, syntax, members };
}
