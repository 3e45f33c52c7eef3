import { parentPort } from "node:worker_threads";
import type { Job } from "./job.ts";
import { runJob } from "./run-job.ts";

// One job at a time: the next one comes when the last one is told.
parentPort?.on("message", (job: Job) => {
  void runJob(job).then(
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker has no origin
    (result) => parentPort?.postMessage(result),
    (error: unknown) => {
      throw error;
    },
  );
});
