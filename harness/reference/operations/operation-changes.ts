import type { BehaviourChange } from "../faults/change.ts";
import type { RefusalReason } from "../service/refusal.ts";
import type { OperationCall, Keywords, Operations, InputLocation } from "../service/decisions.ts";

type Result = Readonly<Record<string, unknown>>;

/** Changes of one operation; all others stay as they are, so that sessions can be created. */
export interface OperationChanges {
  /** Changes the decision whether the value at a path keeps a limit. */
  readonly keeps: (path: string, keyword: keyof Keywords, decide: (usual: boolean, value: unknown, limit: unknown) => boolean) => BehaviourChange;
  /** Replaces a member's value before its type is checked. */
  readonly reads: (path: string, convert: (value: unknown, members: Result) => unknown) => BehaviourChange;
  readonly codeFor: (reason: RefusalReason, code: string) => BehaviourChange;
  readonly statusFor: (reason: RefusalReason, status: number) => BehaviourChange;
  readonly performs: (perform: (usual: () => Result, call: OperationCall) => unknown) => BehaviourChange;
}

/** The changes of an operation. */
export function changesOf(operation: keyof Operations): OperationChanges {
  const isAt = (place: InputLocation, path: string): boolean => place.operation === operation && place.path === path;
  return {
    keeps: (path, keyword, decide) => (behaviour) => {
      const usual = behaviour.keywords[keyword] as (value: unknown, limit: unknown, place: InputLocation) => boolean;
      const changed = (value: unknown, limit: unknown, place?: InputLocation): boolean => {
        // The decision about a required member has no limit.
        const [bound, at] = place === undefined ? [undefined, limit as InputLocation] : [limit, place];
        const kept = usual(value, limit, place as InputLocation);
        return isAt(at, path) ? decide(kept, value, bound) : kept;
      };
      return { ...behaviour, keywords: { ...behaviour.keywords, [keyword]: changed } };
    },
    reads: (path, convert) => (behaviour) => ({
      ...behaviour,
      readMember(members, name, place) {
        const value = behaviour.readMember(members, name, place);
        return isAt(place, path) ? convert(value, members) : value;
      },
    }),
    codeFor: (reason, code) => (behaviour) => ({
      ...behaviour,
      errorCodeOf: (refusal, of) => (refusal.reason === reason && of === operation ? code : behaviour.errorCodeOf(refusal, of)),
    }),
    statusFor: (reason, status) => (behaviour) => ({
      ...behaviour,
      errorStatusOf: (code, refusal, of) => (refusal.reason === reason && of === operation ? status : behaviour.errorStatusOf(code, refusal, of)),
    }),
    performs: (perform) => (behaviour) => {
      const usual = behaviour.operations[operation] as (call: OperationCall) => Result;
      const changed = (call: OperationCall): unknown => perform(() => usual(call), call);
      return { ...behaviour, operations: { ...behaviour.operations, [operation]: changed } };
    },
  };
}
