import { once } from "node:events";
import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import { inParallel } from "../runtime/ordered-pool.ts";
import type { Job, JobResult } from "./job.ts";

/** Runs jobs on all processors; the results come in the order of the jobs. */
export async function runJobs(jobs: readonly Job[], onDone?: (done: number, total: number) => void): Promise<readonly JobResult[]> {
  const workers = Array.from({ length: Math.max(1, availableParallelism()) }, () => new Worker(new URL("worker.js", import.meta.url)));
  const free = [...workers];
  let done = 0;
  try {
    return await inParallel(workers.length, jobs, async (job) => {
      const worker = free.pop();
      if (worker === undefined) throw new Error("more jobs than workers");
      const result = await ask(worker, job);
      free.push(worker);
      onDone?.((done += 1), jobs.length);
      return result;
    });
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
}

/** Gives a worker a job; rejects where the worker fails. */
async function ask(worker: Worker, job: Job): Promise<JobResult> {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker has no origin
  worker.postMessage(job);
  const [result] = (await once(worker, "message")) as [JobResult];
  return result;
}
