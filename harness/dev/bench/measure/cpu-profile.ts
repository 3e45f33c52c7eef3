import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Profiler } from "node:inspector";

/** Where a client's time goes: the first pattern that a frame matches, written as `url function`, says its group. */
const frames: readonly (readonly [RegExp, string])[] = [
  [/\(garbage collector\)$/u, "garbage collection"],
  [/internal\/modules\/|internal\/(?:main|bootstrap|vm)|:vm |^\S* (?:wrapSafe|compileFunction|compileSourceTextModule)/u, "loading modules"],
  [/\/node_modules\/(?:@smithy|@aws-sdk|@aws-crypto|tslib)\/|\/transport\/(?:signer|sigv4)\.js/u, "signing"],
  [/\/node_modules\/undici\/|\/harness\/transport\//u, "HTTP"],
  [/\/node_modules\/(?:fast-check|pure-rand)\/|\/properties\/(?:generators\/(?!bodies)|fixtures\/|core\/fixtures)/u, "generation, fast-check included"],
  [/\/harness\/(?:selection\/enumerate-cases|config\/catalogue)\.js/u, "generation, fast-check included"],
  [/\/harness\/storage\/|\/reports\/(?:redaction|documents|record|encoding)\//u, "journalling"],
  [/\/properties\/(?:core\/(?:json|request|answer)|generators\/bodies\S*)\.js/u, "serialising, answers read included"],
  [/\/node_modules\/(?:ajv|fast-uri|json-schema-traverse|fast-deep-equal)\/|\/(?:properties|spec)\//u, "checks, ajv included"],
  [/\/reports\/|\/node_modules\//u, "reports"],
  [/\/harness\//u, "runner"],
];
const own = "Node itself";
const network = /^node:(?:net|http|_http|stream|tls)|internal\/(?:streams|stream_base_commons|webstreams|js_stream)/u;

/** Microseconds of each group in a profile. The time in a frame of Node counts for its caller, and that in which the process was idle for none. */
export function timesIn(profile: Profiler.Profile): ReadonlyMap<string, number> {
  const nodes = new Map(profile.nodes.map((node) => [node.id, node]));
  const parents = new Map(profile.nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id] as const)));
  const groupOf = (id: number): string => {
    let ofNode = own;
    for (let at: number | undefined = id; at !== undefined; at = parents.get(at)) {
      const { url = "", functionName = "" } = nodes.get(at)?.callFrame ?? {};
      const found = frames.find(([pattern]) => pattern.test(`${url} ${functionName}`));
      if (found !== undefined) return found[1];
      if (network.test(url)) ofNode = "HTTP";
    }
    return ofNode;
  };
  const times = new Map([...frames.map(([, group]) => group), own].map((group) => [group, 0]));
  for (const [index, id] of (profile.samples ?? []).entries()) {
    if (nodes.get(id)?.callFrame.functionName === "(idle)") continue;
    const group = groupOf(id);
    times.set(group, (times.get(group) ?? 0) + (profile.timeDeltas?.[index] ?? 0));
  }
  return times;
}

/** The only profile in a folder. */
export function profileIn(folder: string): Profiler.Profile {
  const names = readdirSync(folder).filter((name) => name.endsWith(".cpuprofile"));
  if (names.length !== 1) throw new Error(`${folder} holds ${String(names.length)} profiles, expected one`);
  return JSON.parse(readFileSync(join(folder, names[0] as string), "utf8")) as Profiler.Profile;
}
