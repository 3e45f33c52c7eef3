import { type HeaderSpelling, spelledName } from "../../../properties/core/header-spelling.ts";
import type { WireRequest } from "../../../properties/core/exchange.ts";
import { type Fault, must } from "./fault.ts";
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
  must("header-names-begin-with-capitals", "knows headers by X-Amz-Target and its like only", property, knows(["capitalised"])),
  must("header-names-in-capitals-only", "knows headers by their names in capitals only", property, knows(["capitals"])),
  must("header-names-not-in-capitals", "does not know headers by their names in capitals", property, knows(["lower-case", "capitalised"])),
  must("header-names-not-in-lower-case", "does not know headers by their names in lower case", property, knows(["capitalised", "capitals"])),
  must("target-begins-with-capitals", "knows its target by X-Amz-Target only", property, knows(["capitalised"], isTarget)),
  must("target-in-lower-case-only", "knows its target by x-amz-target only", property, knows(["lower-case"], isTarget)),
];
