// oxlint-disable-next-line no-restricted-imports -- this is the file through which it is reached, and it is loaded on use
import type * as Sdk from "@aws-sdk/client-glue";
import { createRequire } from "node:module";
import { memberOf } from "../../spec/json.ts";
import type { ClientCall, ClientReading, Judged, Probe } from "../../properties/core/property.ts";
import { manifest } from "../runtime/package-manifest.ts";

// Not by an import, which would search half a megabyte for its exports before running it: that doubles the time.
const sdk = createRequire(import.meta.url)("@aws-sdk/client-glue") as typeof Sdk;

/** Delivers a request of the client; undefined where it could not be sent, which ends the call. */
export type Deliver = (probe: Probe) => Promise<Judged | undefined>;

/** What the client adds for itself and the run adds again, when it signs and sends. */
const addedLater = new Set(["authorization", "content-length", "host", "x-amz-content-sha256", "x-amz-date", "x-amz-security-token"]);

/**
 * Makes a call with the AWS SDK's own client and gives its exchanges, each with what the client made of the answer. The client serialises, reads and
 * pages; `deliver` signs, retries and counts requests. The same answers give the same exchanges, so stored ones can be read again.
 */
export async function makeClientCall(call: ClientCall, deliver: Deliver): Promise<readonly Judged[]> {
  const exchanges: Judged[] = [];
  const client = clientFor(async (probe) => {
    const judged = await deliver(probe);
    if (judged !== undefined) exchanges.push(withoutInvocation(judged));
    return judged?.response;
  }, call);
  const readings: ClientReading[] = [];
  try {
    if (call.pages === undefined) readings.push({ kind: "output", output: await client.send(new sdk.ListSessionsCommand(call.input)), isLast: true });
    else await readPages(client, call.input, call.pages, readings);
  } catch (error) {
    readings.push(readingOf(error));
  } finally {
    client.destroy();
  }
  return exchanges.map((judged, index) => {
    const reading = readings[index];
    return reading === undefined ? judged : { ...judged, reading };
  });
}

async function readPages(
  client: Sdk.GlueClient,
  input: ClientCall["input"],
  { size, maxPages }: NonNullable<ClientCall["pages"]>,
  readings: ClientReading[],
): Promise<void> {
  const tokens = new Set<unknown>();
  // The paginator writes the token into the input that it is given.
  for await (const output of sdk.paginateListSessions({ client, pageSize: size }, { ...input })) {
    readings.push({ kind: "output", output, isLast: false });
    // The paginator itself would loop forever.
    if (tokens.has(output.NextToken) || readings.length >= maxPages) return;
    tokens.add(output.NextToken);
  }
  const last = readings.pop();
  if (last?.kind === "output") readings.push({ ...last, isLast: true });
}

// The SDK's warnings about versions of Node belong in the log of its users, not in a report.
process.env["AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"] ??= "true";

function clientFor(respond: (probe: Probe) => Promise<Judged["response"]>, call: ClientCall): Sdk.GlueClient {
  return new sdk.GlueClient({
    region: "us-east-1",
    endpoint: "http://target.invalid",
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
    maxAttempts: 1,
    // Without the machine's system and version of Node, so that a record is the same from machine to machine.
    defaultUserAgentProvider: () => Promise.resolve([["aws-sdk-js", sdkVersion]]),
    requestHandler: {
      async handle(request: { readonly headers: Readonly<Record<string, string>>; readonly body?: Uint8Array }) {
        const response = await respond(probeOf(request, call));
        if (response === undefined) throw new Error("no answer");
        return { response: { statusCode: response.status, headers: { ...response.headers }, body: response.body } };
      },
    },
  });
}

const sdkVersion = manifest.dependencies["@aws-sdk/client-glue"] ?? "3";

// The client draws an id for each request, which a record that is the same from run to run leaves out.
function withoutInvocation(judged: Judged): Judged {
  const { headers } = judged.request;
  return { ...judged, request: { ...judged.request, headers: { ...headers, "amz-sdk-invocation-id": "{invocation-id}" } } };
}

function probeOf(
  { headers, body = new Uint8Array() }: { readonly headers: Readonly<Record<string, string>>; readonly body?: Uint8Array },
  call: ClientCall,
): Probe {
  const bytes = new Uint8Array(body);
  return {
    request: { method: "POST", path: "/", headers: Object.fromEntries(Object.entries(headers).filter(([name]) => !addedLater.has(name))), body: bytes },
    operation: "ListSessions",
    input: JSON.parse(new TextDecoder().decode(bytes)) as unknown,
    claimed: true,
    expect: call.expect,
    ...(call.breaks === undefined ? {} : { breaks: call.breaks }),
  };
}

function readingOf(error: unknown): ClientReading {
  if (!(error instanceof Error)) return { kind: "exception", name: "unknown", message: String(error), isModelled: false };
  const { name, message } = error;
  const modelled: unknown = memberOf(sdk, name);
  const own = typeof modelled === "function" ? modelled : sdk.GlueServiceException;
  return { kind: "exception", name, message, isModelled: error instanceof own };
}
