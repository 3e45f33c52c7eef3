import { contractDifferences } from "../../../spec/contracts/contract-difference.ts";
import type { ObjectSchema, Schema } from "../../../spec/contract.ts";
import type { ContractDocument } from "../../../spec/contracts/digest.ts";
import { canonicalJson } from "../../../spec/contracts/digest.ts";

/** A place where the page of an operation and the AWS SDK differ. */
export interface SdkDifference {
  readonly operation: string;
  readonly pointer: string;
  /** The value on either side; absent where there is none. */
  readonly page?: unknown;
  readonly sdk?: unknown;
}

/** Differences that are known, each with its reason. */
export interface Explanation extends SdkDifference {
  readonly reason: string;
}

/** The differences, explained or not, and the stale explanations, which match no difference. */
export interface SdkComparison {
  readonly explained: readonly Explanation[];
  readonly unexplained: readonly SdkDifference[];
  readonly stale: readonly Explanation[];
}

/** Compares what pages say with what the SDK ships. Bounds, patterns and values are on the page alone and not compared. */
export function compareWithSdk(
  operations: readonly { readonly page: ContractDocument; readonly sdk: ContractDocument | undefined }[],
  explanations: readonly Explanation[],
): SdkComparison {
  const found = operations.flatMap(({ page, sdk }): readonly SdkDifference[] => {
    const { operation, request, response } = page;
    if (sdk === undefined) return [{ operation, pointer: "/operation", page: operation }];
    const differences = contractDifferences({ ...page, request: bareObject(request), response: bareObject(response) }, sdk);
    return differences.map(({ pointer, old, now }) => ({
      operation,
      pointer,
      ...(old !== undefined && { page: old }),
      ...(now !== undefined && { sdk: now }),
    }));
  });
  const known = new Map(explanations.map((explanation) => [keyOf(explanation), explanation]));
  const keys = new Set(found.map(keyOf));
  return {
    explained: found.flatMap((difference) => known.get(keyOf(difference)) ?? []),
    unexplained: found.filter((difference) => !known.has(keyOf(difference))),
    stale: explanations.filter((explanation) => !keys.has(keyOf(explanation))),
  };
}

function keyOf({ operation, pointer, page, sdk }: SdkDifference): string {
  return canonicalJson({ operation, pointer, page, sdk });
}

/** A schema as far as the SDK's go. */
function bareObject({ required, properties }: ObjectSchema): ObjectSchema {
  return { type: "object", required, properties: bareMembers(properties) };
}

function bareMembers(properties: Readonly<Record<string, Schema>>): Record<string, Schema> {
  return Object.fromEntries(Object.entries(properties).map(([name, schema]) => [name, bare(schema)]));
}

function bare({ type, items, additionalProperties, properties }: Schema): Schema {
  return {
    type: type === "integer" ? "number" : type,
    ...(items && { items: bare(items) }),
    ...(additionalProperties && { additionalProperties: bare(additionalProperties) }),
    ...(properties && { properties: bareMembers(properties) }),
  };
}
