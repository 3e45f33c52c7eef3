import { readFileSync } from "node:fs";
import { Pool } from "undici";
import { linesOfJournal } from "../../../../reports/record/journal.ts";
import { fromRecordedBody } from "../../../../reports/record/recorded-body.ts";
import { inParallel } from "../../../runtime/ordered-pool.ts";

/** What a bare loop took to send its requests and to read the answers to their end. */
export interface BareLoop {
  readonly exchanges: number;
  readonly cpuUs: number;
  readonly wallMs: number;
}

// The journal keeps requests as they are before they are signed: what a signature adds, in length.
const signed = { authorization: "-".repeat(250), "x-amz-date": "20260101T000000Z" };

const [journal = "", url = "", concurrency = "8"] = process.argv.slice(2);
const requests = [...linesOfJournal(readFileSync(journal, "utf8"))].flatMap((line) => {
  if (line.kind !== "exchange") return [];
  const { method, path, headers, body } = line.request;
  const bytes = fromRecordedBody(body);
  return [{ method, path, headers: { ...headers, ...signed }, body: bytes.length === 0 && method === "GET" ? null : Buffer.from(bytes) }];
});
const pool = new Pool(url, { connections: Number(concurrency) });
const [cpu, start] = [process.cpuUsage(), performance.now()];
await inParallel(Number(concurrency), requests, async (request) => {
  const response = await pool.request(request);
  await response.body.dump({ limit: Infinity });
});
const { user, system } = process.cpuUsage(cpu);
const reported: BareLoop = { exchanges: requests.length, cpuUs: user + system, wallMs: performance.now() - start };
await pool.destroy();
process.stdout.write(JSON.stringify(reported));
