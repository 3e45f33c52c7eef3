import type { VNode } from "preact";
import { memberOfCase } from "../../text/failure-wording.ts";
import type { Counterexample, RecordedRequest } from "../../record/run-record.ts";
import { bodyLines, type TextLine } from "./body-lines.ts";
import { clip } from "./clip.ts";

/** The violating request beside a valid one. Differences are marked; the member that the case is about stands out. */
export function RequestPair({ counterexample, limit }: { counterexample: Counterexample; limit: number }): VNode {
  const { request, valid, caseId, steps } = counterexample;
  const at = steps.findIndex(({ violates }) => violates) + 1;
  const about = memberOfCase(caseId);
  return (
    <div class="pair">
      <div>
        <h4>{steps.length > 1 ? `Sent, request ${String(at)} of ${String(steps.length)}` : "Sent"}</h4>
        <Lines lines={requestLines(request, valid, limit)} about={about} />
      </div>
      <div>
        <h4>A valid request</h4>
        <Lines lines={requestLines(valid, undefined, limit)} about="" />
      </div>
    </div>
  );
}

/** The lines of a request, with differences from a valid one marked. */
function requestLines(request: RecordedRequest, other: RecordedRequest | undefined, limit: number): readonly TextLine[] {
  const headers = Object.entries(request.headers).map(([name, value]) => ({
    text: `${name}: ${clip(value, 200)}`,
    differs: other !== undefined && other.headers[name] !== value,
  }));
  const missing = Object.keys(other?.headers ?? {}).filter((name) => !Object.hasOwn(request.headers, name));
  return [
    { text: `${request.method} ${clip(request.path, 400)}`, differs: other !== undefined && (other.method !== request.method || other.path !== request.path) },
    ...headers,
    ...missing.map((name) => ({ text: `(no ${name})`, differs: true })),
    { text: "" },
    ...bodyLines(request.body, other?.body, limit),
  ];
}

function Lines({ lines, about }: { lines: readonly TextLine[]; about: string }): VNode {
  const isAbout = ({ text }: TextLine): boolean => text.trimStart().startsWith(`${JSON.stringify(about)}:`);
  const hasPoint = lines.some((line) => line.differs === true && isAbout(line));
  return (
    <pre class="lines">
      <code>
        {lines.map((line) => {
          if (line.differs !== true)
            return (
              <span class="line">
                {line.text}
                {"\n"}
              </span>
            );
          const indent = /^ */u.exec(line.text)?.[0] ?? "";
          const text = line.text.slice(indent.length);
          return (
            <span class="line differs">
              {indent}
              {hasPoint && !isAbout(line) ? text : <mark>{text}</mark>}
              <span class="unseen"> (differs)</span>
              {"\n"}
            </span>
          );
        })}
      </code>
    </pre>
  );
}
