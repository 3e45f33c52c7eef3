import { authoritiesFor } from "./certificate-authorities.ts";
import { messageOf } from "../runtime/harness-error.ts";
import type { Settings } from "../config/settings.ts";
import { connectTimeoutOf } from "../config/timeouts.ts";
import { proxiesIn, proxyFor } from "./proxy.ts";
import { credentialsFor } from "./signer.ts";
import type { Credentials } from "./sigv4.ts";
import type { Transport } from "./transport.ts";

/** The credentials of a run, with what is to be said of them; or why there are none. */
export type FoundCredentials = { readonly found: Credentials | undefined; readonly notice?: string } | { readonly problem: string };

/** What reports call the endpoint of a run; without credentials. */
export function endpointName({ endpoint }: Pick<Settings, "endpoint">): string {
  return endpoint === undefined ? embedded : shown(endpoint);
}

/** What reports call the reference service in the same process. */
export const embedded = "embedded reference service";

/** What requests to it are signed for. */
export const embeddedUrl = new URL("http://reference.invalid");

function shown(url: URL): string {
  const copy = new URL(url);
  copy.username = "";
  copy.password = "";
  return copy.href.replace(/\/$/u, "");
}

/** How requests reach the target; without an endpoint, the embedded reference service. */
export async function transportFor(settings: Settings): Promise<Transport> {
  if (settings.endpoint === undefined) {
    const [{ createMswTransport }, { handlersFor }, { createService }, { systemEnvironment }] = await Promise.all([
      import("./msw-transport.ts"),
      import("../reference/server/msw.ts"),
      import("../reference/service/service.ts"),
      import("../reference/server/environment.ts"),
    ]);
    return createMswTransport(handlersFor(createService(systemEnvironment)));
  }
  const proxy = proxyFor(settings.endpoint, process.env);
  const { createHttpTransport } = await import("./http-transport.ts");
  const { createAdaptingTransport } = await import("./adapting-transport.ts");
  const { endpoint, timeoutMs, bodyLimit, concurrency } = settings;
  const limits = {
    timeoutMs,
    connectTimeoutMs: connectTimeoutOf(timeoutMs),
    bodyLimit,
    ...(proxy === undefined ? {} : { proxy }),
    authorities: await authoritiesFor(settings.caBundle, endpoint, process.env),
  };
  // Bursts are of eight requests.
  const widest = concurrency === 1 ? 1 : Math.max(concurrency, 8);
  return createAdaptingTransport((connections) => createHttpTransport(endpoint, { ...limits, connections }), widest);
}

/** Credentials as the settings ask for them. */
export async function findCredentials(settings: Settings): Promise<FoundCredentials> {
  try {
    return { found: await credentialsFor(settings.sign, settings.profile, process.env) };
  } catch (error) {
    if (settings.signsAnyway) return { found: await credentialsFor("dummy", undefined, {}), notice: signedAnyway(settings) };
    return {
      problem: `No credentials were found: ${messageOf(error)}. Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, name a --profile, or use --sign none.`,
    };
  }
}

function signedAnyway({ endpoint, state }: Settings): string {
  const host = endpoint?.hostname ?? "the target";
  const advice =
    state === "create" ? "" : ` Nothing is created there; if ${host} is a host of your own, give --sign dummy --state create, with --role-arn and --account.`;
  return `No credentials were found, so requests to ${host} are signed with dummy ones.${advice}`;
}

/** Secrets that must not appear in any file or on any terminal. */
export function secretsOf(
  credentials: Credentials | undefined,
  settings: Settings,
  environment: Readonly<Record<string, string | undefined>>,
): readonly string[] {
  const keys = [credentials?.secretAccessKey, credentials?.sessionToken].filter((key) => key !== undefined);
  return [
    // "test" and its like are no secrets, and blanking them would blank half a report.
    ...keys.filter((key) => key.length > 15 || (settings.sign === "real" && key !== "test")),
    ...Object.entries(settings.headers).flatMap(([name, value]) => (/^(?:accept(?:-.*)?|user-agent)$/u.test(name) ? [] : secretsOfHeader(value))),
    ...[settings.endpoint, ...proxiesIn(environment)].flatMap((url) => (url === undefined ? [] : secretsOfUrl(url))),
  ].filter((value) => value.length > 3);
}

/** The value, and the part of it after the name of a scheme. */
function secretsOfHeader(value: string): readonly string[] {
  const [, scheme, token = ""] = /^([A-Za-z]+)\s+(\S+)$/u.exec(value) ?? [];
  if (scheme === undefined) return [value];
  const password =
    scheme.toLowerCase() === "basic"
      ? Buffer.from(token, "base64")
          .toString()
          .replace(/^[^:]*:/u, "")
      : "";
  return [value, token, password];
}

/** A proxy that refuses may send back the header that carried them. */
function secretsOfUrl({ username, password }: URL): readonly string[] {
  const [user, secret] = [username, password].map(decoded) as [string, string];
  // A name of a few letters is in many texts; one that stands alone is a token.
  const names = secret === "" || user.length > 7 ? [username, user] : [];
  return [...names, password, secret, ...(secret === "" ? [] : [`${user}:${secret}`, Buffer.from(`${user}:${secret}`).toString("base64")])];
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
