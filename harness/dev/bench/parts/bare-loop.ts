import { Pool } from "undici";
import { inParallel } from "../../../runtime/ordered-pool.ts";
import { readRequests } from "../measure/recorded-requests.ts";

/** What a bare loop took to send its requests and to read the answers to their end. */
export interface BareLoop {
  readonly exchanges: number;
  readonly cpuUs: number;
  readonly wallMs: number;
}

const [file = "", url = "", concurrency = "8"] = process.argv.slice(2);
const requests = await readRequests(file);
const pool = new Pool(url, { connections: Number(concurrency) });
const [cpu, start] = [process.cpuUsage(), performance.now()];
await inParallel(Number(concurrency), requests, async ({ method, path, headers, body }) => {
  const response = await pool.request({ method, path, headers, body: body.length === 0 && method === "GET" ? null : body });
  await response.body.dump({ limit: Infinity });
});
const { user, system } = process.cpuUsage(cpu);
const reported: BareLoop = { exchanges: requests.length, cpuUs: user + system, wallMs: performance.now() - start };
await pool.destroy();
process.stdout.write(JSON.stringify(reported));
