import { contractOf } from "../spec/contracts.ts";
import { placeTags } from "./place-tags.ts";

/** One session that the run puts in place, and how. */
export interface FixtureSession {
  readonly id: string;
  readonly tags: Readonly<Record<string, string>>;
  /** Input of `CreateSession`. */
  readonly input: Readonly<Record<string, unknown>>;
  /** Whether the tags are plain text, so that a `must` filter may depend on them. */
  readonly plain: boolean;
}

/** The sessions of a run, as far as they could be put in place. */
export type FixtureSet =
  | {
      readonly available: true;
      readonly sessions: readonly FixtureSession[];
      readonly owner: Owner;
      /** They were there before the run, which then creates and changes nothing: what they are is what their owner says. */
      readonly given?: true;
      /** The pages of a plain listing have no end: of what needs sessions, only that is worth asking for again. */
      readonly endless?: true;
      /** A listing showed none of them in all of the settle time, a plain one or one by their tag; what is created later would be waited for in vain too. */
      readonly unlisted?: true;
      /** Sessions of the account once all was in place, other people's included, also those that are hidden from us as far as their pages tell of them. */
      readonly accountSize: number;
    }
  | { readonly available: false; readonly status: "skipped" | "unexercised"; readonly reason: string };

/** A set of sessions that are there. */
export type Available = FixtureSet & { readonly available: true };

/** A tag: its key and its value. */
export type Pair = readonly [key: string, value: string];

/** Whether a session carries a tag. */
export function carries({ tags }: Pick<FixtureSession, "tags">, [key, value]: Pair): boolean {
  return Object.hasOwn(tags, key) && tags[key] === value;
}

/** Whose sessions they are: what every created session has in common. */
export interface Owner {
  readonly runId: string;
  readonly region: string;
  readonly account: string;
  readonly roleArn: string;
}

/** The tag that every session of a run carries. */
export function runTag({ runId }: Pick<Owner, "runId">): readonly [key: string, value: string] {
  return ["glue-conformance", runId];
}

/** What the ids of a run's sessions begin with. */
export function idPrefix({ runId }: Pick<Owner, "runId">): string {
  return `glue-conformance-${runId}-`;
}

/** The address of a session, in the partition that its region is in. */
export function arnOf({ region, account }: Pick<Owner, "region" | "account">, id: string): string {
  return `arn:${partitionOf(region)}:glue:${region}:${account}:session/${id}`;
}

/** The partition of AWS that a region is in. */
export function partitionOf(region: string): string {
  return region.startsWith("cn-") ? "aws-cn" : region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
}

/** Input of `CreateSession` for a session of the run: the smallest worker, the shortest idle time. */
export function creationOf(
  owner: Owner,
  name: string,
  tags: Readonly<Record<string, string>>,
  members: Readonly<Record<string, unknown>> = {},
): FixtureSession["input"] {
  const [key, value] = runTag(owner);
  const input = {
    Id: `${idPrefix(owner)}${name}`,
    Role: owner.roleArn,
    Command: { Name: "glueetl", PythonVersion: "3" },
    IdleTimeout: contractOf("CreateSession").request.properties["IdleTimeout"]?.minimum ?? 1,
    NumberOfWorkers: 2,
    WorkerType: "G.1X",
    GlueVersion: "4.0",
    ...members,
    Tags: Object.fromEntries([...Object.entries(tags), [key, value]]),
  };
  return Object.fromEntries(Object.entries(input).filter(([, member]) => member !== undefined));
}

/**
 * The designed set: what tells an exact filter from every sloppy one, and tokens that hold from tokens that trip over an id.
 * `quick` takes the first twelve; `deep` adds enough to exceed a page of a hundred. Ids and tags are the same for every run but for the run's id.
 */
export function plannedSessions(owner: Owner, effort: "quick" | "standard" | "deep"): readonly FixtureSession[] {
  const rows = designed();
  const placed = placeTags(rows);
  const planned = rows.map((one, index) => ({ ...one, tags: Object.fromEntries([...Object.entries(one.tags), ...(placed.get(index) ?? [])]) }));
  const chosen = effort === "quick" ? planned.slice(0, 12) : effort === "deep" ? [...planned, ...fillers] : planned;
  return chosen.map(({ name, tags, members, plain }) => {
    const input = creationOf(owner, name, tags, members);
    return { id: String(input["Id"]), tags: input["Tags"] as Record<string, string>, input, plain };
  });
}

interface Row {
  readonly name: string;
  readonly tags: Readonly<Record<string, string>>;
  /** Undefined takes away what every session has. */
  readonly members?: Readonly<Record<string, unknown>>;
  readonly plain: boolean;
}

const row = (name: string, tags: Row["tags"], members: Row["members"] = {}): Row => ({ name, tags, members, plain: true });
const oddRow = (name: string, tags: Row["tags"], members: Row["members"] = {}): Row => ({ name, tags, members, plain: false });

/** Sessions without anything of note: with them a deep run has 110. */
const fillers: readonly Row[] = Array.from({ length: 65 }, (_, index) => row(`filler-${String(index + 1)}`, {}));

const { propertyNames, additionalProperties } = contractOf("CreateSession").request.properties["Tags"] ?? {};

/** A key and a value as long as tags can have; sessions carry them, and others that differ in the last character. */
export const longKey = "k".repeat(propertyNames?.maxLength ?? 1);
export const longValue = "v".repeat(additionalProperties?.maxLength ?? 1);

/** The tags of the session that has many. */
export const manyPairs: readonly (readonly [key: string, value: string])[] = Array.from({ length: 20 }, (_, index) => [`label${String(index)}`, "on"]);

function designed(): readonly Row[] {
  return [
    row("blue", { team: "blue" }),
    row("blue-again", { team: "blue", a: "1" }),
    row("prefix", { team: "bluegreen" }),
    row("substring", { team: "light blue sky" }),
    row("key-only", { team: "red", b: "2" }),
    row("value-only", { crew: "blue" }),
    // Of these two, each carries what the other one seems to, once key and value are joined or a value is read as a number.
    row("both-pairs", { a: "1", b: "2", count: "1", "x=y": "z", "p:q": "r", "path/a": "b" }),
    row("swapped-pairs", { a: "2", b: "1", count: "01", x: "y=z", p: "q:r", path: "a/b" }),
    row(
      "prototype",
      Object.fromEntries([
        ["__proto__", "blue"],
        ["constructor", "blue"],
      ]),
    ),
    oddRow("other-case", { team: "Blue" }),
    oddRow("empty", { team: "" }),
    row("every-member", { team: "green" }, everyMember),
    row("untagged", {}),
    // Beside what their names say, these carry what looks like another pair once key and value are joined, or once a value is read as an expression.
    row("suffix", { team: "lightblue", "path/a": "b", "path+a": "b", "path a": "b" }),
    row("truncated", { team: "blu", teamb: "lue" }),
    row("key-prefix", { tea: "blue", wild: "b_u.e" }),
    row("key-suffix", { teams: "blue", wild: "bxu.e" }),
    row("swapped", { blue: "team", wild: "b_uxe" }),
    oddRow("key-case", { Team: "blue" }),
    oddRow("upper-case", { team: "BLUE" }),
    oddRow("leading-blank", { team: " blue" }),
    oddRow("trailing-blank", { team: "blue " }),
    row("number", { count: "1", [longKey]: `${longValue.slice(0, -1)}x` }),
    row("padded-number", { count: "01", path: "a/c" }),
    row("decimal-number", { count: "1.0", [`${longKey.slice(0, -1)}x`]: longValue }),
    row("exponent-number", { count: "1e0" }, sizedByCapacity),
    row("boolean", { count: "true", letter: "e" }),
    row("null", { count: "null" }),
    row("equals-in-key", { "x=y": "z" }),
    row("equals-in-value", { x: "y=z" }),
    row("colon-in-key", { "p:q": "r" }),
    row("colon-in-value", { p: "q:r" }),
    row("slash/and.dot", { path: "a/b" }),
    row("plus+at@sign", { path: "a+b" }),
    row("equals=colon:blank x", { path: "a b" }),
    row("x".repeat(60), { count: "0", [longKey]: longValue }),
    oddRow("tab-and-comma", { path: "a,b|c", letter: "e\u0301" }),
    oddRow("non-ascii", { letter: "\u00E9" }),
    row("Upper_Case", { team: "mauve" }),
    row("number-1", { team: "1" }),
    row("key-and-value-apart", { team: "red", crew: "blue" }),
    row("many-tags", Object.fromEntries(manyPairs)),
    row("every-member-again", {}, everyMemberAgain),
    row("long-members", {}, longMembers()),
    row("blue-at-last", { team: "blue" }),
  ];
}

/** Names, behind the run's prefix, that an implementation may trip over when it makes a token of an id. The first one fills an id to its longest. */
export function oddNames(owner: Owner, repetition: number): readonly string[] {
  const room = (contractOf("CreateSession").request.properties["Id"]?.maxLength ?? 0) - idPrefix(owner).length;
  return [
    "long".padEnd(room - String(repetition).length, "-x"),
    "a,b|c\"d'e",
    "non-ascii-\u00E9\u4E2D\u{1F600}",
    "percent%2F&hash#",
    "[{(<>)}]back\\slash",
    "a",
  ].map((name) => `${name}${String(repetition)}`);
}

/** Other values of the same members. */
const everyMemberAgain = {
  // No tag has this value; one that a filter asks for has.
  Description: "blue",
  DefaultArguments: { "--enable-metrics": "false" },
  Connections: { Connections: ["third"] },
  SecurityConfiguration: "other-configuration",
  GlueVersion: "3.0",
  IdleTimeout: 2,
} as const;

/** Capacity in processing units, which may be a fraction, in the place of a number of workers. */
const sizedByCapacity = { NumberOfWorkers: undefined, WorkerType: undefined, MaxCapacity: 2.5 } as const;

/** Members as long as they can be: text of several lines in several scripts, and as many arguments as there may be. */
function longMembers(): Readonly<Record<string, unknown>> {
  const { Description, DefaultArguments } = contractOf("CreateSession").request.properties;
  const longest = Description?.maxLength ?? 0;
  const names = Array.from({ length: DefaultArguments?.maxProperties ?? 0 }, (_, index) => `--argument-${String(index)}`);
  return {
    Description: "Zeile eins\nligne deux \u00E9\u4E2D "
      .repeat(Math.ceil(longest / 20))
      .slice(0, longest)
      .trimEnd(),
    DefaultArguments: Object.fromEntries(names.map((name, index) => [name, `value ${String(index)}`])),
  };
}

/** Every member that a session can be created with and that comes back in a listing. */
const everyMember = {
  Description: "a session with every member set",
  DefaultArguments: { "--enable-metrics": "true", "--extra": "a b" },
  Connections: { Connections: ["first", "second"] },
  SecurityConfiguration: "plain-configuration",
  RequestOrigin: "glue-conformance",
  Timeout: 60,
} as const;
