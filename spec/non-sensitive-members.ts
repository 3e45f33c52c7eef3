/** Members of a session that are names, numbers or states by the page; all others may hold free text, and with it other people's secrets. */
export const plainMembers: ReadonlySet<string> = new Set([
  "Id",
  "CreatedOn",
  "CompletedOn",
  "Status",
  "Role",
  "Command",
  "Progress",
  "MaxCapacity",
  "SecurityConfiguration",
  "GlueVersion",
  "ExecutionTime",
  "DPUSeconds",
  "IdleTimeout",
  "NumberOfWorkers",
  "WorkerType",
  "ProfileName",
]);
