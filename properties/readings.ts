/** Texts that mean the same once they are read as something other than text; the first is what filters ask for. */
export const readings: Readonly<Record<string, readonly [asked: string, ...others: readonly string[]]>> = {
  number: ["1", "01", "1.0", "+1", "1e0", "0x1", "true", "1.", "001", "1.00", "10e-1", "0b1", "0o1", "1 0", "1_", "1-0", "yes", "on", "I"],
  zero: ["0", "-0", "+0", "00", "0.0", "0e5", ".0", "false", "null", "none", "off", "no", "nil", "undefined", "NaN", "000"],
  thousand: ["1000", "1e3", "1000.0", "0x3e8", "01000", "+1000", "1_000", "10e2", "1.0e3", "1 000", "1k"],
  large: ["9007199254740993", "9007199254740992", "9007199254740994", "9.007199254740993e15", "09007199254740993"],
  infinity: ["Infinity", "1e999", "+Infinity", "2e308", "inf", "9e9999", "1e400"],
  boolean: ["true", "1", "yes", "on", "t", "y", "false", "enabled"],
  null: ["null", "undefined", "None", "nil", "0", "NaN", "false", "nothing"],
  date: [
    "2024-01-01",
    "2024-01-01T00:00:00Z",
    "2024-01-01T00:00:00.000Z",
    "2024-01-01 00:00:00",
    "20240101",
    "2024-1-1",
    "2024/01/01",
    "2024-01-01T00:00:00+00:00",
    "2024-01-01T01:00:00+01:00",
    "01/01/2024",
    "2024-01",
    "2024",
    "1704067200",
    "1704067200000",
    "2024-01-01T00:00",
  ],
  path: ["a/b.c", "a//b.c", "a/./b.c", "./a/b.c", "a/b.c/", "/a/b.c", "a/x/../b.c", "b.c", "a/b", "a.b.c", "a/b/c"],
  address: ["http://a.b/c", "http://a.b/c/", "http://a.b:80/c", "https://a.b/c", "a.b/c", "//a.b/c", "http://x@a.b/c", "http://a.b/./c", "http:/a.b/c"],
  mail: ["a+b@c.d", "a@c.d", "ab@c.d", "a b@c.d", "a+b", "a+z@c.d", "c.d", "a+b@z.d", "mailto:a+b@c.d"],
  version: ["1.10", "1.1", "v1.10", "1.10.0", "1.010", "01.10", "1.10+z", "1.10-z", "1", "1.9", "1-10", "1.1.0"],
};

/** Texts that a service may change when it reads them as something else, and then finds no more. */
export const fragileTexts: readonly string[] = [
  "1.0 01 +1 1e3 -0 .5 5. 0x10 Infinity NaN null undefined true 00 12345678901234567890",
  "2024-01-01T00:00:00Z 2024-1-1 10:30 a//b a/../b ./a http://a.b:80/ a+b@c.d -1 .. / __",
].flatMap((texts) => texts.split(" "));

/** Keys that objects have of their own in some languages, and keys that a service may read as something else. */
export const fragileKeys: readonly string[] = ["toString", "length", "__class__", "items", "42", "1.5", "null", "true"];
