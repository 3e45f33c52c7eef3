import type { RunRecord } from "./record/run-record.ts";

/** What a target may send to harm a reader of reports: each line is in another syntax, and none may take effect. */
export const hostile = [
  "\u001B[2J\u001B]8;;http://evil.example\u0007link\u001B]8;;\u0007",
  "::error::stolen",
  "::set-output name=a::b",
  "##[error]stolen",
  "<script>alert(1)</script>",
  "</details></summary><img src=x onerror=alert(1)>",
  "]]>",
  "<!-- comment -->",
  "<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]>&b;",
  "`code` ``` ~~~ ````",
  "| cell | cell |",
  "|---|---|",
  "# heading",
  "Heading\n===",
  "> quote",
  "- item",
  "1. item",
  "***",
  "[link](http://evil.example) ![image](http://evil.example/x.png) [ref][1]",
  "[1]: http://evil.example",
  "<http://evil.example> http://evil.example www.evil.example a@evil.example",
  "@octocat @org/team #1 GH-1 org/repo#1 :bomb:",
  "**bold** _em_ ~~gone~~ \\* $x$ &amp; &lt;b&gt;",
  "'\"; $(reboot) `reboot` %0A%0D ${x}",
  "\u0000\u0001\u0008\u000B\u000C\u001F\u007F\u0080\u009B31m\u009F",
  "\r\rreturn\t\ttab\u2028line\u2029paragraph\u0085next",
  "\u202Etxt.exe\u202C \u2066iso\u2069 \u200F\u061C",
  "\u200Bzero\u200Dwidth\uFEFF\u00AD\u{E0041}",
  "\uD800 lone \uDFFF",
  "\uFFFE\uFFFF\u{1FFFE}",
].join("\n");

/** Members that cannot contain such text, by the schema of a record. */
const fixed = new Set([
  "status",
  "level",
  "id",
  "requirement",
  "code",
  "pointer",
  "state",
  "outcome",
  "verdict",
  "effort",
  "reproduced",
  "shrunk",
  "sha256",
  "startedAt",
  "repeat",
]);

/** A record with that text in every field that a target or the environment can influence. */
export function hostileRecord(record: RunRecord): RunRecord {
  return poison(record) as RunRecord;
}

function poison(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(poison);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([key, child]): [string, unknown] => [key, typeof child === "string" && !fixed.has(key) ? hostile : poison(child)]);
  const more: [string, unknown][] = "headers" in value ? [["headers", { [hostile]: hostile }]] : [];
  return Object.fromEntries([...entries, ...more]);
}

const closed = new Set(["status", "level", "state", "outcome", "verdict", "effort", "reproduced", "shrunk", "repeat", "sha256"]);

/** A record with that text wherever a forged file may have it, ids included. */
export function strangeRecord(record: RunRecord): RunRecord {
  return strange(record, "") as RunRecord;
}

function strange(value: unknown, key: string): unknown {
  if (typeof value === "string") return closed.has(key) ? value : key === "id" || key === "operation" ? hostile + value : hostile;
  if (Array.isArray(value)) return value.map((item) => strange(item, key));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, child]) => [name, strange(child, name)]));
}
