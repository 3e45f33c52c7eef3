/** Published observations of AWS: facts only, in our own words. */
export interface Capture {
  /** What was seen, with how often it was looked at. */
  readonly saw: string;
  /** Where it was published. */
  readonly source: string;
  /** A year, or the first and the last of several: `2016-2026`. */
  readonly years: string;
}

const recorded = { source: "cloud-custodian/cloud-custodian@df800e9e94", years: "2016-2026" };

/** Every capture that a requirement names. */
export const captures = {
  emptyLists: { ...recorded, saw: "a list without items is sent as [] in 11 of 11 answers of Glue, and in 176 of 181 of all AWS JSON services" },
  lastPages: { ...recorded, saw: "the last page has no token in 1,207 answers, an empty one in 18, of which 10 are of Glue, and null in none" },
  errorBodies: { ...recorded, saw: "12 of 12 errors have the length of a body with a bare __type and a message; none of 13 has x-amzn-errortype" },
  errorTypes: { ...recorded, saw: "13 of 13 errors have the content type application/x-amz-json-1.1" },
  requestIds: { ...recorded, saw: "1,236 of 1,236 answers have a request id" },
  checksums: { ...recorded, saw: "28 of 1,236 answers have a checksum" },
  nullMembers: { ...recorded, saw: "2 of 4,124 answers have a member that is null" },
  printedLimits: { ...recorded, saw: "248 of 4,124 answers break a limit that is printed for them, such as [] of Glue where at least one item is printed" },
  scientificNotation: { ...recorded, saw: "Glue writes times in scientific notation" },
  unclaimedContentType: {
    saw: "135 of 135 operations of Glue answer the content type application/x-amz-json-1.0 with status 404 and XML",
    source: "Frichetten/aws_stealth_perm_enum@fa50048",
    years: "2020",
  },
  validationOfSessions: {
    saw: "DeleteSession names a broken pattern of RequestOrigin ValidationException, which its page does not list",
    source: "aws-samples/dbt-glue#395",
    years: "2024",
  },
} as const satisfies Readonly<Record<string, Capture>>;

/** What a capture shows, where it was published, and when it was made. */
export function captureText(capture: Capture): string {
  return `${capture.saw}; ${captureSource(capture)}`;
}

/** Where a capture was published, and when it was made. */
export function captureSource({ source, years }: Capture): string {
  return `answers of AWS published in ${source}, ${years}`;
}
