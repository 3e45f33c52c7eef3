import { parentPort } from "node:worker_threads";
import type { Job } from "./job.ts";
import { runJob } from "./run-job.ts";

// Services refuse by throwing, tens of thousands of times; no stack of theirs is ever shown.
Error.stackTraceLimit = 0;

// One job at a time: the next one arrives after the result of the last.
parentPort?.on("message", (job: Job) => {
  void runJob(job).then(
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker has no origin
    (result) => parentPort?.postMessage(result),
    (error: unknown) => {
      throw error;
    },
  );
});
