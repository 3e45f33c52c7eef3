import { answer, answerOf, isListing, openHostile, type React } from "./exchange.ts";
import type { HostileTarget } from "./hostile-target.ts";

function statuses(name: string, title: string, ends: HostileTarget["ends"], react: React): HostileTarget {
  return { name, title, ends, open: (port = 0) => openHostile(react, { port }) };
}

/** Requests that a target answers correctly before it fails. */
const good = 150;
const page = "<html><body><h1>503 Service Temporarily Unavailable</h1></body></html>";
const expired = '{"__type":"ExpiredTokenException","message":"The security token included in the request is expired"}';
const throttled = '{"__type":"ThrottlingException","message":"Rate exceeded"}';

/** Gives the same answer all the time, or from the middle of the run on. */
function always(status: number, body: string, headers: Readonly<Record<string, string>> = {}): React {
  return ({ socket }) => answer(socket, answerOf(status, body, headers));
}

function later(react: React): React {
  return async (exchange) => await (exchange.count > good ? react(exchange) : exchange.pass());
}

/** Targets that refuse everything, at once or later. */
export const statusTargets: readonly HostileTarget[] = [
  statuses(
    "always-500",
    "answers everything with 500",
    { exit: 1, reported: /refuses a plain ListSessions with status 500/u, requests: 60 },
    always(500, "{}"),
  ),
  statuses(
    "500-from-the-middle-on",
    "answers everything with 500 from the middle of the run on",
    {
      exit: 3,
      reported: /the target answers with nothing but errors: \d+ requests in a row, plain ones among them, failed \(status 500/u,
      requests: 1_000,
      neverFailed: true,
    },
    later(always(500, "{}")),
  ),
  statuses(
    "always-503",
    "answers everything with 503 and HTML",
    { exit: 3, reported: /answers no plain ListSessions: .*503/u, requests: 8 },
    always(503, page, { "content-type": "text/html" }),
  ),
  statuses(
    "503-from-the-middle-on",
    "answers everything with 503 from the middle of the run on",
    { exit: 3, reported: /kept throttling (?:for \d+ s )?\(503/u, requests: 1_000, neverFailed: true },
    later(always(503, page, { "content-type": "text/html" })),
  ),
  statuses(
    "throttles-for-ever",
    "throttles everything",
    { exit: 3, reported: /answers no plain ListSessions: .*ThrottlingException/u, requests: 8 },
    always(400, throttled),
  ),
  statuses(
    "throttles-from-the-middle-on",
    "throttles everything from the middle of the run on",
    { exit: 3, reported: /kept throttling (?:for \d+ s )?\(400 ThrottlingException/u, requests: 1_000, neverFailed: true },
    later(always(400, throttled)),
  ),
  statuses(
    "asks-for-an-hour",
    "throttles from the middle of the run on and asks to be left alone for an hour",
    { exit: 3, reported: /kept throttling (?:for \d+ s )?\(429.*3600/u, requests: 1_000, neverFailed: true },
    later(always(429, throttled, { "retry-after": "3600" })),
  ),
  statuses(
    "takes-credentials-for-expired",
    "says that the credentials have expired",
    { exit: 3, reported: /refuses the credentials with status 400 ExpiredTokenException: they have expired\./u, requests: 1 },
    always(400, expired),
  ),
  statuses(
    "credentials-expire",
    "says that the credentials have expired from the middle of the run on",
    { exit: 3, reported: /the credentials have expired \(400 ExpiredTokenException\): get new ones/u, requests: 1_000, neverFailed: true },
    later(always(400, expired)),
  ),
  statuses(
    "lives-in-the-past",
    "refuses signatures, since its clock is an hour behind",
    {
      exit: 3,
      reported: /refuses the credentials with status 403 InvalidSignatureException: its clock is (?:59|60) minutes behind this machine's/u,
      requests: 1,
    },
    ({ socket }) => answer(socket, answerOf(403, '{"__type":"InvalidSignatureException"}', { date: new Date(Date.now() - 3_600_000).toUTCString() })),
  ),
  statuses(
    "no-content",
    "answers everything with 204",
    { exit: 3, reported: /accepts whatever it is sent and answers with nothing/u, requests: 20 },
    always(204, ""),
  ),
  ...[302, 307].map((status) =>
    statuses(
      `redirects-with-${String(status)}`,
      `redirects everything with ${String(status)}`,
      { exit: 1, reported: new RegExp(`status ${String(status)} to "/elsewhere/", which is not followed`, "u"), requests: 60 },
      async ({ request, socket, pass }) => {
        // A client that follows the redirect gets correct answers, which reveals it: the run would conform.
        if (request.path.startsWith("/elsewhere")) return pass();
        answer(socket, answerOf(status, "", { location: "/elsewhere/" }));
      },
    ),
  ),
  statuses(
    "refuses-what-lists",
    "has every operation but the one that is judged",
    { exit: 3, reported: /does not implement ListSessions/u, requests: 8 },
    ({ request, socket, pass }) => (isListing(request) ? answer(socket, answerOf(400, '{"__type":"UnknownOperationException"}')) : pass()),
  ),
];
