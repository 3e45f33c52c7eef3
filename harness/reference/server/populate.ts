import type { Service } from "../service/service.ts";

/** The values of their tags, in turn. */
const teams = ["blue", "red", "green"];

/** Input of `CreateSession` for a foreign session, every member set: about 1 KiB where it is listed. */
function sessionOf(index: number): object {
  return {
    Id: `crowd-${String(index).padStart(7, "0")}`,
    Role: "arn:aws:iam::123456789012:role/service/GlueInteractiveSessions",
    Description: `Session ${String(index)} of another owner. ${"It reads, joins and writes what others wait for. ".repeat(8)}`.trim(),
    Command: { Name: "glueetl", PythonVersion: "3" },
    Connections: { Connections: ["warehouse", "lake"] },
    DefaultArguments: { "--enable-metrics": "true", "--extra-py-files": "s3://bucket/libraries/common.zip", "--TempDir": "s3://bucket/temporary/" },
    GlueVersion: "4.0",
    IdleTimeout: 60,
    NumberOfWorkers: 2 + (index % 8),
    RequestOrigin: "console",
    SecurityConfiguration: "encrypted",
    Tags: { team: teams[index % teams.length], project: "reports" },
    Timeout: 120,
    WorkerType: "G.1X",
  };
}

/** Creates a number of foreign sessions on a service. Throws an Error where it refuses one. */
export async function populate(service: Service, count: number): Promise<void> {
  const headers = { "content-type": "application/x-amz-json-1.1", "x-amz-target": "AWSGlue.CreateSession" };
  for (let index = 0; index < count; index += 1) {
    const { status, body } = await service({ method: "POST", path: "/", headers, body: Buffer.from(JSON.stringify(sessionOf(index))) });
    if (status !== 200) throw new Error(`session ${String(index + 1)} was refused: ${Buffer.from(body).toString().slice(0, 200)}`);
  }
}
