import { Agent, type Dispatcher, ProxyAgent } from "undici";
import { basePathOf } from "./signer.ts";
import type { Proxy } from "./proxy.ts";

/** Limits of connections, as undici takes them. */
export interface ConnectionLimits {
  readonly connect: { readonly timeout: number; readonly ca?: string[] };
  readonly headersTimeout: number;
  readonly bodyTimeout: number;
  readonly maxHeaderSize: number;
}

/** The way to an endpoint: straight, or through a proxy. */
export interface EndpointRoute {
  /** Opens connections, up to the given number. */
  readonly open: (connections: number) => Dispatcher;
  /** Where a request with that path goes, and what it carries beside its own headers. */
  readonly to: (path: string) => { readonly origin: string; readonly path: string; readonly headers: Readonly<Record<string, string>> };
}

/** The route of requests; what is asked over TLS goes through a tunnel of its proxy, anything else is handed to the proxy as it is. */
export function routeTo(endpoint: URL, proxy: Proxy | undefined, limits: ConnectionLimits): EndpointRoute {
  const agent = (connections: number): Dispatcher => new Agent({ ...limits, connections, maxResponseSize: -1 });
  const { origin } = endpoint;
  const base = basePathOf(endpoint);
  const straight = (path: string): ReturnType<EndpointRoute["to"]> => ({ origin, path: base + path, headers: {} });
  if (proxy === undefined) return { open: agent, to: straight };
  const authorization = authorizationOf(proxy.url);
  if (endpoint.protocol === "https:") {
    const { connect, ...others } = limits;
    const tunnel = {
      ...others,
      uri: proxy.url.origin,
      requestTls: connect,
      proxyTls: connect,
      ...(authorization === undefined ? {} : { token: authorization }),
    };
    return { open: (connections) => new ProxyAgent({ ...tunnel, connections, maxResponseSize: -1 }), to: straight };
  }
  const headers = { host: endpoint.host, ...(authorization === undefined ? {} : { "proxy-authorization": authorization }) };
  return { open: agent, to: (path) => ({ origin: proxy.url.origin, path: origin + base + path, headers }) };
}

function authorizationOf({ username, password }: URL): string | undefined {
  if (username === "" && password === "") return undefined;
  return `Basic ${Buffer.from(`${plainOf(username)}:${plainOf(password)}`).toString("base64")}`;
}

function plainOf(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
