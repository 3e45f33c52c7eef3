import { textOf } from "../record/recorded-body.ts";
import { shortText } from "../record/request-diff.ts";
import type { RequirementNote } from "./failure.ts";
import { checkInBrief, drawnInWords, grouped } from "./failure-wording.ts";
import { inlineCode, fenced, prose } from "../encoding/markdown-text.ts";
import { named } from "../redaction/normalise.ts";
import type { Check, Counterexample, RecordedBody, RecordedRequest, RecordedResponse, RunRecord } from "../record/run-record.ts";
import { sessionSetInWords } from "./session-set.ts";
import { breachesByEvidence } from "../record/breaches.ts";

/** Maximum characters of a body in a bug report. */
const longestBody = 1_500;
const maxBreaches = 5;

/**
 * A failed check as Markdown, ready to paste into the target's tracker: the requirement and its source, the smallest request, the answer, and
 * the versions and options. Text from the target appears only in code. A check that did not fail gives the empty string.
 */
export function renderBugReport(check: Check, record: RunRecord, note: RequirementNote | undefined): string {
  if (check.status !== "failed") return "";
  const filled = (text: string): string => named(text, record);
  const { counterexample } = check;
  const blocks = [
    `### ${inlineCode(record.suite.contract.operation)}: ${prose(filled(checkInBrief(check, record)))}`,
    demandOf(check, note),
    ...breachList(check, record, filled),
    ...(counterexample === undefined ? [] : exchangeOf(counterexample, filled)),
    provenanceOf(check, record),
  ];
  return `${blocks.join("\n\n")}\n`;
}

/** Its distinct breaches as a list, each with how often it was seen: those that the shown case shows come first. */
function breachList(check: Check, record: RunRecord, filled: (text: string) => string): readonly string[] {
  const { own, others } = breachesByEvidence(check, record);
  const all = [...own, ...others];
  const lines = all.slice(0, maxBreaches).map(({ pointer, expected, received, count }) => {
    const at = inlineCode(filled(pointer === "" ? "/" : pointer));
    const sessions = sessionSetInWords(received);
    const got = sessions === undefined ? inlineCode(filled(shortText(JSON.stringify(received) ?? "nothing", 200))) : prose(filled(sessions));
    return `- Expected ${prose(filled(expected))}; received ${got} at ${at}${count === 1 ? "" : ` (${grouped(count)} times)`}`;
  });
  const more = all.length - maxBreaches;
  return lines.length === 0 ? [] : [[...lines, ...(more > 0 ? [`- and ${String(more)} more kinds`] : [])].join("\n")];
}

function demandOf({ level, requirement }: Check, note: RequirementNote | undefined): string {
  if (note === undefined) return `Required by ${inlineCode(requirement)} (${level}).`;
  const basis = note.basis === undefined ? "" : `, ${note.basis}`;
  return `Required: ${prose(note.text)} Source: ${prose(note.source)} (${level}${basis}; requirement ${inlineCode(requirement)}).`;
}

function exchangeOf({ curl, request, response, steps }: Counterexample, filled: (text: string) => string): readonly string[] {
  const at = steps.findIndex(({ violates }) => violates);
  const step = steps.length > 1 ? ` (request ${String(at + 1)} of ${String(steps.length)} that the case sends)` : "";
  const command = fenced(filled(curl).split("\n"));
  // If curl cannot send the request, show the request itself.
  const shown = curl.startsWith("#") ? [`Request${step}:`, fenced(requestLines(request, filled)), "To reproduce it:", command] : [`Request${step}:`, command];
  return [...shown, "Answer:", fenced(answerLines(response, filled))];
}

function requestLines({ method, path, headers, body }: RecordedRequest, filled: (text: string) => string): readonly string[] {
  return [`${method} ${path}`, ...headerLines(headers), "", ...bodyLines(body)].map(filled);
}

function answerLines(response: RecordedResponse, filled: (text: string) => string): readonly string[] {
  if ("failure" in response) return [filled(`none, ${response.failure.kind}: ${response.failure.message}`)];
  return [`status ${String(response.status)}`, ...headerLines(response.headers), "", ...bodyLines(response.body)].map(filled);
}

function headerLines(headers: Readonly<Record<string, string>>): readonly string[] {
  return Object.entries(headers).map(([name, value]) => `${name}: ${shortText(value, 200)}`);
}

function bodyLines(body: RecordedBody): readonly string[] {
  const text = textOf(body);
  return text === undefined && "base64" in body ? [`base64: ${shortText(body.base64, longestBody)}`] : shortText(text ?? "", longestBody).split("\n");
}

function provenanceOf({ id, reproduced, counterexample }: Check, { suite, target, seed, effort, meta }: RunRecord): string {
  const [failed, sent] = reproduced?.split("/") ?? [];
  const facts = [
    `${inlineCode(suite.name)} ${inlineCode(suite.version)}`,
    `contract ${inlineCode(suite.contract.sha256.slice(0, 12))}`,
    `target ${inlineCode(target.name)} at ${inlineCode(target.endpoint)}, region ${inlineCode(target.region)}`,
    `property ${inlineCode(id)}`,
    ...(counterexample === undefined ? [] : [`case ${inlineCode(counterexample.caseId)}`]),
    ...(counterexample?.drawn === undefined ? [] : [`drawn ${drawnInWords(counterexample.drawn)}`]),
    `seed ${String(seed)}`,
    `effort ${effort}`,
    ...(failed === undefined || sent === undefined ? [] : [`failed ${failed} of ${sent} times`]),
    inlineCode(meta.startedAt),
  ];
  return `Seen with ${facts.join(", ")}.`;
}
