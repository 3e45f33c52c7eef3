import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { propertiesOf } from "../../../properties/table.ts";
import { contractOf, contractsFolder } from "../../../spec/contracts/shipped-contracts.ts";
import { variants } from "./all-variants.ts";

/** One row of what AWS was seen to do (section 14 of FACTS.md): what judges it, and the legal services that do it. */
interface Row {
  readonly point: string;
  readonly by?: readonly string[];
  readonly services?: readonly string[];
}

const rows: readonly Row[] = [
  { point: "a list with nothing in it", by: ["response/both-lists"], services: ["lists-absent-when-empty", "tokens-and-lists-left-out"] },
  { point: "the token at the end", services: ["token-empty-at-end", "token-empty-under-filters", "token-null-at-end"] },
  { point: "the body of an error", by: ["error/code/in-type", "error/code/bare"], services: ["errors-as-recorded", "error-code-in-header"] },
  { point: "the content type of an error", by: ["error/content-type"], services: ["charset-on-errors-only"] },
  { point: "request ids", by: ["response/request-id/present"], services: ["no-request-ids", "long-request-ids"] },
  { point: "checksums", by: ["response/crc32"], services: ["recorded-headers", "checksums"] },
  { point: "how times are written", by: ["response/types"], services: ["numbers-as-java-doubles", "timestamps-with-exponent"] },
  { point: "null members", by: ["response/omits-null-members"], services: ["null-in-some-sessions"] },
  { point: "unknown members", services: ["unknown-members-in-parts", "unknown-members-by-operation", "unknown-result-members"] },
  { point: "limits of answers", by: ["response/limits"], services: ["answers-beyond-printed-limits", "empty-descriptions", "roles-by-name"] },
  { point: "values of enumerations", services: ["states-and-workers-outside-the-model", "unknown-values"] },
  { point: "another content type", by: ["protocol/unclaimed/observed"], services: ["unclaimed-denied", "unclaimed-without-a-body", "any-content-type"] },
  { point: "OPTIONS", services: ["options-with-cors"] },
  { point: "access that is denied", by: ["error/status-of-code"] },
  {
    point: "a wrong credential scope",
    by: ["authentication/refuses-bad-signatures"],
    services: ["signatures-checked-scope-400", "signatures-checked-scope-403"],
  },
  { point: "another front of the service, which says nothing of this one" },
  { point: "the text of validation errors", services: ["one-breach-at-a-time", "bare-messages"] },
  { point: "the code of validation errors", by: ["error/code/of-broken-constraint"], services: ["constraints-as-invalid-input"] },
  { point: "a foreign namespace", by: ["error/code/bare"], services: ["error-code-of-a-foreign-namespace", "error-code-foreign-in-header"] },
  { point: "the newer list of common errors", services: ["newer-common-errors", "over-long-token-as-413", "unknown-operation-as-404"] },
];

describe("what AWS was seen to do", () => {
  it("is judged by properties that there are, and done by variants that there are", () => {
    const ids = new Set(propertiesOf(contractOf("ListSessions")).map(({ id }) => id));
    const names = new Set(variants.map(({ name }) => name));
    expect(rows.flatMap(({ by = [] }) => by).filter((id) => !ids.has(id))).toEqual([]);
    expect(rows.flatMap(({ services = [] }) => services).filter((name) => !names.has(name))).toEqual([]);
  });

  const facts = join(contractsFolder, "../../../shared/FACTS.md");
  it.skipIf(!existsSync(facts))("has an entry for every row of section 14 (skipped where ../shared/FACTS.md is not there)", () => {
    const section =
      readFileSync(facts, "utf8")
        .split(/^## 14\..*$/mu)[1]
        ?.split(/^---$/mu)[0] ?? "";
    const points = section.split("\n").filter((line) => line.startsWith("| ") && !line.startsWith("| point"));
    expect(points).toHaveLength(rows.length);
  });
});
