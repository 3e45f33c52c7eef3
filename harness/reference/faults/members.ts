import { isJsonObject, memberOf } from "../../../properties/core/json.ts";
import type { Fault } from "./fault.ts";
import { inTurn, requestMemberNames, reads, readsBody } from "./change.ts";

const nulls = "request/accepts-null-members";

const nullFaults: readonly Fault[] = [
  {
    name: "null-refused",
    title: "refuses null for any member",
    level: "must",
    caughtBy: nulls,
    apply: (behaviour) => ({ ...behaviour, isAbsent: (value) => value === undefined }),
  },
  {
    name: "null-token-refused",
    title: "refuses null for NextToken",
    level: "must",
    caughtBy: nulls,
    apply: reads("NextToken", (value) => (value === null ? 0 : value)),
  },
  {
    name: "null-max-results-is-zero",
    title: "takes null for MaxResults 0",
    level: "must",
    caughtBy: nulls,
    apply: reads("MaxResults", (value) => (value === null ? 0 : value)),
  },
  {
    name: "null-tags-match-nothing",
    title: "lists nothing where Tags is null",
    level: "must",
    caughtBy: "filters/null-is-absent",
    apply: reads("Tags", (value) => (value === null ? { null: "null" } : value)),
  },
  {
    name: "null-origin-among-others-refused",
    title: "refuses a null RequestOrigin beside other members",
    level: "must",
    caughtBy: nulls,
    apply: reads("RequestOrigin", (value, { body }) => (value === null && isJsonObject(body) && Object.keys(body).length > 1 ? 0 : value)),
  },
];

const others: readonly Fault[] = [
  {
    name: "unknown-member-refused",
    title: "refuses a member that it does not know",
    level: "should",
    caughtBy: "request/ignores-unknown-members",
    apply: readsBody((body) => (isJsonObject(body) && Object.keys(body).some((name) => !requestMemberNames().includes(name)) ? undefined : body)),
  },
  {
    name: "prototype-member-refused",
    title: "refuses a body with a member __proto__ as an attack",
    level: "should",
    caughtBy: "request/ignores-unknown-members",
    apply: readsBody((body) => (isJsonObject(body) && Object.hasOwn(body, "__proto__") ? undefined : body)),
  },
  {
    name: "member-names-without-case",
    title: "knows members by their names in any case",
    level: "should",
    caughtBy: "request/honours-exact-names-only",
    apply: readsBody((body) =>
      isJsonObject(body)
        ? Object.fromEntries(
            Object.entries(body).map(([name, value]) => [requestMemberNames().find((member) => member.toLowerCase() === name.toLowerCase()) ?? name, value]),
          )
        : body,
    ),
  },
  {
    name: "member-names-lower-camel-too",
    title: "reads maxResults where there is no MaxResults",
    level: "should",
    caughtBy: "request/honours-exact-names-only",
    apply: inTurn(
      ...["MaxResults", "RequestOrigin", "Tags"].map((member) =>
        reads(member, (value, { body }) => value ?? memberOf(body, `${member.charAt(0).toLowerCase()}${member.slice(1)}`)),
      ),
    ),
  },
];

/** Faults in which members a request has. */
export const memberFaults: readonly Fault[] = [...nullFaults, ...others];
