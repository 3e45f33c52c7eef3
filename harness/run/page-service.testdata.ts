import type { Contract, Schema } from "../../spec/contract.ts";
import { sampleInput } from "../../properties/generators/minimal-example.ts";
import { referenceBehaviour } from "../reference/service/behaviour.ts";
import { brokenConstraintsOf } from "../reference/service/validation.ts";
import { decode } from "../reference/service/decode-input.ts";
import { Refusal } from "../reference/service/refusal.ts";
import type { Service } from "../reference/service/service.ts";
import type { InputLocation } from "../reference/service/decisions.ts";

/** What a service that is made of a contract does in its own way. */
export interface PageServiceDecisions {
  /** The media type that it claims, and the one that it answers with where that is another. */
  readonly mediaType?: string;
  readonly labelled?: string;
  /** Members whose constraints it does not look at. */
  readonly unchecked?: readonly string[];
  /** Whether numbers in quotes pass for numbers. */
  readonly coerces?: boolean;
  /** Whether members that are required may be left out. */
  readonly requiresNothing?: boolean;
  /** The code of a broken constraint. */
  readonly code?: string;
  readonly statusOfErrors?: number;
  /** The error that every valid request gets. */
  readonly knowsNothing?: string;
  /** The code with which it refuses an input, by the first keyword that is broken; undefined where it does as usual. */
  readonly refusal?: (input: Readonly<Record<string, unknown>>, broken: string | undefined) => string | undefined;
  /** Changes the members of a result. */
  readonly result?: (result: Readonly<Record<string, unknown>>) => object;
}

/** A service with one operation, which does what a contract says and knows nothing of its meaning: it answers each valid request alike. */
export function pageService(contract: Contract, prefix: string, decisions: PageServiceDecisions = {}): Service {
  const {
    mediaType = "application/x-amz-json-1.1",
    unchecked = [],
    code = "ValidationException",
    statusOfErrors = 400,
    result = (members) => members,
  } = decisions;
  let answers = 0;
  const reported = (status: number, value: object): ReturnType<Service> => ({
    status,
    headers: { "content-type": decisions.labelled ?? mediaType, "x-amzn-requestid": `answer-${String((answers += 1))}` },
    body: Buffer.from(JSON.stringify(value)),
  });
  const types = {
    ...referenceBehaviour.types,
    // No request of its family has a boolean.
    boolean: (value: unknown): boolean => {
      if (typeof value !== "boolean") throw new Refusal("type", "Expected a boolean");
      return value;
    },
    ...(decisions.coerces === true ? { integer: (value: unknown, place: InputLocation) => referenceBehaviour.types.integer(Number(value), place) } : {}),
  };
  const members = { ...sampleInput(contract.response), ...sampleInput({ ...contract.response, required: Object.keys(contract.response.properties) }) };
  return ({ method, headers, body }) => {
    const sent = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
    const type = sent["content-type"]?.split(";", 1)[0]?.trim().toLowerCase();
    if (method !== "POST" || type !== mediaType) return { status: 404, headers: {}, body: new Uint8Array() };
    try {
      if (sent["x-amz-target"] !== `${prefix}.${contract.operation}`) return reported(400, { __type: "UnknownOperationException" });
      const parsed = referenceBehaviour.parseJson(referenceBehaviour.readText(body));
      const place: InputLocation = { operation: contract.operation, path: "", body: parsed };
      const input = decode({ ...referenceBehaviour, types }, contract.request, parsed, place);
      const breaches = brokenConstraintsOf(referenceBehaviour.keywords, contract.request, input, place).filter(
        ({ path, keyword }) => !unchecked.includes(path.split("/", 1)[0] ?? "") && !(decisions.requiresNothing === true && keyword === "required"),
      );
      // The reference service knows no least size, since the pages of its family print none.
      const isTooShort = ([name, { minItems = 0 }]: readonly [string, Schema]): boolean => {
        const list = (input as Readonly<Record<string, unknown>>)[name];
        return Array.isArray(list) && list.length < minItems && !unchecked.includes(name);
      };
      const own = decisions.refusal?.(input as Readonly<Record<string, unknown>>, breaches[0]?.keyword);
      if (own !== undefined) return reported(400, { __type: own, message: "something is wrong" });
      if (breaches.length > 0 || Object.entries(contract.request.properties).some(isTooShort))
        return reported(statusOfErrors, { __type: code, message: "something is wrong" });
      return decisions.knowsNothing === undefined
        ? reported(200, result(members))
        : reported(400, { __type: decisions.knowsNothing, message: "there is no such thing" });
    } catch (error) {
      if (error instanceof Refusal) return reported(400, { __type: "SerializationException" });
      throw error;
    }
  };
}
