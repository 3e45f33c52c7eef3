import { execFile, spawnSync } from "node:child_process";
import { existsSync, writeFileSync } from "node:fs";
import type { RequestListener } from "node:http";
import { join } from "node:path";
import { promisify } from "node:util";
import { crc32 } from "node:zlib";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { contractOf } from "../../spec/contracts/shipped-contracts.ts";
import { inPageOrder } from "../../reports/verdict/contract-order.ts";
import { propertiesOf } from "../../properties/table.ts";
import { named } from "../../reports/redaction/normalise.ts";
import type { Check } from "../../reports/record/run-record.ts";
import { buildCommandLine, invoke, makeFolder, type Outcome, recordIn, removeFolders, secret, start, writtenIn } from "./command-line.testdata.ts";
import { answerOf, inputOf, operationOf, refusalOf } from "../cases/exchange.testdata.ts";
import { systemEnvironment } from "../reference/server/environment.ts";
import { listen } from "../reference/server/http.ts";
import { createService, type Service } from "../reference/service/service.ts";
import { verify } from "../transport/sigv4.testdata.ts";
import { answering, closedUrl, serveHttp } from "../transport/test-server.testdata.ts";

const closers: (() => Promise<void>)[] = [];

beforeAll(buildCommandLine, 60_000);
afterEach(async () => {
  await Promise.all(closers.splice(0).map((close) => close()));
});
afterAll(removeFolders);

async function served(service: Service): Promise<string> {
  const listener = await listen(service);
  closers.push(listener.close);
  return listener.url;
}

async function answers(listener: RequestListener): Promise<string> {
  const server = await serveHttp(listener);
  closers.push(server.close);
  return server.url;
}

/** What no command may print: traces of our own code, and secrets. */
function expectClean({ stdout, stderr }: Outcome): void {
  for (const text of [stdout, stderr]) {
    expect(text).not.toMatch(/^\s+at .+:\d+:\d+\)?$/mu);
    expect(text).not.toMatch(/node:internal|UnhandledPromise|ExperimentalWarning/u);
    expect(text).not.toContain(secret);
  }
}

interface Ran extends Outcome {
  readonly out: string;
}

async function run(args: readonly string[], environment?: Readonly<Record<string, string>>): Promise<Ran> {
  const out = makeFolder();
  const outcome = await invoke(["run", "--out", out, ...args], environment);
  expectClean(outcome);
  expect(writtenIn(out)).not.toContain(secret);
  return { ...outcome, out };
}

/** A service that takes its time over ListSessions, and says how many of its requests it has got. */
async function slow(msOf: (count: number) => number, onRequest: (count: number) => void): Promise<{ readonly url: string; readonly sessions: Set<unknown> }> {
  const reference = createService(systemEnvironment);
  const sessions = new Set<unknown>();
  let count = 0;
  const url = await served(async (request) => {
    const { Id: id } = (inputOf(request) ?? {}) as { Id?: unknown };
    if (operationOf(request) === "CreateSession") sessions.add(id);
    if (operationOf(request) === "DeleteSession") sessions.delete(id);
    if (operationOf(request) === "ListSessions") {
      onRequest((count += 1));
      await new Promise((resolve) => setTimeout(resolve, msOf(count)));
    }
    return reference(request);
  });
  return { url, sessions };
}

/** The status that a line for the shell gets. */
async function statusByCurl(line: string): Promise<number> {
  const environment = { ...process.env, AWS_ACCESS_KEY_ID: "AKIAOFTHEENVIRONMENT", AWS_SECRET_ACCESS_KEY: secret };
  const { stdout } = await promisify(execFile)("sh", ["-c", line], { encoding: "latin1", env: environment });
  return Number(/^HTTP\/1\.1 (\d{3})/u.exec(stdout)?.[1]);
}

const quick = ["--effort", "quick", "--cases", "5"];
const narrow = ["--only", "request/max-results"];

describe("run", () => {
  it("judges the embedded reference service by default: conforms, exit 0, a valid record", async () => {
    const { status, stdout, stderr, out } = await run([]);
    // On a machine that is slow a line of progress comes now and then.
    expect([status, stderr.replaceAll(/^\d+\/\d+ cases · 0 properties failed .*\n/gmu, "")]).toEqual([0, ""]);
    expect(stdout).toMatch(/^glue-conformance \d+\.\d+\.\d+ .*ListSessions contract [\da-f]{12}.*seed 1/u);
    expect(stdout).toContain(join(out, "run.json"));
    expect(stdout).toMatch(/\nCONFORMS .*exit 0\n(?:.*(?:run\.json|report\.html|junit\.xml)\n){3}$/u);
    const record = recordIn(out);
    expect(record).toMatchObject({
      verdict: "conforms",
      seed: 1,
      effort: "standard",
      target: { state: "create" },
      meta: { interrupted: false, suiteErrors: [] },
    });
    // What asks the embedded service writes header names in lower case, whatever it is given.
    expect(record.checks.filter(({ level, status: outcome }) => level === "must" && outcome !== "passed")).toMatchObject([
      { id: "protocol/header-names/any-case", status: "skipped", reason: "A Request writes the header name Content-Type in lower case" },
    ]);
  });

  it("narrowed by --only is incomplete, with exit 0 where all that was asked for passed", async () => {
    const { status, out } = await run(["--only", "request/max-results/**"]);
    const record = recordIn(out);
    const asked = record.checks.filter(({ id }) => id.startsWith("request/max-results/"));
    expect(record).toMatchObject({ verdict: "incomplete", meta: { narrowedBy: ["--only request/max-results/**"] } });
    expect(asked.map((check) => check.status)).toEqual(asked.map(() => "passed"));
    // The table asks for a session that was seen, so one is put in place although no property asked for needs it.
    expect([record.meta.sessionsSeen > 0, status]).toEqual([true, 0]);
  });

  it("that observes is incomplete: exit 3 where no session was seen, exit 0 where one was", async () => {
    const empty = await run(["--state", "observe", ...quick]);
    expect([empty.status, recordIn(empty.out).verdict, recordIn(empty.out).meta.requests.state]).toEqual([3, "incomplete", 0]);
    const service = createService(systemEnvironment);
    const url = await served(service);
    const create = { Id: "of-others", Role: "arn:aws:iam::123456789012:role/GlueRole", Command: { Name: "glueetl" } };
    await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/x-amz-json-1.1", "x-amz-target": "AWSGlue.CreateSession" },
      body: JSON.stringify(create),
    });
    const full = await run(["--state", "observe", "--endpoint", url, ...quick]);
    const record = recordIn(full.out);
    expect(record.checks.filter(({ level, status }) => level === "must" && (status === "failed" || status === "errored"))).toEqual([]);
    expect([record.verdict, full.status]).toEqual(["incomplete", 0]);
  });

  it("fails a faulty service with exit 1, prints the violation and a line that reproduces it", async () => {
    const reference = createService(systemEnvironment);
    const url = await served((request) => {
      const { MaxResults: wanted } = (inputOf(request) ?? {}) as { MaxResults?: unknown };
      return operationOf(request) === "ListSessions" && typeof wanted === "number" && wanted > 1_000
        ? answerOf(200, { Ids: [], Sessions: [] })
        : reference(request);
    });
    const { status, stdout, out } = await run(["--endpoint", url, "--name", "emulator", ...narrow]);
    const record = recordIn(out);
    const check = record.checks.find(({ id }) => id === "request/max-results/refuses-wrong-range");
    expect([status, record.verdict]).toEqual([1, "fails"]);
    expect(check).toMatchObject({
      status: "failed",
      reproduced: "3/3",
      violations: expect.arrayContaining([expect.objectContaining({ code: "invalid-accepted", received: 200 })]),
      counterexample: { caseId: expect.stringMatching(/^request\/max-results\/refuses-wrong-range#MaxResults\/maximum\/above/u) },
    });
    expect(stdout).toContain("request/max-results/refuses-wrong-range");
    expect(stdout).toMatch(/^FAILS .*exit 1$/mu);
    expect(stdout).toContain(`${url}/`);
  });

  it("prints the summary alone where it is asked to be quiet, and nothing but files without the terminal format", async () => {
    const { stdout } = await run(["--quiet", ...narrow]);
    expect(stdout.trimEnd().split("\n")).toHaveLength(1);
    const silent = await run(["--format", "json", ...narrow]);
    expect([silent.stdout, silent.stderr, existsSync(join(silent.out, "run.json"))]).toEqual([`${join(silent.out, "run.json")}\n`, "", true]);
  });

  it("prints the effective settings, and sends nothing", async () => {
    const out = join(makeFolder(), "none");
    const outcome = await invoke([
      "run",
      "--print-config",
      "--out",
      out,
      "--endpoint",
      `http://user:${secret}@127.0.0.1:1/`,
      "--header",
      `x-api-key:${secret}`,
      "--seed",
      "7",
    ]);
    expectClean(outcome);
    expect([outcome.status, existsSync(out)]).toEqual([0, false]);
    expect(JSON.parse(outcome.stdout)).toMatchObject({
      endpoint: { value: "http://127.0.0.1:1/", from: "command line" },
      seed: { value: 7, from: "command line" },
      state: { value: "create", from: "default" },
      headers: { "x-api-key": { value: "…", from: "command line" } },
    });
  });
});

describe("run against a target that cannot be judged", () => {
  const json = { "content-type": "application/x-amz-json-1.1" };
  it.each<readonly [name: string, endpoint: () => Promise<string>, outcome: string, message: RegExp]>([
    [
      "a closed port",
      closedUrl,
      "unreachable",
      /^Nothing answers at http:\/\/127\.0\.0\.1:\d+: connect ECONNREFUSED 127\.0\.0\.1:\d+\. Is the target running, and is this its port\?$/mu,
    ],
    [
      "a host that does not resolve",
      () => Promise.resolve("http://no-such-host.invalid"),
      "unreachable",
      /^The host of http:\/\/no-such-host\.invalid is not known: .*\. Check the spelling, or the network\.$/mu,
    ],
    [
      "a server that answers 501",
      () => answers(answering((_, response) => response.writeHead(501).end())),
      "not-implemented",
      /^http.* does not implement ListSessions: it answered status 501\. .*$/mu,
    ],
    [
      "a server that knows no such action",
      () => answers(answering((_, response) => response.writeHead(400, json).end('{"__type":"InvalidAction"}'))),
      "not-implemented",
      /^http.* does not implement ListSessions: it answered status 400 InvalidAction\. .*$/mu,
    ],
    [
      "a hollow server",
      () => answers(answering((_, response) => response.writeHead(200, json).end("{}"))),
      "hollow",
      /^http.* accepts whatever it is sent and answers with nothing of ListSessions: .*$/mu,
    ],
    [
      "a server that wants other credentials",
      () => answers(answering((_, response) => response.writeHead(403, json).end('{"__type":"UnrecognizedClientException"}'))),
      "credentials",
      /^http.* refuses the credentials with status 403 UnrecognizedClientException\. .*$/mu,
    ],
  ])("ends with exit 3, one clear message and a record: %s", async (_name, endpoint, outcome, message) => {
    const url = await endpoint();
    const { status, stdout, stderr, out } = await run([
      "--endpoint",
      url,
      "--state",
      "create",
      "--role-arn",
      "arn:aws:iam::123456789012:role/own",
      "--account",
      "123456789012",
      "--sign",
      "dummy",
    ]);
    expect(status).toBe(3);
    // Sessions that are not on this machine may cost money.
    expect(stderr).toMatch(url.includes("127.0.0.1") ? /^$/u : /^glue-conformance: sessions are created at \S+ in account 123456789012, .*\n$/u);
    const record = recordIn(out);
    expect(record).toMatchObject({ verdict: "incomplete", requests: 0, meta: { preflight: { outcome } } });
    expect(new Set(record.checks.map((check) => check.status))).toEqual(new Set(["unexercised"]));
    expect(record.meta.preflight.message).toMatch(message);
    const reported = stdout.replaceAll(/\s+/gu, " ");
    expect(reported.split(record.meta.preflight.message).length).toBe(2);
    expect(stdout.split("\n").length).toBeLessThan(12);
    expect(stdout).toMatch(/^INCOMPLETE .*exit 3$/mu);
  });

  it("does not take a legal service on an empty account, that omits empty lists, for hollow", async () => {
    const reference = createService(systemEnvironment);
    const url = await served((request) => {
      const answer = reference(request);
      return operationOf(request) === "ListSessions" && Buffer.from(answer.body).toString() === '{"Ids":[],"Sessions":[]}'
        ? { ...answer, body: Buffer.from("{}") }
        : answer;
    });
    const { status, out } = await run(["--endpoint", url, ...quick]);
    expect([status, recordIn(out).verdict, recordIn(out).meta.preflight.outcome]).toEqual([0, "conforms", "works"]);
    const observed = await run(["--endpoint", url, "--state", "observe", ...narrow]);
    expect(recordIn(observed.out).meta.preflight.outcome).toBe("works");
  });
});

describe("wrong usage", () => {
  const wrong: readonly (readonly [name: string, args: readonly string[], message: RegExp])[] = [
    ["an unknown command", ["jury"], /unknown command 'jury'/u],
    ["an unknown option", ["run", "--endpont", "x"], /unknown option '--endpont'.*\(Did you mean --endpoint\?\)/su],
    ["a number that is none", ["run", "--concurrency", "many"], /option '--concurrency <n>' argument 'many' is invalid\. Give a whole number of at least 1\./u],
    ["a number that is too small", ["run", "--timeout", "0"], /'--timeout <ms>' argument '0' is invalid\. Give a whole number of at least 1\./u],
    ["a fraction for a count", ["run", "--cases", "1.5"], /Give a whole number/u],
    ["a seed that is no number", ["run", "--seed", "one"], /'--seed <n>'/u],
    ["an effort that is none", ["run", "--effort", "huge"], /Allowed choices are quick, standard, deep/u],
    ["an option without its value", ["run", "--endpoint"], /option '--endpoint <url>' argument missing/u],
    [
      "an endpoint that is no address",
      ["run", "--endpoint", "localhost:5000"],
      /^glue-conformance: --endpoint "localhost:5000" is not an http\(s\) URL \(example: http:\/\/127\.0\.0\.1:5000\)\.$/mu,
    ],
    ["a password in an endpoint that is no address", ["run", "--endpoint", `ftp://user:${secret}@127.0.0.1`], /"…@127\.0\.0\.1" is not an http\(s\) URL/u],
    ["a header without a value", ["run", "--header", secret], /^glue-conformance: --header is not NAME:VALUE\. Give one such as /mu],
    [
      "a header that cannot be sent",
      ["run", "--endpoint", "http://127.0.0.1:9", "--header", `transfer-encoding:${secret}`],
      /^glue-conformance: --header names transfer-encoding, which the suite sets itself .*Leave it out\.$/mu,
    ],
    [
      "an authority that is not there",
      ["run", "--endpoint", "https://127.0.0.1:1", "--ca-bundle", "no-such-file.pem"],
      /^glue-conformance: --ca-bundle no-such-file\.pem cannot be read: ENOENT.*Give a readable file in PEM form\.$/mu,
    ],
    [
      "an authority that is no certificate",
      ["run", "--endpoint", "https://127.0.0.1:1", "--ca-bundle", "/dev/null"],
      /holds no certificate in PEM form\. Give a file with -----BEGIN CERTIFICATE----- in it\.$/mu,
    ],
    ["a format that there is not", ["run", "--format", "terminal,pdf"], /^glue-conformance: --format names "pdf"; there are terminal, json/mu],
    [
      "a property that there is not",
      ["run", "--only", "request/max-results/refuses-wrong-rnge"],
      /^glue-conformance: --only "request\/max-results\/refuses-wrong-rnge" matches no property; the nearest id is request\/max-results\/refuses-wrong-range\. See glue-conformance list\.$/mu,
    ],
    [
      "creating at a stranger's",
      ["run", "--endpoint", "https://emulator.example.com", "--state", "create"],
      /^glue-conformance: --state create on emulator\.example\.com needs --role-arn and --account/mu,
    ],
    [
      "an id to explain that there is not",
      ["explain", "request/max-results/refuses-wrong-rnge"],
      /^glue-conformance: there is no property, requirement or topic "request\/max-results\/refuses-wrong-rnge"; the nearest is request\/max-results\/refuses-wrong-range\. See glue-conformance list\.$/mu,
    ],
    ["nothing to explain", ["explain"], /missing required argument 'id'/u],
    [
      "a page that is not there",
      ["extract", "no-such-page.txt", "--json"],
      /^glue-conformance: no-such-page\.txt cannot be read: ENOENT.*Give the text file of an API page\.$/mu,
    ],
    ["a folder for a page", ["extract", "."], /^glue-conformance: \. cannot be read: it is a folder, not a file/mu],
    ["a port that is none", ["serve", "--port", "x"], /'--port <n>' argument 'x' is invalid/u],
  ];

  it.each(wrong)("ends with exit 2, and says what was wrong and what to do: %s", async (_name, args, message) => {
    const out = makeFolder();
    const outcome = await invoke(args[0] === "run" ? ["run", "--out", join(out, "report"), ...args.slice(1)] : args);
    expectClean(outcome);
    expect([outcome.status, outcome.stdout.replace(/^glue-conformance \d.*\n(?:.+\n)*/u, "").trim()]).toEqual([2, ""]);
    expect(outcome.stderr).toMatch(message);
  });

  it("ends with exit 2 where the reports cannot be written", async () => {
    const file = join(makeFolder(), "file");
    writeFileSync(file, "");
    const outcome = await invoke(["run", "--out", join(file, "report")]);
    expectClean(outcome);
    expect([outcome.status, outcome.stdout]).toEqual([2, ""]);
    expect(outcome.stderr).toMatch(/^glue-conformance: --out .* cannot be used: .*Name a folder that can be made and written\.\n$/u);
  });

  it("ends with exit 2 where a port is in use", async () => {
    const url = await answers(answering((_, response) => response.end()));
    const outcome = await invoke(["serve", "--port", new URL(url).port]);
    expectClean(outcome);
    expect(outcome).toMatchObject({
      status: 2,
      stdout: "",
      stderr: expect.stringMatching(/^glue-conformance: cannot listen on port \d+: .*EADDRINUSE.*Give another port, or 0 for a free one\.\n$/u),
    });
  });
});

describe("help", () => {
  it.each([[["--help"]], [["run", "--help"]], [["list", "--help"]], [["explain", "--help"]], [["serve", "--help"]], [["extract", "--help"]]])(
    "%j prints its usage, with exit 0",
    async (args) => {
      const outcome = await invoke(args);
      expectClean(outcome);
      expect(outcome).toMatchObject({
        status: 0,
        stderr: "",
        stdout: expect.stringMatching(/^Usage: glue-conformance[\s\S]*\nExamples?:\n {2}glue-conformance /u),
      });
    },
  );

  it("prints the version", async () => {
    expect(await invoke(["--version"])).toMatchObject({ status: 0, stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/u), stderr: "" });
  });
});

describe("list and explain", () => {
  const properties = propertiesOf(contractOf("ListSessions"));

  it("list every property and every requirement", async () => {
    const [text, json] = [await invoke(["list"]), await invoke(["list", "--json"])];
    for (const outcome of [text, json]) {
      expectClean(outcome);
      expect([outcome.status, outcome.stderr]).toEqual([0, ""]);
    }
    const reported = JSON.parse(json.stdout) as { properties: { id: string }[]; requirements: { id: string }[] };
    expect(reported.properties.map(({ id }) => id)).toEqual(properties.map(({ id }) => id));
    expect(reported.requirements.map(({ id }) => id)).toEqual(inPageOrder("ListSessions").map(({ id }) => id));
    for (const { id } of [...properties, ...reported.requirements]) expect(text.stdout).toContain(id);
  });

  it("list what a level and a glob ask for, with its requirements", async () => {
    const outcome = await invoke(["list", "--json", "--level", "should", "--only", "error/code/*"]);
    expectClean(outcome);
    const reported = JSON.parse(outcome.stdout) as { properties: { id: string; requirement: string }[]; requirements: { id: string }[] };
    const chosen = properties.filter(({ id, level }) => level === "should" && id.startsWith("error/code/"));
    expect(reported.properties.map(({ id }) => id)).toEqual(chosen.map(({ id }) => id));
    expect(new Set(reported.requirements.map(({ id }) => id))).toEqual(new Set(chosen.map(({ requirement }) => requirement)));
  });

  it("refuse a level and a glob that there are not", async () => {
    const [level, glob] = [await invoke(["list", "--level", "shall"]), await invoke(["list", "--only", "error/code/bar"])];
    expect([level.status, glob.status]).toEqual([2, 2]);
    expect(level.stderr).toContain("must, should, may");
    expect(glob.stderr).toContain("the nearest id is error/code/bare");
  });

  it.each([
    ["request/max-results/refuses-wrong-range", /MaxResults\/maximum\/above/u],
    ["request/max-results/refuses-wrong-range#MaxResults/maximum/above", /MaxResults\/maximum\/above/u],
    ["request.max-results.range", /request\/max-results\/refuses-wrong-range/u],
    ["error/code/in-type", /basis: observed, answers of AWS published in .+, 2016-2026 \(error\.code\.in-type\)\n.+\n {2}seen: 12 of 12 errors /u],
    ["error/content-type", /judges every answer/u],
    ["error.content-type", /basis: protocol, .+\n.+\n {2}seen: 13 of 13 errors .+, 2016-2026\n/u],
    ["paging/ends", /judged along with paging\/finds-every-session/u],
  ])("explain %s", async (id, expected) => {
    const [text, json] = [await invoke(["explain", id]), await invoke(["explain", id, "--json"])];
    for (const outcome of [text, json]) {
      expectClean(outcome);
      expect([outcome.status, outcome.stderr]).toEqual([0, ""]);
    }
    expect(text.stdout).toMatch(expected);
    expect(text.stdout).toMatch(/basis: .+\n {2}level: (?:must|should|may), since /u);
    expect(JSON.parse(json.stdout)).toEqual([
      expect.objectContaining({ id: expect.any(String), requirement: expect.objectContaining({ id: expect.any(String) }) }),
    ]);
  });

  // `list | head -1`, and a reader that has gone before the first line.
  it("bear a reader that goes away", async () => {
    const { child, ended } = start(["list", "--json"]);
    child.stdout?.destroy();
    const outcome = await ended;
    expectClean(outcome);
    expect(outcome.stderr).toBe("");
  });
});

describe("serve", () => {
  it("listens on a free port, conforms, and stops when it is interrupted", async () => {
    const { child, ended } = start(["serve", "--port", "0"]);
    const url = await new Promise<string>((resolve) => {
      child.stdout?.on("data", (text: string) => resolve(/http:\/\/127\.0\.0\.1:\d+/u.exec(text)?.[0] ?? text));
    });
    const { status, out } = await run(["--endpoint", url, ...quick]);
    expect([status, recordIn(out).verdict, recordIn(out).target]).toEqual([
      0,
      "conforms",
      { name: new URL(url).host, endpoint: url, region: "us-east-1", state: "create" },
    ]);
    child.kill("SIGTERM");
    const outcome = await ended;
    expectClean(outcome);
    expect(outcome).toEqual({ status: 0, stdout: `reference service on ${url}\n`, stderr: "" });
  });
});

describe("extract", () => {
  const page = [
    "FindBoats",
    "Looks for boats that lie in the harbour.",
    "Request Syntax",
    "{",
    '"Berth": "string",',
    '"Limit": number',
    "}",
    "Request Parameters",
    "- Berth",
    "-",
    "Where to look.",
    "Type: String",
    "Length Constraints: Minimum length of 1. Maximum length of 8.",
    "Required: Yes",
    "- Limit",
    "-",
    "How many to find.",
    "Type: Integer",
    "Valid Range: Minimum value of 1. Maximum value of 50.",
    "Required: No",
    "Response Syntax",
    "{",
    '"Boats": [ "string" ]',
    "}",
    "Response Elements",
    "- Boats",
    "-",
    "What was found.",
    "Type: Array of strings",
    "Errors",
    "- HarbourClosedException",
    "-",
    "Nobody is there.",
    "HTTP Status Code: 400",
  ].join("\n");

  it("prints the contract of any page", async () => {
    const file = join(makeFolder(), "FindBoats.txt");
    writeFileSync(file, page);
    const [json, text] = [await invoke(["extract", file, "--json"]), await invoke(["extract", file])];
    for (const outcome of [json, text]) {
      expectClean(outcome);
      expect([outcome.status, outcome.stderr]).toEqual([0, ""]);
    }
    expect(JSON.parse(json.stdout)).toMatchObject({
      operation: "FindBoats",
      request: {
        type: "object",
        required: ["Berth"],
        properties: { Berth: { type: "string", minLength: 1, maxLength: 8 }, Limit: { type: "integer", minimum: 1, maximum: 50 } },
      },
      response: { type: "object", required: [], properties: { Boats: { type: "array", items: { type: "string" } } } },
      errors: { HarbourClosedException: 400 },
    });
    expect(text.stdout).toMatch(/^FindBoats: 2 request members, 1 response members, 1 errors\n/u);
    expect(text.stdout).toMatch(/^ {2}Berth length: page line 13$/mu);
  });

  it("ends with exit 2 on a text that is no page", async () => {
    const file = join(makeFolder(), "page.txt");
    writeFileSync(file, "Once upon a time\n");
    const outcome = await invoke(["extract", file, "--json"]);
    expectClean(outcome);
    expect(outcome).toMatchObject({ status: 2, stdout: "", stderr: expect.stringMatching(/^glue-conformance: .*page\.txt: /u) });
  });
});

describe("Ctrl-C", () => {
  it.each(["SIGINT", "SIGTERM", "SIGHUP"] as const)("(%s) ends a run with exit 130 and all that was found, and deletes its sessions", async (signal) => {
    const reached: { at?: () => void } = {};
    const { url, sessions } = await slow(
      () => 10,
      (count) => count === 100 && reached.at?.(),
    );
    const out = makeFolder();
    const { child, ended } = start(["run", "--endpoint", url, "--out", out]);
    await new Promise<void>((resolve) => (reached.at = resolve));
    expect(sessions.size).toBeGreaterThan(0);
    child.kill(signal);
    const outcome = await ended;
    expectClean(outcome);
    expect(outcome.status).toBe(130);
    expect(outcome.stderr).toContain("Stopping and deleting sessions");
    expect(outcome.stdout).toMatch(/exit 130$/mu);
    expect(recordIn(out)).toMatchObject({ verdict: "incomplete", meta: { interrupted: true } });
    expect(recordIn(out).checks.some(({ status }) => status === "passed")).toBe(true);
    expect(sessions.size).toBe(0);
  });

  it("pressed twice leaves at once, and the sessions that are left are on record", async () => {
    const reached: { at?: () => void } = {};
    const { url, sessions } = await slow(
      // Plain requests of the preflight come first, one of them over each of eight connections.
      (count) => (count <= 10 ? 0 : 60_000),
      (count) => count === 11 && reached.at?.(),
    );
    const out = makeFolder();
    const { child, ended } = start(["run", "--endpoint", url, "--out", out]);
    await new Promise<void>((resolve) => (reached.at = resolve));
    child.kill("SIGINT");
    await new Promise<void>((resolve) => child.stderr?.on("data", (text: string) => text.includes("Stopping") && resolve()));
    child.kill("SIGINT");
    const outcome = await ended;
    expectClean(outcome);
    expect(outcome.status).toBe(130);
    expect(sessions.size).toBeGreaterThan(0);
    for (const id of sessions) expect(writtenIn(out)).toContain(id);
  });
});

describe("secrets", () => {
  it("are in no output and no file: keys, headers, passwords", async () => {
    const [header, password] = ["hEaDeR-value-secret", "pAsSwOrD-of-url"];
    const seen = new Set<string>();
    const url = await answers(
      answering((request, response, body) => {
        seen.add(String(request.headers["x-api-key"]));
        // It echoes the whole request, as some services do.
        const { status, headers } = body.includes("{}") ? answerOf(200) : refusalOf("Echo");
        response.writeHead(status, headers).end(JSON.stringify({ Ids: [], Sessions: [], Message: `${JSON.stringify(request.headers)} ${secret} ${password}` }));
      }),
    );
    const endpoint = url.replace("//", `//user:${password}@`);
    const args = [
      "--endpoint",
      endpoint,
      "--header",
      `X-Api-Key: ${header}`,
      "--sign",
      "real",
      "--state",
      "create",
      "--role-arn",
      "arn:aws:iam::123456789012:role/own",
      "--account",
      "123456789012",
      ...narrow,
    ];
    const { status, stdout, stderr, out } = await run([...args, "--verbose"], { AWS_SESSION_TOKEN: "sEsSiOn-token-of-environment" });
    expect([status, [...seen]]).toEqual([1, [header]]);
    for (const text of [stdout, stderr, writtenIn(out)]) {
      for (const hidden of [header, password, secret, "sEsSiOn-token-of-environment"]) expect(text).not.toContain(hidden);
    }
    expect(recordIn(out).target.endpoint).toBe(url);
  });
});

const canCurl = /--aws-sigv4/u.test(spawnSync("curl", ["--help", "all"], { encoding: "utf8" }).stdout ?? "");

describe.skipIf(!canCurl)("curl lines (skipped where curl is missing or cannot sign)", () => {
  /** Which request got which answer: the status is a digest of all that matters of the request, and 403 where the signature is wrong. */
  const statusOf: Service = (request) => {
    if (operationOf(request) === "ListSessions" && Buffer.from(request.body).toString() === "{}") return answerOf(200, { Ids: [], Sessions: [] });
    const finding = verify(request, { region: "us-east-1", service: "glue", keyId: "AKIAOFTHEENVIRONMENT", secret, nowMs: Date.now() });
    if (finding !== "good") return answerOf(403, { __type: finding });
    const { "content-type": type = "", "x-amz-target": target = "" } = request.headers;
    return answerOf(440 + (crc32(Buffer.concat([Buffer.from(`${request.method} ${request.path} ${type} ${target} `), request.body])) % 50), "odd");
  };

  it("of failed cases get the answer that the run got", async () => {
    const url = await served(statusOf);
    const { status, out } = await run(["--endpoint", url, "--state", "observe", ...quick]);
    expect(status).toBe(1);
    const record = recordIn(out);
    const reported = (one: Check): string => `${one.counterexample?.caseId ?? ""}: ${one.counterexample?.curl ?? ""}`;
    const failed = record.checks.filter((check) => check.status === "failed");
    const runnable = new Map(
      failed.flatMap((check) =>
        check.counterexample === undefined || check.counterexample.curl.startsWith("#") ? [] : [[check.counterexample.caseId, check]],
      ),
    );
    expect(runnable.size).toBeGreaterThan(10);
    // What curl cannot send has its reason, and another way.
    for (const check of failed.filter(({ counterexample }) => !runnable.has(counterexample?.caseId ?? ""))) {
      expect(reported(check)).toMatch(/: # not with curl: .+\nglue-conformance replay .+$/u);
    }
    for (const check of runnable.values()) {
      const { curl = "", response } = check.counterexample ?? {};
      const answered = response !== undefined && "status" in response ? response.status : 0;
      expect({ case: reported(check), status: await statusByCurl(named(curl, { target: { endpoint: url }, meta: record.meta })) }).toEqual({
        case: reported(check),
        status: answered,
      });
    }
  });
});
