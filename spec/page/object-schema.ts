import type { ObjectSchema, Schema } from "../contract.ts";
import type { Keyword } from "./keyword.ts";
import { keywordsOf } from "./keyword.ts";
import type { Diagnostics } from "./diagnostics.ts";
import { below, quotedPageText } from "./diagnostics.ts";
import type { Member } from "./member-list.ts";
import { agrees, schemaOf, typeOfNode } from "./type-schema.ts";
import type { SyntaxNode, SyntaxObject } from "./syntax-node.ts";
import { parseType } from "./type-line.ts";

/** What the page says of a request or a response; `undefined` where it has no such section. */
export interface Side {
  readonly pointer: "/request" | "/response";
  readonly syntax: SyntaxObject | undefined;
  readonly members: readonly Member[] | undefined;
}

/** Joins syntax block and member list into one schema. Where only one of them has a member, that one is followed and a remark says so. */
export function objectSchemaOf(side: Side, diagnostics: Diagnostics): ObjectSchema {
  const properties = new Map<string, Schema>();
  const required: string[] = [];
  const entries: Member[] = [...(side.members ?? [])];
  const listed = new Set(entries.map(({ name }) => name));
  for (const [name, node] of side.syntax?.members ?? []) {
    if (listed.has(name)) continue;
    entries.push({ name, line: node.line, facts: [] });
    if (side.members !== undefined) {
      diagnostics.remark(node.line, `${name} is in the syntax block but not in the member list`);
    }
  }
  for (const member of entries) {
    const node = side.syntax?.members.get(member.name);
    if (node === undefined && side.syntax !== undefined) {
      diagnostics.remark(member.line, `${member.name} is in the member list but not in the syntax block`);
    }
    const pointer = below(`${side.pointer}/properties`, member.name);
    const schema = memberSchema(member, node, pointer, diagnostics);
    if (schema === undefined) {
      diagnostics.remark(member.line, `the page leaves the type of ${member.name} open; the contract does not hold this member`);
      continue;
    }
    properties.set(member.name, schema);
    diagnostics.lines.set(pointer, member.line);
    const expected = side.pointer === "/request" && listed.has(member.name);
    if (isRequired(member, expected, pointer, diagnostics)) required.push(member.name);
  }
  return {
    type: "object",
    required: required.toSorted(),
    properties: Object.fromEntries(properties),
  };
}

function memberSchema(member: Member, node: SyntaxNode | undefined, pointer: string, diagnostics: Diagnostics): Schema | undefined {
  const named = member.facts.find(({ label }) => label === "type");
  const type = (named && parseType(named.value)) ?? typeOfNode(node);
  if (node !== undefined && !agrees(type, node)) {
    diagnostics.remark(member.line, `${member.name} has another type in the syntax block (line ${node.line}) than in the member list; the list holds`);
  }
  const keywords = new Set<Keyword>();
  for (const fact of member.facts) {
    if (fact.label === "type" || fact.label === "required") continue;
    const read = keywordsOf(fact);
    if (read === undefined) {
      diagnostics.remark(fact.line, `a constraint of ${member.name} that is not understood: ${quotedPageText(`${fact.label}: ${fact.value}`)}`);
    }
    for (const keyword of read ?? []) {
      keywords.add(keyword);
      if (Number.isInteger(keyword.value) && !Number.isSafeInteger(keyword.value)) {
        diagnostics.remark(fact.line, `the ${keyword.name} of ${member.name} is too large to be held exactly: ${quotedPageText(fact.value)}`);
      }
    }
  }
  const line = named?.line ?? node?.line ?? member.line;
  const schema = schemaOf({ type, node, pointer, line, places: ["own"], keywords }, diagnostics);
  for (const { name, fact } of keywords) {
    diagnostics.remark(fact.line, `${quotedPageText(fact.label)} gives ${member.name} a ${name} that its type does not have, or has already`);
  }
  return schema;
}

function isRequired({ name, line, facts }: Member, expected: boolean, pointer: string, diagnostics: Diagnostics): boolean {
  const fact = facts.find(({ label }) => label === "required");
  if (fact === undefined) {
    if (expected) diagnostics.remark(line, `${name} has no Required line; it is taken for optional`);
    return false;
  }
  diagnostics.lines.set(below(pointer, "required"), fact.line);
  if (!/^(?:yes|no)$/iu.test(fact.value)) {
    diagnostics.remark(fact.line, `${name} has a Required line that says neither Yes nor No: ${quotedPageText(fact.value)}; it is taken for optional`);
  }
  return /^yes$/iu.test(fact.value);
}
