/** JSON Schema 2020-12, cut down to the keywords that an API page can settle. */
export interface Schema {
  readonly type: "string" | "integer" | "number" | "boolean" | "object" | "array";
  readonly enum?: readonly string[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  /** Of binary data, which JSON holds as text; only models tell. */
  readonly contentEncoding?: "base64";
  /** As the page prints it; it holds for the whole value (fairness rule 2). */
  readonly pattern?: string;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly items?: Schema;
  readonly minProperties?: number;
  readonly maxProperties?: number;
  /** Constraints of a map's keys. */
  readonly propertyNames?: Omit<Schema, "type">;
  /** Schema of a map's values; its presence tells a map from a structure. */
  readonly additionalProperties?: Schema;
  /** Members of a structure. */
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
}

/** The request or response of an operation. */
export interface ObjectSchema extends Schema {
  readonly type: "object";
  readonly properties: Readonly<Record<string, Schema>>;
  readonly required: readonly string[];
}

/** What the page of one operation settles, as data. */
export interface Contract {
  readonly operation: string;
  /** How target headers name the service, where it is not Glue. */
  readonly targetPrefix?: string;
  /** The version of AWS JSON that the service speaks, which pages do not tell; 1.1 where it is left out. */
  readonly jsonVersion?: "1.0" | "1.1";
  readonly request: ObjectSchema;
  readonly response: ObjectSchema;
  /** Error code to HTTP status. */
  readonly errors: Readonly<Record<string, number>>;
  /**
   * JSON pointer of a member, keyword or error (`/request/properties/MaxResults/maximum`, `/errors/InvalidInputException`)
   * to the page line, counted from 1, that states it. A member's or error's own pointer leads to the line of its name; below it,
   * `required` leads to the member's `Required` line, whatever that says, and `status` to the error's status line. `/operation`
   * leads to the title, `/request`, `/response` and `/errors` to the headings. Members that only a syntax block shows have their line there.
   */
  readonly lines: Readonly<Record<string, number>>;
}

/** Where a checked-in contract came from. */
export interface PageSource {
  /** The page's title: the name of the operation. */
  readonly title: string;
  /** SHA-256 of the page's text with plain line ends, hexadecimal. */
  readonly sha256: string;
  /** Day of the extraction, `YYYY-MM-DD`. */
  readonly date: string;
  /** For each page line in order, the first 12 hexadecimal digits of its SHA-256, blanks at its ends left out. */
  readonly lineDigests: readonly string[];
}
