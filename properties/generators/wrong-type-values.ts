/**
 * Values of every other JSON type by their names: one that languages read as false and one that they read as true, since a check behind `if (value)` lets the
 * first pass. The second is a value that a lenient reader would convert to the expected type.
 */
export function wrongValues(own: string): Readonly<Record<string, Readonly<Record<string, unknown>>>> {
  const isNumber = own === "number";
  const text = own === "object" ? { "object-in-string": '{"a":"b"}' } : { "numeric-string": "10" };
  return {
    string: { ...text, word: "abc", ...(isNumber ? { "numeric-string-with-blanks": " 10 " } : {}), "empty-string": "" },
    number: { number: 1, zero: 0, ...(own === "string" ? { fraction: -1.5 } : {}) },
    boolean: { true: true, false: false },
    array: { "filled-array": [isNumber ? 10 : "a"], "empty-array": [], ...(own === "object" ? { "array-of-pairs": [{ Key: "a", Value: "b" }] } : {}) },
    object: { "filled-object": { a: "b" }, "empty-object": {} },
  };
}
