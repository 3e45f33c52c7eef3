import { partitionOf } from "../../properties/core/fixtures.ts";
import type { CommonOptions, Effort, SignMode, ReportingOptions } from "../../reports/documents/config.ts";
import { HarnessError, optionError } from "../runtime/harness-error.ts";
import { defaultTimeoutMs } from "./timeouts.ts";

/** One of several runs that share the cases of one: the `index`-th, counted from 1, of `count`. */
export interface Shard {
  readonly index: number;
  readonly count: number;
  /** The properties that it sends cases of, where a stored run names them. */
  readonly pieces?: readonly string[];
}

/** Options of a run. */
export interface RunOptions extends CommonOptions {
  readonly seed?: number;
  /** With a baseline, writes its file: what fails is added, what passed is removed. */
  readonly updateBaseline?: boolean;
  /** With `updateBaseline`: the reason of entries that have none. */
  readonly reason?: string;
  /** `NAME:VALUE`, sent with every request and kept out of every report. */
  readonly header?: readonly string[];
  /** The part of the cases that this run sends. */
  readonly shard?: Shard;
}

/** Options of a run and of its reports. */
export interface ConfiguredOptions extends RunOptions, ReportingOptions {}

type OptionWithoutDefault = "profile" | "rate" | "maxRequests" | "maxFailures" | "fixture" | "baseline" | "caBundle" | "resetRequest" | "shard";
type OptionOfContract = "operation" | "page" | "targetPrefix" | "jsonVersion";
type OptionWithOtherValue = "endpoint" | "timeout" | "maxTime" | "settle" | "wait" | "header";
type Resolved = Required<Omit<RunOptions, OptionWithoutDefault | OptionOfContract | OptionWithOtherValue>> & {
  readonly [Name in OptionWithoutDefault]: RunOptions[Name] | undefined;
};

/** Options with their defaults filled in. */
export interface Settings extends Resolved {
  /** Undefined for the embedded reference service. */
  readonly endpoint: URL | undefined;
  readonly timeoutMs: number;
  readonly maxTimeMs: number | undefined;
  readonly settleMs: number;
  /** How long to wait until the target answers, before the run begins. */
  readonly waitMs: number | undefined;
  /** Whether dummy credentials are used where no real ones are found: none were asked for, and the host is not one of AWS. */
  readonly signsAnyway: boolean;
  readonly headers: Readonly<Record<string, string>>;
  /** Properties that another run of the same service judges, for all of its operations. */
  readonly elsewhere: readonly string[];
  /** Cases that are sent of each property at most, spread evenly over all that it has. */
  readonly casesOfProperty: number | undefined;
}

const casesOf: Readonly<Record<Effort, number>> = { quick: 15, standard: 25, deep: 400 };
const loopbackAccount = "123456789012";

/** Whether a host is in one of AWS's domains. */
function isOfAws(host: string): boolean {
  return /(?:^|\.)(?:amazonaws\.com(?:\.cn)?|aws|api\.aws|on\.aws)$/u.test(host);
}

/** Names of this machine, also as containers know it, and the address of all of its interfaces. */
const namesOfMachine: ReadonlySet<string> = new Set(["localhost", "host.docker.internal", "gateway.docker.internal", "0.0.0.0", "::1"]);

/** Whether a host, as written, belongs to the user: loopback, a private address, a name of this machine or a single label; never one of AWS's domains. */
export function isLocalHost(hostname: string): boolean {
  const host = hostname.replace(/^\[|\]$/gu, "").toLowerCase();
  if (isOfAws(host)) return false;
  if (namesOfMachine.has(host) || host.endsWith(".localhost") || /^fd[0-9a-f]{2}:/u.test(host)) return true;
  const quad = /^(\d{1,3})\.(\d{1,3})\.\d{1,3}\.\d{1,3}$/u.exec(host);
  if (quad === null) return /^[a-z0-9_-]+$/u.test(host) && !/^\d+$/u.test(host);
  const [first, second] = [Number(quad[1]), Number(quad[2])];
  return first === 127 || first === 10 || (first === 172 && second >= 16 && second <= 31) || (first === 192 && second === 168);
}

/** Whether a host is this machine itself. */
export function isLoopback(hostname: string): boolean {
  return /^(?:localhost|.*\.localhost|127(?:\.\d{1,3}){3}|\[?::1\]?)$/iu.test(hostname);
}

/** Fills in defaults; throws a HarnessError where options exclude one another. `environment` is read for the region. */
export function resolveSettings(options: RunOptions, environment: Readonly<Record<string, string | undefined>>): Settings {
  const endpoint = options.endpoint === undefined ? undefined : parseEndpoint(options.endpoint);
  const local = endpoint === undefined || isLocalHost(endpoint.hostname);
  const asksForReal = options.profile !== undefined || options.sign === "real";
  const mayCreate = local && !asksForReal;
  const { profile, rate, maxRequests, maxFailures, fixture, baseline, caBundle, resetRequest, shard } = options;
  const { seed = 1, effort = "standard", concurrency = 8, bodyLimit = 8 * 1_024 * 1_024, account = loopbackAccount, only = [], skip = [] } = options;
  const { strict = false, checkAuth = false, updateBaseline = false, reason = "", signingName = "glue", sign = mayCreate ? "dummy" : "real" } = options;
  const { cases = casesOf[effort], name = endpoint?.host ?? "reference service", timeout, maxTime, settle, wait } = options;
  const { state = mayCreate && fixture === undefined ? "create" : "observe" } = options;
  if (state === "create" && !local && (options.roleArn === undefined || options.account === undefined))
    throw optionError(
      ["state", "roleArn", "account"],
      `--state create on ${endpoint?.hostname ?? ""} needs --role-arn and --account, since sessions there cost money. Give both, or leave out --state to observe only.`,
    );
  if (state === "create" && fixture !== undefined)
    throw optionError(["fixture", "state"], "--fixture names existing sessions, and --state create makes new ones. Leave out one of the two.");
  if (updateBaseline && baseline === undefined)
    throw new HarnessError("usage", "--update-baseline has no file to write. Name it with --baseline FILE, which need not exist yet.");
  if (options.reason !== undefined && !updateBaseline)
    throw new HarnessError("usage", "--reason is written to the entries of a baseline that have none. Give it with --baseline FILE --update-baseline.");
  if (resetRequest !== undefined && (endpoint === undefined || !mayCreate)) {
    const where = endpoint === undefined ? "the embedded reference service" : asksForReal ? "a target of real credentials" : endpoint.hostname;
    throw optionError(["resetRequest"], `resetRequest empties a target, and is sent to your own hosts only, not to ${where}. Leave it out for this target.`);
  }
  if (resetRequest !== undefined && shard !== undefined)
    throw optionError(["resetRequest"], "resetRequest empties a target that other shards may be using. Leave it out with --shard.");
  if (updateBaseline && shard !== undefined)
    throw new HarnessError("usage", "--update-baseline needs a whole run, and --shard runs a part. Leave out one of the two.");
  if (endpoint?.protocol === "https:" && environment["NODE_TLS_REJECT_UNAUTHORIZED"] === "0")
    throw optionError(
      ["endpoint"],
      `NODE_TLS_REJECT_UNAUTHORIZED=0 switches off the check of certificates, so anything could answer for ${endpoint.hostname}. Unset it, and name the authority of the target with --ca-bundle FILE.`,
    );
  const regions = [options.region, environment["AWS_REGION"], environment["AWS_DEFAULT_REGION"]];
  const region = regions.find((one) => one !== undefined && one !== "") ?? "us-east-1";
  const given = { profile, rate, maxRequests, maxFailures, fixture, baseline, caBundle, resetRequest, shard };
  const withDefaults = {
    seed,
    effort,
    cases,
    concurrency,
    bodyLimit,
    state,
    account,
    only,
    skip,
    strict,
    checkAuth,
    updateBaseline,
    reason,
    signingName,
    sign,
  };
  return {
    ...given,
    ...withDefaults,
    endpoint,
    region,
    name,
    timeoutMs: timeout ?? defaultTimeoutMs,
    maxTimeMs: maxTime === undefined ? undefined : maxTime * 1_000,
    settleMs: settle ?? (endpoint === undefined || isLoopback(endpoint.hostname) ? 5_000 : 60_000),
    waitMs: wait === undefined ? undefined : wait * 1_000,
    roleArn: options.roleArn ?? `arn:${partitionOf(region)}:iam::${account}:role/GlueConformance`,
    signsAnyway: options.sign === undefined && !asksForReal && endpoint !== undefined && !isOfAws(endpoint.hostname),
    headers: Object.fromEntries((options.header ?? []).map((text) => parseHeader(text, sign))),
    elsewhere: [],
    casesOfProperty: undefined,
  };
}

function parseEndpoint(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^https?:$/u.test(url.protocol)) {
    const shown = text.replace(/^.*@/su, "…@");
    throw optionError(["endpoint"], `--endpoint ${JSON.stringify(shown)} is not an http(s) URL (example: http://127.0.0.1:5000).`);
  }
  if (url.search !== "" || url.hash !== "")
    throw optionError(["endpoint"], `--endpoint has a ${url.search === "" ? "fragment" : "query"}, which no request could carry. Give the URL without it.`);
  return url;
}

/** Headers that the suite or the transport sets. */
const madeBySuite = /^(?:host|content-length|content-type|transfer-encoding|connection|keep-alive|upgrade|expect|te|trailer|x-amz-target)$/u;
const madeBySigning = /^(?:authorization|x-amz-date|x-amz-security-token|x-amz-content-sha256)$/u;

/** The name that a header, given as `NAME:VALUE`, has among the options. */
export function headerOption(text: string): `header ${string}` {
  return `header ${text.replace(/:.*$/su, "").toLowerCase()}`;
}

function parseHeader(text: string, sign: SignMode): [string, string] {
  const match = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+):\s*(.*)$/u.exec(text);
  const option = headerOption(text);
  if (match === null) throw optionError([option], "--header is not NAME:VALUE. Give one such as x-api-key:secret.");
  const name = (match[1] ?? "").toLowerCase();
  if (madeBySuite.test(name)) throw optionError([option], `--header names ${name}, which the suite sets itself for each case. Leave it out.`);
  if (sign !== "none" && madeBySigning.test(name)) {
    throw optionError([option, "sign"], `--header names ${name}, which belongs to the signature. Leave it out, or send unsigned requests with --sign none.`);
  }
  return [name, match[2] ?? ""];
}
