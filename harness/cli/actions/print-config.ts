import type { Origins } from "../../config/effective-options.ts";
import { type ConfiguredOptions, type RunOptions, type Settings, resolveSettings } from "../../config/settings.ts";
import { defaultFormats } from "../../storage/write-reports.ts";

type Environment = Readonly<Record<string, string | undefined>>;

/** Every option of a run as JSON, a line each, with its effective value and its source. Secrets are masked. Throws a HarnessError as `resolveSettings` does. */
export function renderConfig(options: ConfiguredOptions, origins: Origins, environment: Environment): string {
  const settings = resolveSettings(options, environment);
  const rows = Object.entries({ ...valuesOf(options, settings, environment), ...reportedText(options) }).map(([name, value]) => {
    const from = value === undefined ? undefined : origins.get(name);
    return `  ${JSON.stringify(name)}: ${reported(value, from)}`;
  });
  const headers = Object.keys(settings.headers).map((name) => `${JSON.stringify(name)}: ${reported("…", origins.get(`header ${name}`))}`);
  return `{\n${[...rows, `  "headers": { ${headers.join(", ")} }`].join(",\n")}\n}\n`;
}

function reported(value: unknown, from = "default"): string {
  return `{ "value": ${JSON.stringify(value ?? null)}, "from": ${JSON.stringify(from)} }`;
}

/** The settings, in the units and by the names of the options. */
function valuesOf(options: RunOptions, settings: Settings, environment: Environment): Record<Exclude<keyof RunOptions, "header">, unknown> {
  const { timeoutMs: timeout, settleMs, waitMs, maxTimeMs, headers: _, signsAnyway: __, endpoint, resetRequest, ...others } = settings;
  const authorities = endpoint?.protocol === "https:" ? environment["AWS_CA_BUNDLE"] : undefined;
  return {
    endpoint: endpoint === undefined ? "embedded reference service" : `${endpoint.protocol}//${endpoint.host}${endpoint.pathname}`,
    ...others,
    timeout,
    settle: settleMs,
    wait: waitMs === undefined ? undefined : waitMs / 1_000,
    maxTime: maxTimeMs === undefined ? undefined : maxTimeMs / 1_000,
    caBundle: settings.caBundle ?? authorities,
    operation: options.operation ?? (options.page === undefined ? "ListSessions" : undefined),
    page: options.page,
    targetPrefix: options.targetPrefix,
    jsonVersion: options.jsonVersion ?? "1.1",
    // Its body may hold a key.
    resetRequest: resetRequest === undefined ? undefined : `${resetRequest.method} ${resetRequest.path}`,
  };
}

function reportedText({ out, format = defaultFormats, verbose = false, quiet = false, color = true }: ConfiguredOptions): Readonly<Record<string, unknown>> {
  return { out, format, verbose, quiet, color };
}
