import { contractOf } from "../../spec/contracts/shipped-contracts.ts";

/** One session that the run creates, and how. */
export interface FixtureSession {
  readonly id: string;
  readonly tags: Readonly<Record<string, string>>;
  /** Input of `CreateSession`. */
  readonly input: Readonly<Record<string, unknown>>;
  /** Whether the tags are plain text, so that a `must` filter may depend on them. */
  readonly plain: boolean;
  /** The number of a statement that was run in it. */
  readonly statement?: number;
  /** The same session with its own tags alone, for a target that refuses to create it with those of the plan. */
  readonly unplanned?: Pick<FixtureSession, "tags" | "input">;
}

/** The sessions of a run, as far as they could be created. */
export type FixtureSet =
  | {
      readonly available: true;
      readonly sessions: readonly FixtureSession[];
      readonly owner: Owner;
      /** They were there before the run, which then creates and changes nothing: what they are is what their owner says. */
      readonly given?: true;
      /** The pages of a plain listing have no end: of what needs sessions, only that is worth asking for again. */
      readonly endless?: true;
      /** A plain listing shows other sessions with every page, more than can be walked over: nothing shows whether it lists all. */
      readonly outgrown?: true;
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
