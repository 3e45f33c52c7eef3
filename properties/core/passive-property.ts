import { type Answer, isSuccess, mediaTypeOf } from "./answer.ts";
import type { Judged, Level, Violation, Watch, PassiveProperty } from "./property.ts";
import { mediaTypeFor } from "./request.ts";

/** Whether an answer says something about a property. */
export type Applies = (answer: Answer, exchange: Judged) => boolean;

/** Answers that a client reads as a result. */
export const onSuccess: Applies = (answer) => isSuccess(answer);

/** Errors. A front end reports a body that is too large for it in its own words (fairness rule 1). */
export const onError: Applies = ({ status }) => status >= 400 && status !== 413;

/** A property of every answer to a request that the protocol claims, judged from the answer alone. */
export function passiveProperty(
  id: string,
  requirement: string,
  level: Level,
  title: string,
  applies: Applies,
  judge: (answer: Answer, exchange: Judged, context: Parameters<Watch>[1]) => readonly Violation[],
): PassiveProperty {
  const watch: Watch = (exchange, context) => {
    const { answer, probe } = exchange;
    if (answer === undefined || !probe.claimed || !applies(answer, exchange)) return undefined;
    return { violations: judge(answer, exchange, context) };
  };
  return { kind: "passive", id, requirement, level, title, needs: "none", watch: () => watch };
}

/** A passive property whose subject is the server and no operation. */
export function serverProperty(...parts: Parameters<typeof passiveProperty>): PassiveProperty {
  return { ...passiveProperty(...parts), ofServer: true };
}

/** No violation where something holds, otherwise the one given. */
export function when(holds: boolean, violation: () => Violation): readonly Violation[] {
  return holds ? [] : [violation()];
}

/** The media type of an answer is the protocol's. */
export function contentType(answer: Answer, _exchange: Judged, { contract }: Parameters<Watch>[1]): readonly Violation[] {
  const wanted = mediaTypeFor(contract);
  return when(mediaTypeOf(answer) === wanted, () => ({
    code: "wrong-content-type",
    pointer: "/headers/content-type",
    expected: `the media type ${wanted}`,
    received: answer.headers["content-type"] ?? null,
  }));
}
