type Named = readonly [side: string, value: unknown];

/**
 * Values of every other JSON type: one that languages read as false and one that they read as true, since a check behind `if (value)` lets the first pass.
 * The second is a value that a lenient reader would convert to the expected type.
 */
export function wrongValues(own: string): Readonly<Record<string, readonly Named[]>> {
  const forNumber = own === "number";
  return {
    string: [
      ...(own === "object" ? [["object-in-string", '{"a":"b"}'] as const] : [["numeric-string", "10"] as const]),
      ["word", "abc"],
      ...(forNumber ? [["numeric-string-with-blanks", " 10 "] as const] : []),
      ["empty-string", ""],
    ],
    number: [["number", 1], ["zero", 0], ...(own === "string" ? [["fraction", -1.5] as const] : [])],
    boolean: [
      ["true", true],
      ["false", false],
    ],
    array: [
      ["filled-array", [forNumber ? 10 : "a"]],
      ["empty-array", []],
      ...(own === "object" ? [["array-of-pairs", [{ Key: "a", Value: "b" }]] as const] : []),
    ],
    object: [
      ["filled-object", { a: "b" }],
      ["empty-object", {}],
    ],
  };
}
