import { contractOf } from "../spec/contracts/shipped-contracts.ts";
import { creationOf, idPrefix, type FixtureSession, type Owner } from "./fixtures.ts";
import { placeTags } from "./place-tags.ts";
import { type Carrier, withPlan } from "./tag-plan.ts";

/**
 * The designed set: what tells an exact filter from every sloppy one, and tokens that hold from tokens that trip over an id.
 * `quick` takes the first twelve; `deep` adds enough to exceed a page of a hundred. Ids and tags are the same for every run of an effort but for the run's id.
 */
export function plannedSessions(owner: Owner, effort: "quick" | "standard" | "deep"): readonly FixtureSession[] {
  const rows = rowsOf(effort === "quick" ? 12 : undefined);
  return (effort === "deep" ? [...rows, ...fillers] : rows).map(({ name, tags, planned, members, plain }) => {
    const made = (all: Row["tags"]): Pick<FixtureSession, "tags" | "input"> => {
      const input = creationOf(owner, name, all, members);
      return { tags: input["Tags"] as Record<string, string>, input };
    };
    const session = made(planned);
    return { id: String(session.input["Id"]), ...session, plain, ...(planned === tags ? {} : { unplanned: made(tags) }) };
  });
}

type PlannedRow = Row & { readonly planned: Row["tags"] };

const known = new Map<number | undefined, readonly PlannedRow[]>();

function rowsOf(count: number | undefined): readonly PlannedRow[] {
  const before = known.get(count);
  if (before !== undefined) return before;
  const all = designed();
  const places = placeTags(all);
  const rows = all.map((one, index) => ({ ...one, tags: Object.fromEntries([...Object.entries(one.tags), ...(places.get(index) ?? [])]) })).slice(0, count);
  const plan = withTags(rows, withPlan(rows));
  known.set(count, plan);
  return plan;
}

function withTags(rows: readonly Row[], tags: readonly Row["tags"][]): readonly PlannedRow[] {
  return rows.map((one, index) => ({ ...one, planned: one.bare === true ? one.tags : (tags[index] ?? one.tags) }));
}

interface Row extends Carrier {
  readonly name: string;
  /** Undefined takes away what every session has. */
  readonly members?: Readonly<Record<string, unknown>>;
}

const row = (name: string, tags: Row["tags"], members: Row["members"] = {}): Row => ({ name, tags, members, plain: true });
const oddRow = (name: string, tags: Row["tags"], members: Row["members"] = {}): Row => ({ ...row(name, tags, members), plain: false });
const bareRow = (name: string, tags: Row["tags"]): Row => ({ ...row(name, tags), bare: true });

/** Sessions without anything of note: with them a deep run has 110. */
const fillers: readonly PlannedRow[] = Array.from({ length: 65 }, (_, index) => ({ ...row(`filler-${String(index + 1)}`, {}), planned: {} }));

/** The tags of the session that has many. */
export const manyPairs: readonly (readonly [key: string, value: string])[] = Array.from({ length: 20 }, (_, index) => [`label${String(index)}`, "on"]);

// Rows that carry nothing of note have it from the plan.
function designed(): readonly Row[] {
  return [
    // The preflight may create it, whatever the effort.
    bareRow("blue", { team: "blue" }),
    row("blue-again", { team: "blue", a: "1" }),
    row("prefix", { team: "bluegreen" }),
    row("substring", { team: "light blue sky" }),
    row("key-only", { team: "red", b: "2" }),
    row("value-only", { crew: "blue" }),
    row("both-pairs", { a: "1", b: "2" }),
    row("swapped-pairs", { a: "2", b: "1" }),
    row(
      "prototype",
      Object.fromEntries([
        ["__proto__", "blue"],
        ["constructor", "blue"],
      ]),
    ),
    oddRow("other-case", { team: "Blue", "light team": "light  blue" }),
    oddRow("empty", { team: "" }),
    row("every-member", { team: "green" }, everyMember),
    bareRow("untagged", {}),
    row("suffix", { team: "lightblue" }),
    row("truncated", { team: "blu", teamb: "lue" }),
    row("key-prefix", { tea: "blue", "light team": "light blue" }),
    row("key-suffix", { teams: "blue" }),
    row("swapped", { blue: "team" }),
    oddRow("key-case", { Team: "blue" }),
    oddRow("upper-case", { team: "BLUE" }),
    oddRow("leading-blank", { team: " blue", "light  team": "light blue" }),
    oddRow("trailing-blank", { team: "blue ", " crew": "blue" }),
    row("number", {}),
    row("padded-number", {}),
    row("decimal-number", {}),
    row("exponent-number", {}, sizedByCapacity),
    row("boolean", {}),
    row("null", {}),
    row("equals-in-key", {}),
    row("equals-in-value", {}),
    row("colon-in-key", {}),
    row("colon-in-value", {}),
    row("slash/and.dot", {}),
    row("plus+at@sign", {}),
    row("equals=colon:blank x", {}),
    row("x".repeat(60), {}),
    oddRow("tab-and-comma", { "crew ": "blue" }),
    oddRow("non-ascii", {}),
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
