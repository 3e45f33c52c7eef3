import { legal, mayFail, type Variant } from "./variant.ts";
import { changingListing, changingResult, type Members, without } from "./changes.ts";

const omitsNull = "response/omits-null-members";
const bothLists = "response/both-lists";

const emptyOnes = (page: Members): readonly string[] => Object.keys(page).filter((name) => Array.isArray(page[name]) && page[name].length === 0);

/** Services that differ in what a result is made of. */
export const resultVariants: readonly Variant[] = [
  ...legal({
    "token-null-at-end: says with null that there is no other page": [
      changingListing(({ NextToken = null, ...page }) => ({ ...page, NextToken })),
      mayFail(omitsNull),
    ],
    "token-empty-at-end: says with an empty token that there is no other page": changingListing(({ NextToken = "", ...page }) => ({ ...page, NextToken })),
    "ids-absent-when-empty: leaves Ids out where there are none": [
      changingListing((page) =>
        without(
          page,
          emptyOnes(page).filter((name) => name === "Ids"),
        ),
      ),
      mayFail(bothLists),
    ],
    "lists-absent-when-empty: leaves out empty lists": [changingListing((page) => without(page, emptyOnes(page))), mayFail(bothLists)],
    "lists-null-when-empty: gives null for empty lists": [
      changingListing((page) => ({ ...page, ...Object.fromEntries(emptyOnes(page).map((name) => [name, null])) })),
      mayFail(bothLists, omitsNull),
    ],
    "ids-only: lists sessions in Ids and never in Sessions": [changingListing((page) => without(page, ["Sessions"])), mayFail(bothLists)],
    "sessions-only: lists sessions in Sessions and never in Ids": [changingListing((page) => without(page, ["Ids"])), mayFail(bothLists)],
    "unknown-result-members: adds members that no page names to every result": [
      changingListing((page) => ({
        ...page,
        __type: "ListSessionsResponse",
        Count: page.Ids.length,
        ResponseMetadata: { HTTPStatusCode: 200 },
        message: "ok",
        code: "Success",
      })),
      changingResult("CreateSession", (output) => ({ ...output, Warnings: [null] })),
    ],
    "ids-in-another-order: lists Ids in another order than Sessions": changingListing((page) => ({ ...page, Ids: page.Ids.toReversed() })),
    "create-answers-nothing: answers CreateSession with an empty object": changingResult("CreateSession", () => ({})),
  }),
];
