import type { VNode } from "preact";
import { fromRecordedBody, textOf } from "../../record/recorded-body.ts";
import type { RecordedBody, RecordedResponse } from "../../record/run-record.ts";
import { answerLines } from "./answer-lines.ts";
import { clip } from "./clip.ts";

const maxShownHeaders = 20;

/** An answer as received: status, headers, body, with the parts that violations point at marked. */
export function AnswerView({ response, pointers, limit }: { response: RecordedResponse; pointers: ReadonlySet<string>; limit: number }): VNode {
  if ("failure" in response) {
    return (
      <p>
        No answer: <code>{`${response.failure.kind}: ${clip(response.failure.message, limit)}`}</code>
      </p>
    );
  }
  const headers = Object.entries(response.headers);
  const line = (pointer: string, text: string): VNode | string => (pointers.has(pointer) ? <mark>{text}</mark> : text);
  return (
    <pre class="lines">
      <code>
        {line("/status", String(response.status))}
        {"\n"}
        {headers.slice(0, maxShownHeaders).map(([name, value]) => [line(`/headers/${name}`, `${name}: ${clip(value, 120)}`), "\n"])}
        {headers.length > maxShownHeaders ? `… ${String(headers.length - maxShownHeaders)} more headers\n` : ""}
        {"\n"}
        <Body body={response.body} pointers={pointers} limit={limit} />
      </code>
    </pre>
  );
}

/** A JSON body as lines, like that of a request, with what violations point at marked; any other as it is. */
function Body({ body, pointers, limit }: { body: RecordedBody; pointers: ReadonlySet<string>; limit: number }): VNode {
  const lines = answerLines(textOf(body) ?? "", pointers, limit);
  if (lines === undefined) return pointers.has("/body") ? <mark>{bodyText(body, limit)}</mark> : <>{bodyText(body, limit)}</>;
  return (
    <>
      {lines.map(({ text, isWrong }) =>
        isWrong ? (
          <span class="line differs">
            {/^ */u.exec(text)?.[0]}
            <mark>{text.trimStart()}</mark>
            <span class="unseen"> (violates)</span>
            {"\n"}
          </span>
        ) : (
          `${text}\n`
        ),
      )}
    </>
  );
}

function bodyText(body: RecordedBody, limit: number): string {
  const text = textOf(body);
  if (text !== undefined) return text === "" ? "(empty)" : clip(text, limit);
  const bytes = fromRecordedBody(body);
  return `(not UTF-8, ${String(bytes.length)} bytes) ${clip(Buffer.from(bytes).toString("latin1"), Math.min(limit, 500))}`;
}
