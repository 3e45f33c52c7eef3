import { type Exclusion, linesBetween } from "./requirement.ts";

/** Lines of the page that state nothing a request could show. */
export const exclusions: readonly Exclusion[] = [
  { lines: [1, 3, 17, 48, 84, 103, 121], reason: "a heading" },
  { lines: [...linesBetween(4, 16), 49], reason: "the request's outline, stated again member by member, or punctuation" },
  { lines: [18, 104], reason: "refers to another page" },
  { lines: [19], reason: "says that the request is JSON, which the protocol's own rules state in full" },
  { lines: [21, 27, 33, 41, 88, 95, 100, 106, 110, 114, 118], reason: "punctuation" },
  { lines: [26, 87, 94, 99], reason: "the name of a member, stated with its type" },
  { lines: [37], reason: "announces the pattern on the next line" },
  { lines: [107, 111, 119], reason: "says when an error is given; not observable from outside" },
  { lines: [122], reason: "refers to other pages" },
];

/** What FACTS.md weighs and no property judges, and why. */
export const notTestable: readonly { readonly statement: string; readonly reason: string }[] = [
  {
    statement: "the wording of error messages, the order and number of errors in one message, the echo of the value",
    reason: "the service changes them at will",
  },
  { statement: "the default page size", reason: "stated nowhere" },
  { statement: "the order of sessions, within a page, between the two lists, between two reads", reason: "stated nowhere" },
  { statement: "how long stopped sessions stay listed", reason: "stated nowhere" },
  { statement: "whether sessions of other callers are listed", reason: "depends on permissions that a run does not know" },
  { statement: "what tokens look like, how long they last and whether they can be used twice", reason: "tokens are opaque" },
  { statement: "what 1.5, 10.0 and numbers beyond 32 bits mean for MaxResults", reason: "the documents disagree; only a crash or an over-full page is judged" },
  { statement: "in which unit non-ASCII text is measured", reason: "the documents disagree; reported as an observation" },
  { statement: "a tag whose value is null in a filter", reason: "the documents disagree; only a crash is judged" },
  { statement: "an empty body", reason: "the protocol's specification and captures disagree; only a crash is judged" },
  { statement: "400 or 403 for a bad signature, 400 or 404 for an unknown operation", reason: "captures and documents disagree; either is accepted" },
  { statement: "whether a missing signature or a broken body is reported first", reason: "captures differ" },
  { statement: "the shape of request ids", reason: "differs between services" },
  { statement: "values in answers outside the constraints of other pages", reason: "AWS breaks them itself; the protocol enforces no constraint on output" },
  { statement: "status names beyond those known", reason: "an enumeration may grow" },
];
