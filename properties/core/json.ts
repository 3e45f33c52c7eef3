/** A JSON value that is written as the given text: for numbers that no JavaScript number prints as (`1e400`, `10.0`). */
export class RawJson {
  /** How many of them `JSON.stringify` came upon. */
  static met = 0;
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }

  toJSON(): null {
    RawJson.met += 1;
    return null;
  }
}

/** JSON text of a value; like `JSON.stringify`, and a `RawJson` anywhere in it is written as its text. */
export function writeJson(value: unknown): string {
  const { met } = RawJson;
  const text = JSON.stringify(value ?? null);
  return RawJson.met === met ? text : writeRaw(value);
}

function writeRaw(value: unknown): string {
  if (value instanceof RawJson) return value.text;
  if (Array.isArray(value)) return `[${value.map(writeRaw).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value ?? null);
  let members = "";
  for (const [key, member] of Object.entries(value)) {
    if (member !== undefined) members += `${members === "" ? "" : ","}${JSON.stringify(key)}:${writeRaw(member)}`;
  }
  return `{${members}}`;
}
