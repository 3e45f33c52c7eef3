import { plannedSessions } from "../../properties/fixtures/designed-sessions.ts";
import { isLocalHost, type Settings } from "../config/settings.ts";
import { proxyFor, proxyName } from "../transport/proxy.ts";

/** Sessions that a run creates in all, rounded up, with the usual number of cases: fixtures, and those of properties that change some. */
export const sessionsOfRun: Readonly<Record<Settings["effort"], number>> = { quick: 50, standard: 95, deep: 270 };

/** What a user has to know before anything is sent: what it will cost, and which proxy it goes through. `sessions` says how many are created. */
export function runWarningsOf(settings: Settings, environment: Readonly<Record<string, string | undefined>>, sessions: string): readonly string[] {
  const { endpoint, state } = settings;
  if (endpoint === undefined) return [];
  const proxy = proxyFor(endpoint, environment);
  return [
    ...(proxy === undefined ? [] : [`requests go through the proxy ${proxyName(proxy)}; NO_PROXY can name ${endpoint.hostname}`]),
    ...(state === "observe" && settings.resetRequest !== undefined ? ["resetRequest is not sent, since a run that only observes changes nothing"] : []),
    ...(state === "create" && !isLocalHost(endpoint.hostname) ? [costOf(settings, endpoint, sessions)] : []),
  ];
}

function costOf({ account, roleArn, region }: Settings, { hostname }: URL, sessions: string): string {
  const [first] = plannedSessions({ runId: "", account, roleArn, region }, "quick");
  const { NumberOfWorkers: workers, WorkerType: type, IdleTimeout: idle } = first?.input ?? {};
  return (
    `sessions are created at ${hostname} in account ${account}, and its owner pays for them: ${sessions}, most with ${String(workers)} workers of type ` +
    `${String(type)} and an idle time of ${String(idle)} min; all are deleted at the end. With --state observe none is created`
  );
}
