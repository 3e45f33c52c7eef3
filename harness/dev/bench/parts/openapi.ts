import type { Contract, Schema } from "../../../../spec/contract.ts";

const mediaType = "application/x-amz-json-1.1";

/**
 * A contract as an OpenAPI 3.1 description: one POST to `/`, claimed by its target header. Patterns apply to the whole value, and null means an
 * absent member, as in the protocol. Any other request is answered with 404, as XML or as JSON.
 */
export function openApiOf({ operation, targetPrefix = "AWSGlue", request, response }: Contract): object {
  const refusal = { content: { [mediaType]: { schema: errorSchema } } };
  return {
    openapi: "3.1.0",
    info: { title: operation, version: "1" },
    paths: {
      "/": {
        post: {
          operationId: operation,
          parameters: [{ name: "X-Amz-Target", in: "header", required: true, schema: { type: "string", enum: [`${targetPrefix}.${operation}`] } }],
          requestBody: { required: true, content: { [mediaType]: { schema: plainSchema(request, false) } } },
          responses: {
            200: { description: "the result", content: { [mediaType]: { schema: plainSchema(response, false) } } },
            400: { description: "a refusal", ...refusal },
            404: { description: "not claimed", content: { ...refusal.content, "application/xml": {} } },
          },
        },
      },
    },
  };
}

/** Where the body of an error has its code; a schema cannot say that a header may have it instead. */
const errorSchema = {
  type: "object",
  properties: { __type: { type: "string" }, code: { type: "string" } },
  anyOf: [{ required: ["__type"] }, { required: ["code"] }],
};

/** A schema in which members may be null, and patterns are anchored. */
function plainSchema(schema: Schema, isMember: boolean): object {
  const { type, pattern, properties, items, additionalProperties, propertyNames, ...rest } = schema;
  return {
    ...rest,
    type: isMember ? [type, "null"] : type,
    ...(pattern === undefined ? {} : { pattern: anchored(pattern) }),
    ...(items === undefined ? {} : { items: plainSchema(items, false) }),
    ...(additionalProperties === undefined ? {} : { additionalProperties: plainSchema(additionalProperties, false) }),
    ...(propertyNames === undefined ? {} : { propertyNames }),
    ...(properties === undefined
      ? {}
      : { properties: Object.fromEntries(Object.entries(properties).map(([name, member]) => [name, plainSchema(member, true)])) }),
  };
}

/** AWS pages count in UTF-16, where a character beyond the first plane is a pair; elsewhere it is one character. */
function anchored(pattern: string): string {
  return `^(?:${pattern.replaceAll(String.raw`\uD800\uDC00-\uDBFF\uDFFF`, "\u{10000}-\u{10FFFF}")})$`;
}
