import { type HeaderSpelling, spelledName } from "../../../properties/core/header-spelling.ts";
import { inLowerCase } from "../service/request-routing.ts";
import { type Fault, must } from "./fault.ts";
import type { Change } from "./change.ts";

/** Sees no header whose name is spelled in another way, but for those that any HTTP library knows. */
const knows =
  (spellings: readonly HeaderSpelling[], concerns: (name: string) => boolean = () => true): Change =>
  () => ({
    readHeaders: (headers) =>
      inLowerCase(
        Object.fromEntries(
          Object.entries(headers).filter(([name]) => !concerns(name.toLowerCase()) || spellings.some((spelling) => name === spelledName(name, spelling))),
        ),
      ),
  });

const isTarget = (name: string): boolean => name === "x-amz-target";

/** Faults in how headers are found by their names. */
export const headerNameFaults: readonly Fault[] = [
  ...must("protocol/header-names/any-case", {
    "header-names-begin-with-capitals: knows headers by X-Amz-Target and its like only": knows(["capitalised"]),
    "header-names-in-capitals-only: knows headers by their names in capitals only": knows(["capitals"]),
    "header-names-not-in-capitals: does not know headers by their names in capitals": knows(["lower-case", "capitalised"]),
    "header-names-not-in-lower-case: does not know headers by their names in lower case": knows(["capitalised", "capitals"]),
    "target-begins-with-capitals: knows its target by X-Amz-Target only": knows(["capitalised"], isTarget),
    "target-in-lower-case-only: knows its target by x-amz-target only": knows(["lower-case"], isTarget),
  }),
];
