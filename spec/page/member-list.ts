import { entryName, isDefined } from "./definition-entry.ts";
import type { LabelledLine } from "./labelled-line.ts";
import { continues, factOf, factWithValue, isPattern, isWhole } from "./labelled-line.ts";
import type { Diagnostics } from "./diagnostics.ts";
import { quotedPageText } from "./diagnostics.ts";
import type { PageLine } from "./page-line.ts";
import { parseType } from "./type-line.ts";

/** An entry of a member list: its name and the facts that stand below its description. */
export interface Member {
  readonly name: string;
  readonly line: number;
  readonly facts: readonly LabelledLine[];
}

/**
 * Reads a member list. `known` are the names in the syntax block: with them a member is distinguished from a word on a line of its own in a description;
 * without them (undefined) the form of the list has to do. Facts are those from the last `Type:` line on that names a type, so a description
 * that has a line of its own such as `Type: …` does no harm.
 */
export function readMembers(lines: readonly PageLine[], known: ReadonlySet<string> | undefined, diagnostics: Diagnostics): Member[] {
  const list = new MemberList(lines, known, diagnostics);
  for (let at = 0; at < lines.length; at += 1) list.read(at);
  list.close();
  return list.members;
}

interface OpenMember {
  readonly name: string;
  readonly line: number;
  /** From the last type line on. */
  facts: LabelledLine[];
  /** Whether the first of the facts names a type; before that, everything may be description. */
  settled: boolean;
  strays: PageLine[];
}

class MemberList {
  readonly members: Member[] = [];
  readonly #lines: readonly PageLine[];
  readonly #known: ReadonlySet<string> | undefined;
  readonly #diagnostics: Diagnostics;
  readonly #seen = new Set<string>();
  /** Where each name is mentioned last, and where last in the form of a definition list. */
  readonly #mentioned = new Map<string, number>();
  readonly #defined = new Map<string, number>();
  #open: OpenMember | undefined;

  constructor(lines: readonly PageLine[], known: ReadonlySet<string> | undefined, diagnostics: Diagnostics) {
    this.#lines = lines;
    this.#known = known;
    this.#diagnostics = diagnostics;
    for (const [at, line] of lines.entries()) {
      const name = entryName(line, known);
      if (name === undefined) continue;
      this.#mentioned.set(name, at);
      if (isDefined(lines, at)) this.#defined.set(name, at);
    }
  }

  read(at: number): void {
    const line = this.#lines[at];
    if (line === undefined || line.text === "") return;
    const name = entryName(line, this.#known);
    const fact = factOf(line);
    const isEntry = name !== undefined && line.bullet && this.#known?.has(name) === true;
    if (!isEntry && this.#completes(line, fact)) return;
    if (fact !== undefined && !(isEntry && this.#settles(at + 1))) this.#addFact(fact, line, at);
    else if (name !== undefined && this.#starts(name, line, at)) {
      this.close();
      this.#open = { name, line: line.number, facts: [], settled: false, strays: [] };
    } else if (this.#open?.settled === true) this.#open.strays.push(line);
  }

  close(): void {
    if (this.#open === undefined) return;
    const { name, line, facts, settled, strays } = this.#open;
    this.#open = undefined;
    if (!settled && this.#known?.has(name) === false) {
      this.#diagnostics.remark(line, `${quotedPageText(name)} is neither a member of the syntax block nor a fact about one`);
      return;
    }
    const [named] = facts;
    if (named === undefined) this.#diagnostics.remark(line, `${name} has no Type line`);
    else if (!settled) {
      this.#diagnostics.remark(named.line, `${name} has a Type line that names no known type: ${quotedPageText(named.value)}`);
    }
    for (const stray of strays) {
      this.#diagnostics.remark(stray.number, `a line among the facts of ${name} is ignored: ${quotedPageText(stray.text)}`);
    }
    if (this.#seen.has(name)) {
      this.#diagnostics.remark(line, `${name} is listed twice; the first entry holds`);
    } else this.members.push({ name, line, facts });
    this.#seen.add(name);
  }

  /** Takes the line as value, or rest of the value, of the fact above it, where that fact wants one. */
  #completes(line: PageLine, fact: LabelledLine | undefined): boolean {
    const facts = this.#open?.facts ?? [];
    const above = facts.at(-1);
    if (above === undefined) return false;
    const isValue = above.value === "" && (fact === undefined || (isPattern(above.label) && !isWhole(fact)));
    if (!isValue && !(fact === undefined && continues(above, line))) return false;
    facts[facts.length - 1] = isValue ? factWithValue(above, line) : { ...above, value: `${above.value} ${line.text}` };
    return true;
  }

  #addFact(fact: LabelledLine, line: PageLine, at: number): void {
    const open = this.#open;
    if (open === undefined) {
      this.#diagnostics.remark(line.number, `a fact that belongs to no member: ${quotedPageText(line.text)}`);
    } else if (fact.label !== "type") {
      if (open.facts.length > 0) open.facts.push(fact);
    } else if (this.#settles(at)) {
      if (open.settled && open.strays.length === 0 && open.facts.length > 1) {
        this.#diagnostics.remark(line.number, `${open.name} has a second Type line; what stood above it is taken for description`);
      }
      this.#open = { ...open, facts: [fact], settled: true, strays: [] };
    } else if (open.settled) open.strays.push(line);
    else if (fact.value !== "") open.facts = [fact];
  }

  /** Whether a line is the one that names a type, if need be on the line below. */
  #settles(at: number): boolean {
    const line = this.#lines[at];
    const fact = line && factOf(line);
    return fact?.label === "type" && parseType(fact.value || (this.#lines[at + 1]?.text ?? "")) !== undefined;
  }

  /** Whether a name begins an entry, or is a word of a description. */
  #starts(name: string, line: PageLine, at: number): boolean {
    const defined = isDefined(this.#lines, at);
    const knows = this.#known?.has(name);
    const isNew = !this.#seen.has(name) && this.#open?.name !== name;
    const isDefinitionList = this.#defined.size > 0;
    if (this.#open === undefined) {
      return defined || knows === true || (knows === undefined && line.marked);
    }
    if (this.#open.settled) {
      if (knows === true && isNew && (this.#defined.get(name) ?? at) <= at) return true;
      return defined || (!isDefinitionList && (line.bullet || line.marked || isNew));
    }
    // Between a name and its facts, the list's own form decides, or else the last mention: facts follow the name they belong to.
    if (knows === false || !isNew) return false;
    return isDefinitionList ? defined : knows === true && this.#mentioned.get(name) === at;
  }
}
