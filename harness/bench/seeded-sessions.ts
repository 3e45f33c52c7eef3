import { inParallel } from "../pool.ts";

/** Asks a service to create so many sessions, of three teams in turn; one that refuses is let be. */
export async function sessionsWith(url: string, count: number): Promise<void> {
  const indices = Array.from({ length: count }, (_, index) => index);
  await inParallel(8, indices, async (index) => {
    const input = {
      Id: `bench-${String(index)}`,
      Role: "arn:aws:iam::123456789012:role/GlueRole",
      Command: { Name: "glueetl" },
      Tags: { team: ["blue", "red", "green"][index % 3] },
    };
    const headers = { "content-type": "application/x-amz-json-1.1", "x-amz-target": "AWSGlue.CreateSession" };
    try {
      await (await fetch(url, { method: "POST", headers, body: JSON.stringify(input) })).arrayBuffer();
    } catch {
      // A faulty service may drop the connection.
    }
  });
}
