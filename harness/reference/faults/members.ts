import { isJsonObject, memberOf } from "../../../properties/core/json.ts";
import { type Fault, must, should } from "./fault.ts";
import { inTurn, requestMemberNames, reads, readsBody } from "./change.ts";

const nulls = "request/accepts-null-members";

const nullFaults: readonly Fault[] = [
  must("null-refused", "refuses null for any member", nulls, (behaviour) => ({ ...behaviour, isAbsent: (value) => value === undefined })),
  must(
    "null-token-refused",
    "refuses null for NextToken",
    nulls,
    reads("NextToken", (value) => (value === null ? 0 : value)),
  ),
  must(
    "null-max-results-is-zero",
    "takes null for MaxResults 0",
    nulls,
    reads("MaxResults", (value) => (value === null ? 0 : value)),
  ),
  must(
    "null-tags-match-nothing",
    "lists nothing where Tags is null",
    "filters/null-is-absent",
    reads("Tags", (value) => (value === null ? { null: "null" } : value)),
  ),
  must(
    "null-origin-among-others-refused",
    "refuses a null RequestOrigin beside other members",
    nulls,
    reads("RequestOrigin", (value, { body }) => (value === null && isJsonObject(body) && Object.keys(body).length > 1 ? 0 : value)),
  ),
];

const others: readonly Fault[] = [
  should(
    "unknown-member-refused",
    "refuses a member that it does not know",
    "request/ignores-unknown-members",
    readsBody((body) => (isJsonObject(body) && Object.keys(body).some((name) => !requestMemberNames().includes(name)) ? undefined : body)),
  ),
  should(
    "prototype-member-refused",
    "refuses a body with a member __proto__ as an attack",
    "request/ignores-unknown-members",
    readsBody((body) => (isJsonObject(body) && Object.hasOwn(body, "__proto__") ? undefined : body)),
  ),
  should(
    "member-names-without-case",
    "knows members by their names in any case",
    "request/honours-exact-names-only",
    readsBody((body) =>
      isJsonObject(body)
        ? Object.fromEntries(
            Object.entries(body).map(([name, value]) => [requestMemberNames().find((member) => member.toLowerCase() === name.toLowerCase()) ?? name, value]),
          )
        : body,
    ),
  ),
  should(
    "member-names-lower-camel-too",
    "reads maxResults where there is no MaxResults",
    "request/honours-exact-names-only",
    inTurn(
      ...["MaxResults", "RequestOrigin", "Tags"].map((member) =>
        reads(member, (value, { body }) => value ?? memberOf(body, `${member.charAt(0).toLowerCase()}${member.slice(1)}`)),
      ),
    ),
  ),
];

/** Faults in which members a request has. */
export const memberFaults: readonly Fault[] = [...nullFaults, ...others];
