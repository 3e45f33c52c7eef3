import { answer, answerOf, isListing, type React } from "./exchange.ts";
import { abstains, fails, later, stops, targets } from "./hostile-target.ts";

const html = { "content-type": "text/html" };
const unavailable = "<html><body><h1>503 Service Temporarily Unavailable</h1></body></html>";
const expired = '{"__type":"ExpiredTokenException","message":"The security token included in the request is expired"}';
const throttled = '{"__type":"ThrottlingException","message":"Rate exceeded"}';

/** Gives the same answer all the time. */
const always =
  (status: number, body: string, headers: Readonly<Record<string, string>> = {}): React =>
  ({ socket }) =>
    answer(socket, answerOf(status, body, headers));

/** Redirects everything. A client that follows gets correct answers, which reveals it: the run would conform. */
const redirecting =
  (status: number): React =>
  ({ request, socket, pass }) =>
    request.path.startsWith("/elsewhere") ? pass() : answer(socket, answerOf(status, "", { location: "/elsewhere/" }));

/** Targets that refuse everything, at once or later. */
export const statusTargets = targets({
  "always-500: answers everything with 500": [fails(60, /refuses a plain ListSessions with status 500/u), always(500, "{}")],
  "500-from-the-middle-on: answers everything with 500 from the middle of the run on": [
    abstains(1_000, /the target answers with nothing but errors: \d+ requests in a row, plain ones among them, failed \(status 500/u),
    later(always(500, "{}")),
  ],
  "always-503: answers everything with 503 and HTML": [stops(8, /answers no plain ListSessions: .*503/u), always(503, unavailable, html)],
  "503-from-the-middle-on: answers everything with 503 from the middle of the run on": [
    abstains(1_000, /kept throttling (?:for \d+ s )?\(503/u),
    later(always(503, unavailable, html)),
  ],
  "throttles-for-ever: throttles everything": [stops(8, /answers no plain ListSessions: .*ThrottlingException/u), always(400, throttled)],
  "throttles-from-the-middle-on: throttles everything from the middle of the run on": [
    abstains(1_000, /kept throttling (?:for \d+ s )?\(400 ThrottlingException/u),
    later(always(400, throttled)),
  ],
  "asks-for-an-hour: throttles from the middle of the run on and asks to be left alone for an hour": [
    abstains(1_000, /kept throttling (?:for \d+ s )?\(429.*3600/u),
    later(always(429, throttled, { "retry-after": "3600" })),
  ],
  "takes-credentials-for-expired: says that the credentials have expired": [
    stops(1, /refuses the credentials with status 400 ExpiredTokenException: they have expired\./u),
    always(400, expired),
  ],
  "credentials-expire: says that the credentials have expired from the middle of the run on": [
    abstains(1_000, /the credentials have expired \(400 ExpiredTokenException\): get new ones/u),
    later(always(400, expired)),
  ],
  "lives-in-the-past: refuses signatures, since its clock is an hour behind": [
    stops(1, /refuses the credentials with status 403 InvalidSignatureException: its clock is (?:59|60) minutes behind this machine's/u),
    ({ socket }) => answer(socket, answerOf(403, '{"__type":"InvalidSignatureException"}', { date: new Date(Date.now() - 3_600_000).toUTCString() })),
  ],
  "no-content: answers everything with 204": [stops(20, /accepts whatever it is sent and answers with nothing/u), always(204, "")],
  "redirects-with-302: redirects everything with 302": [fails(60, /status 302 to "\/elsewhere\/", which is not followed/u), redirecting(302)],
  "redirects-with-307: redirects everything with 307": [fails(60, /status 307 to "\/elsewhere\/", which is not followed/u), redirecting(307)],
  "refuses-what-lists: has every operation but the one that is judged": [
    stops(8, /does not implement ListSessions/u),
    ({ request, socket, pass }) => (isListing(request) ? answer(socket, answerOf(400, '{"__type":"UnknownOperationException"}')) : pass()),
  ],
});
