import { contractOf } from "../../../spec/contracts/shipped-contracts.ts";
import type { Contract, PageSource } from "../../../spec/contract.ts";
import { lineDigests } from "../../../spec/contracts/digest.ts";
import { exclusions } from "../../../spec/requirements/not-testable.ts";
import { splitLines } from "../../../spec/page/page-line.ts";
import type { Requirement } from "../../../spec/requirements/requirement.ts";
import { requirementSubject, subjectsOf } from "../../record/requirement-subject.ts";
import { wordsOfLines } from "./contract-wording.ts";

/** One line of the page, or our paraphrase of it, with the demands based on it. */
export interface ContractLine {
  readonly number: number;
  readonly words: string;
  /** Demands whose source is this line. */
  readonly demands: readonly Requirement[];
  /** Demands of other lines that also cover this one. */
  readonly covers: readonly Requirement[];
  /** Why no demand is based on it. */
  readonly excluded?: string;
}

/** The lines below one heading, member or error of the page. */
export interface ContractGroup {
  readonly title: string;
  /** 1 for a part of the page, 2 for a member or an error inside it. */
  readonly depth: 1 | 2;
  readonly lines: readonly ContractLine[];
}

/** The contract, arranged for a document. */
export interface ContractOutline {
  /** In the order of the page. */
  readonly groups: readonly ContractGroup[];
  /** Demands based on the protocol or on convention, by subject. */
  readonly others: readonly { readonly title: string; readonly demands: readonly Requirement[] }[];
  /** Why the given page is not used. */
  readonly note?: string;
}

/** Arranges the contract: with the page's own lines if its text is given and matches the contract, otherwise paraphrased. */
export function outlineOf(operation: string, catalogue: readonly Requirement[], source: PageSource, page?: string): ContractOutline {
  const contract = contractOf(operation);
  const note = page === undefined ? undefined : differenceOf(page, source);
  const printed = page === undefined || note !== undefined ? undefined : splitLines(page);
  const words = wordsOfLines(contract);
  const lines = source.lineDigests.flatMap((_, index): readonly ContractLine[] => {
    const text = printed === undefined ? words.get(index + 1) : printed[index];
    const line = lineOf(index + 1, text ?? "", operation, catalogue);
    // A paraphrase shows only lines with demands.
    const isShown = printed !== undefined ? line.words.trim() !== "" : line.demands.length > 0 || (line.covers.length > 0 && line.words !== "");
    return isShown ? [line.words === "" ? { ...line, words: "the description" } : line] : [];
  });
  return {
    groups: groupsOf(contract, lines),
    others: othersOf(operation, catalogue),
    ...(note === undefined ? {} : { note }),
  };
}

function lineOf(number: number, words: string, operation: string, catalogue: readonly Requirement[]): ContractLine {
  const isHere = ({ source }: Requirement): boolean => "page" in source && source.page === operation && source.line === number;
  const excluded = exclusions.find(({ lines }) => lines.includes(number))?.reason;
  return {
    number,
    words,
    demands: catalogue.filter(isHere),
    covers: catalogue.filter((one) => !isHere(one) && (one.alsoLines ?? []).includes(number)),
    ...(excluded === undefined ? {} : { excluded }),
  };
}

function groupsOf({ operation, lines: places }: Contract, lines: readonly ContractLine[]): readonly ContractGroup[] {
  const titles: Readonly<Record<string, string>> = { "/operation": operation, "/request": "Request", "/response": "Response", "/errors": "Errors" };
  const heads = Object.entries(places)
    .flatMap(([pointer, line]) => {
      const inner = /^\/(?:(?:request|response)\/properties|errors)\/([^/]+)$/u.exec(pointer)?.[1];
      const title = titles[pointer] ?? inner;
      return title === undefined ? [] : [{ title, line, depth: inner === undefined ? (1 as const) : (2 as const) }];
    })
    .toSorted((a, b) => a.line - b.line);
  return heads
    .map(({ title, line, depth }, index) => {
      const end = heads[index + 1]?.line ?? Number.MAX_SAFE_INTEGER;
      return { title, depth, lines: lines.filter(({ number }) => number >= line && number < end) };
    })
    .filter((group) => group.lines.length > 0);
}

function othersOf(operation: string, catalogue: readonly Requirement[]): ContractOutline["others"] {
  const others = catalogue.filter(({ source }) => !("page" in source) || source.page !== operation);
  return subjectsOf(others.map(({ id }) => id)).map((title) => ({ title, demands: others.filter(({ id }) => requirementSubject(id) === title) }));
}

/** Why a page is not the source of the contract; undefined if it is, ignoring blanks at the ends of lines and of the page. */
function differenceOf(page: string, source: PageSource): string | undefined {
  const given = lineDigests(page.trimEnd());
  const [blank] = lineDigests("\n");
  const ours = source.lineDigests.slice(0, source.lineDigests.findLastIndex((digest) => digest !== blank) + 1);
  const at = given.findIndex((digest, index) => digest !== ours[index]);
  if (at === -1 && given.length === ours.length) return undefined;
  const line = at === -1 ? given.length + 1 : at + 1;
  return `The given page is not the one that the contract was made from: it differs from line ${String(line)} on. Its lines are paraphrased here.`;
}
