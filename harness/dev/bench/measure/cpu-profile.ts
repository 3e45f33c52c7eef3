import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Profiler } from "node:inspector";

/** Where a client's time goes, in the order of the table; the time in a frame of Node counts for its caller. */
export const groups = [
  "signing",
  "serialising, answers read included",
  "checks, ajv included",
  "journalling",
  "generation, fast-check included",
  "HTTP",
  "runner",
  "reports",
  "loading modules",
  "garbage collection",
  "Node itself",
] as const;
export type Group = (typeof groups)[number];

/** The first pattern that a script's URL matches says the group of its functions. */
const byScript: readonly (readonly [RegExp, Group])[] = [
  [/\/node_modules\/(?:@smithy|@aws-sdk|@aws-crypto|tslib)\//u, "signing"],
  [/\/transport\/(?:signer|sigv4|sent-signatures)\.js$/u, "signing"],
  [/\/node_modules\/undici\//u, "HTTP"],
  [/\/harness\/(?:transport\/|runtime\/mutex)/u, "HTTP"],
  [/\/node_modules\/(?:fast-check|pure-rand)\//u, "generation, fast-check included"],
  [/\/properties\/(?:generators\/(?!bodies)|fixtures\/|core\/fixtures|request\/odd-numbers)/u, "generation, fast-check included"],
  [/\/harness\/(?:selection\/enumerate-cases|config\/catalogue)\.js$/u, "generation, fast-check included"],
  [/\/(?:harness\/storage|reports\/(?:redaction|documents))\/(?:journal|redact|secret-spellings|evidence|read-evidence)/u, "journalling"],
  [/\/reports\/(?:record\/(?:recorded-body|journal|request-diff)|redaction\/normalise|encoding\/safe-json)\.js$/u, "journalling"],
  [/\/node_modules\/(?:ajv|fast-uri|json-schema-traverse|fast-deep-equal)\//u, "checks, ajv included"],
  [/\/properties\/(?:core\/(?:json|request|answer)|generators\/bodies|generators\/bodies-of-contract)\.js$/u, "serialising, answers read included"],
  [/\/(?:properties|spec)\//u, "checks, ajv included"],
  [/\/reports\//u, "reports"],
  [/\/node_modules\//u, "reports"],
  [/\/harness\//u, "runner"],
];

/** The group of a frame without a caller of ours, by Node's own scripts and V8's own names. */
function groupOfNode(url: string, name: string): Group | undefined {
  if (name === "(garbage collector)") return "garbage collection";
  if (/internal\/modules\/|internal\/(?:main|bootstrap|vm)|:vm$/u.test(url) || /^(?:wrapSafe|compileFunction|compileSourceTextModule)/u.test(name))
    return "loading modules";
  if (/^node:(?:net|http|_http|stream|tls)|internal\/(?:streams|stream_base_commons|webstreams|js_stream)/u.test(url)) return "HTTP";
  return undefined;
}

/** One function in a profile. */
type Node = Profiler.ProfileNode;

/** Microseconds of each group in a profile; the time in which the process was idle counts for none. */
export function timesIn(profile: Profiler.Profile): ReadonlyMap<Group, number> {
  const nodes = new Map(profile.nodes.map((node) => [node.id, node]));
  const parents = new Map(profile.nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id] as const)));
  const groupOfId = new Map<number, Group | undefined>();
  const groupAt = (id: number): Group | undefined => {
    if (!groupOfId.has(id)) groupOfId.set(id, groupOfNodeAt(nodes, parents, id));
    return groupOfId.get(id);
  };
  const times = new Map<Group, number>(groups.map((group) => [group, 0]));
  for (const [index, id] of (profile.samples ?? []).entries()) {
    const group = groupAt(id);
    if (group !== undefined) times.set(group, (times.get(group) ?? 0) + (profile.timeDeltas?.[index] ?? 0));
  }
  return times;
}

function groupOfNodeAt(nodes: ReadonlyMap<number, Node>, parents: ReadonlyMap<number, number>, id: number): Group | undefined {
  const self = nodes.get(id)?.callFrame;
  if (self?.functionName === "(idle)") return undefined;
  let ofNode: Group | undefined;
  for (let at: number | undefined = id; at !== undefined; at = parents.get(at)) {
    const { url = "", functionName = "" } = nodes.get(at)?.callFrame ?? {};
    const found = byScript.find(([pattern]) => pattern.test(url))?.[1];
    if (found !== undefined) return found;
    ofNode ??= groupOfNode(url, functionName);
    if (ofNode === "loading modules" || ofNode === "garbage collection") return ofNode;
  }
  return ofNode ?? "Node itself";
}

/** The only profile in a folder. */
export function profileIn(folder: string): Profiler.Profile {
  const names = readdirSync(folder).filter((name) => name.endsWith(".cpuprofile"));
  if (names.length !== 1) throw new Error(`${folder} holds ${String(names.length)} profiles, expected one`);
  return JSON.parse(readFileSync(join(folder, names[0] as string), "utf8")) as Profiler.Profile;
}
