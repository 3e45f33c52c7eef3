import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { join } from "node:path";
import { strFromU8, unzipSync } from "fflate";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildCommandLine, invoke, makeFolder, removeFolders } from "../cli/command-line.testdata.ts";
import { answering, serveHttp } from "../transport/test-server.testdata.ts";

beforeAll(buildCommandLine, 60_000);
afterAll(removeFolders);

const key = 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYzzEXAMPLE/"&';
const token = `IQoJb3JpZ2luX2Vj+${"FwoGZXIvYXdzE/".repeat(20)}==`;
const header = "hEaDeR<VaLuE>/of+the-user";
const bearer = "eyJhbGciOiJub25lIn0.bEaReR";
const [user, password] = ["u5er-of-the-url", "pa55/w0rd+of the-url"];
const proxyPassword = "pr0xy-pa55/w0rd";
const known = [key, token, header, bearer, password, proxyPassword];
const base64 = (text: string): string => Buffer.from(text).toString("base64");

/** What must stand nowhere: each secret as it is, and in the spellings of JSON, PHP, .NET, addresses, HTML and base64. */
const spellings = (secret: string): readonly string[] => [
  secret,
  JSON.stringify(secret).slice(1, -1),
  JSON.stringify(secret).slice(1, -1).replaceAll("/", "\\/"),
  secret.replaceAll("+", "\\u002B").replaceAll("&", "\\u0026").replaceAll("<", "\\u003C").replaceAll(">", "\\u003E"),
  encodeURIComponent(secret),
  encodeURIComponent(secret).replaceAll(/%../gu, (escape) => escape.toLowerCase()),
  // As Python's `quote` has it.
  encodeURIComponent(secret).replaceAll("%2F", "/"),
  encodeURIComponent(encodeURIComponent(secret)),
  secret.replaceAll("&", "&#38;").replaceAll("+", "&#x2b;").replaceAll("/", "&#x2F;"),
  base64(secret).replaceAll("=", ""),
];

/** In the middle of more that is base64 as a whole. */
const amongOthers = (secret: string): readonly string[] => ["x", "xx", "xxx"].map((before) => base64(`${before}${secret}y`));

type Echo = (request: IncomingMessage, response: ServerResponse, text: string) => void;

const php = (value: unknown): string => JSON.stringify(value).replaceAll("/", "\\/");
const inOneLine = (text: string): string => text.replaceAll(/[^ -~]+/gu, " ");

/** Ways in which a target repeats what it knows and got. */
const echoes: readonly (readonly [how: string, echo: Echo])[] = [
  ["in the message of an error", (_, response, text) => response.writeHead(400).end(JSON.stringify({ __type: "ValidationException", Message: text }))],
  ["in an error, as PHP writes JSON", (_, response, text) => response.writeHead(403).end(php({ __type: "SignatureDoesNotMatchException", message: text }))],
  ["in text", (_, response, text) => response.writeHead(500, { "content-type": "text/plain" }).end(text)],
  ["in headers", (_, response, text) => response.writeHead(301, { location: inOneLine(text), "x-echo": inOneLine(text) }).end()],
  [
    "in listings that break the contract",
    (request, response, text) => {
      const session = { Id: 7, Description: [text], Status: text };
      const body = String(request.headers["x-amz-target"]).endsWith("ListSessions") ? { Ids: [text, 7], Sessions: [session], [text]: 1 } : { Id: text };
      response.writeHead(200, { "content-type": text.length > 9 ? "text/html" : "" }).end(JSON.stringify(body));
    },
  ],
  [
    "on a page that is cut in the middle of each",
    (request, response, text) => {
      const secrets = [...known, String(request.headers["authorization"])];
      const pick = secrets[text.length % secrets.length] ?? "";
      response.writeHead(200).end(`${"x".repeat(200 - Math.min(20, pick.length - 1))}${pick}`);
    },
  ],
];

function readAll(folder: string): string {
  return readdirSync(folder)
    .map((name) => {
      const bytes = readFileSync(join(folder, name));
      return name.endsWith(".zip")
        ? Object.values(unzipSync(bytes))
            .map((file) => strFromU8(file))
            .join("\n")
        : bytes.toString();
    })
    .join("\n");
}

describe("a target that sends back what it got and knows", () => {
  it.concurrent.each(echoes)(
    "%s: no secret reaches a file or the terminal",
    async (_how, echo) => {
      const signed = new Set<string>();
      const server = await serveHttp(
        answering((request, response) => {
          const { authorization = "" } = request.headers;
          signed.add(authorization);
          const said = [
            base64(authorization),
            ...known.flatMap(spellings),
            ...known.flatMap(amongOthers),
            base64(`${user}:${password}`),
            `http://${user}:${encodeURIComponent(password)}@host/`,
          ];
          echo(request, response, [authorization, authorization.split("Signature=")[1], JSON.stringify(request.headers), ...said].join("\n"));
        }),
      );
      const out = join(makeFolder(), "made", "here");
      const endpoint = server.url.replace("//", `//${user}:${encodeURIComponent(password)}@`);
      const formats = "terminal,json,html,junit,ctrf,markdown,har,badge,evidence";
      const summary = join(makeFolder(), "summary.md");
      writeFileSync(summary, "");
      const { stdout, stderr, status } = await invoke(
        [
          "run",
          "--endpoint",
          endpoint,
          "--out",
          out,
          "--sign",
          "real",
          "--state",
          "create",
          "--verbose",
          "--effort",
          "quick",
          "--cases",
          "3",
          "--settle",
          "0",
        ].concat(["--max-failures", "8", "--header", `x-api-key:${header}`, "--header", `x-auth:Bearer ${bearer}`, "--format", formats]),
        {
          AWS_ACCESS_KEY_ID: "ASIAOFTHEENVIRONMENT",
          AWS_SECRET_ACCESS_KEY: key,
          AWS_SESSION_TOKEN: token,
          GITHUB_ACTIONS: "true",
          GITHUB_STEP_SUMMARY: summary,
          HTTPS_PROXY: `http://proxy-user:${encodeURIComponent(proxyPassword)}@127.0.0.1:9`,
        },
      );
      await server.close();
      const written = readAll(out) + readFileSync(summary, "utf8");
      expect([1, 3]).toContain(status);
      expect(signed.size).toBeGreaterThan(0);
      const signatures = [...signed].flatMap((value) => [value, value.split("Signature=")[1] ?? ""]).filter((value) => value !== "");
      for (const [where, text] of Object.entries({ written, stdout, stderr })) {
        const inBase64 = known.flatMap(amongOthers).map((one) => one.slice(4, -4));
        const authorizations = [...signed].map((value) => base64(value).slice(24, -4)).filter((value) => value !== "");
        const found = [
          ...authorizations,
          ...known.flatMap(spellings),
          ...inBase64,
          ...known.map((secret) => secret.slice(0, 14)),
          base64(`${user}:${password}`),
          user,
          ...signatures,
        ];
        expect([where, found.filter((one) => text.includes(one))]).toEqual([where, []]);
      }
      expect(statSync(out).mode & 0o727).toBe(0o700);
      for (const name of readdirSync(out)) expect(statSync(join(out, name)).mode & 0o137).toBe(0);
    },
    120_000,
  );
});
