import { BlockList, isIP } from "node:net";
import { HarnessError } from "../runtime/harness-error.ts";
import { isLoopback } from "../config/settings.ts";

type Environment = Readonly<Record<string, string | undefined>>;

/** A proxy that stands between the suite and a target. */
export interface Proxy {
  /** With its credentials. */
  readonly url: URL;
  /** The variable that names it. */
  readonly variable: string;
}

/**
 * The proxy of an endpoint, as HTTPS_PROXY or HTTP_PROXY, ALL_PROXY and NO_PROXY say, in lower case before upper case; undefined where there is none.
 * What listens on this machine is never asked through one. Throws a usage error for one that cannot be used.
 */
export function proxyFor(endpoint: URL, environment: Environment): Proxy | undefined {
  if (isLoopback(endpoint.hostname)) return undefined;
  const scheme = endpoint.protocol.slice(0, -1);
  const [variable, value] = firstOf(environment, [`${scheme}_proxy`, "all_proxy"]) ?? [];
  if (variable === undefined || value === undefined || isExempt(endpoint, firstOf(environment, ["no_proxy"])?.[1] ?? "")) return undefined;
  const url = urlOf(value);
  if (url !== undefined && /^https?:$/u.test(url.protocol)) return { url, variable };
  const seen = url === undefined ? "names no address" : `names a ${url.protocol.slice(0, -1)} proxy`;
  throw new HarnessError(
    "usage",
    `${variable} ${seen}; an http or https one can be used. Set it to one such as http://proxy.example:3128, or name the target in NO_PROXY.`,
  );
}

/** What a report may call a proxy: without its credentials. */
export function proxyName({ url, variable }: Proxy): string {
  return `${url.origin} of ${variable}`;
}

/** Every proxy that the environment names, whether it is used or not. */
export function proxiesIn(environment: Environment): readonly URL[] {
  return Object.entries(environment).flatMap(([name, value]) => {
    const url = /^(?:https?|all)_proxy$/iu.test(name) && value !== undefined ? urlOf(value) : undefined;
    return url === undefined ? [] : [url];
  });
}

function firstOf(environment: Environment, names: readonly string[]): readonly [name: string, value: string] | undefined {
  for (const name of names.flatMap((one) => [one, one.toUpperCase()])) {
    const value = environment[name]?.trim() ?? "";
    if (value !== "") return [name, value];
  }
  return undefined;
}

// Many write a proxy without a scheme, as curl allows.
function urlOf(value: string): URL | undefined {
  const text = /^[a-z][a-z0-9+.-]*:\/\//iu.test(value) ? value : `http://${value}`;
  return URL.canParse(text) ? new URL(text) : undefined;
}

/** Whether NO_PROXY names a host: `*`, a host, a domain with or without a dot in front of it, an address or a block of them, each with or without a port. */
function isExempt({ hostname, port, protocol }: URL, list: string): boolean {
  const host = hostname.replace(/^\[|\]$/gu, "").toLowerCase();
  const asked = port === "" ? (protocol === "https:" ? "443" : "80") : port;
  return list.split(/[\s,]+/u).some((entry) => {
    if (entry === "") return false;
    const [, name = entry, only = asked] = /^(\[.*\]|[^:]*):(\d+)$/u.exec(entry) ?? [];
    const wanted = name
      .replace(/^\[|\]$/gu, "")
      .toLowerCase()
      .replace(/^\*?\./u, "");
    return only === asked && (name === "*" || host === wanted || host.endsWith(`.${wanted}`) || isWithin(host, wanted));
  });
}

function isWithin(host: string, block: string): boolean {
  const [address = "", length = ""] = block.split("/");
  const kind = isIP(host);
  if (kind === 0 || isIP(address) !== kind || !/^\d{1,3}$/u.test(length) || Number(length) > (kind === 4 ? 32 : 128)) return false;
  const blocks = new BlockList();
  const family = kind === 4 ? "ipv4" : "ipv6";
  blocks.addSubnet(address, Number(length), family);
  return blocks.check(host, family);
}
