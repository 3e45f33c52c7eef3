import { type HeaderSpelling, spelledName } from "../../../properties/core/header-spelling.ts";
import type { WireRequest } from "../../../properties/core/exchange.ts";
import type { Fault } from "./fault.ts";
import { inLowerCase } from "../service/request-routing.ts";

const property = "protocol/header-names/any-case";

/** Sees no header whose name is spelled in another way, but for those that any HTTP library knows. */
const knows =
  (spellings: readonly HeaderSpelling[], concerns: (name: string) => boolean = () => true): Fault["apply"] =>
  (behaviour) => ({
    ...behaviour,
    readHeaders: (headers: WireRequest["headers"]) =>
      inLowerCase(
        Object.fromEntries(
          Object.entries(headers).filter(([name]) => !concerns(name.toLowerCase()) || spellings.some((spelling) => name === spelledName(name, spelling))),
        ),
      ),
  });

const isTarget = (name: string): boolean => name === "x-amz-target";

/** Faults in how headers are found by their names. */
export const headerNameFaults: readonly Fault[] = [
  {
    name: "header-names-begin-with-capitals",
    title: "knows headers by X-Amz-Target and its like only",
    level: "must",
    caughtBy: property,
    apply: knows(["capitalised"]),
  },
  {
    name: "header-names-in-capitals-only",
    title: "knows headers by their names in capitals only",
    level: "must",
    caughtBy: property,
    apply: knows(["capitals"]),
  },
  {
    name: "header-names-not-in-capitals",
    title: "does not know headers by their names in capitals",
    level: "must",
    caughtBy: property,
    apply: knows(["lower-case", "capitalised"]),
  },
  {
    name: "header-names-not-in-lower-case",
    title: "does not know headers by their names in lower case",
    level: "must",
    caughtBy: property,
    apply: knows(["capitalised", "capitals"]),
  },
  {
    name: "target-begins-with-capitals",
    title: "knows its target by X-Amz-Target only",
    level: "must",
    caughtBy: property,
    apply: knows(["capitalised"], isTarget),
  },
  {
    name: "target-in-lower-case-only",
    title: "knows its target by x-amz-target only",
    level: "must",
    caughtBy: property,
    apply: knows(["lower-case"], isTarget),
  },
];
