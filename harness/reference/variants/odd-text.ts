import { Refusal } from "../service/refusal.ts";
import { legal, mayFail, type Variant } from "./variant.ts";
import { type Apply, deciding } from "./changes.ts";

const accepts = "request/accepts-odd-text";

const refusingTags = (test: (text: string) => boolean, reason: "constraint" | "token" | "syntax" = "constraint"): Apply =>
  deciding(({ filterOf }) => ({
    filterOf(input) {
      const filter = filterOf(input);
      if ([...filter].flat().some(test)) throw new Refusal(reason, "Tags hold characters that are not allowed", ["Tags"]);
      return filter;
    },
  }));

/** Services that let less text in than the page does, and refuse the rest cleanly. */
export const oddTextVariants: readonly Variant[] = [
  ...legal({
    "non-ascii-tags-refused: refuses tags that are not ASCII, as invalid input": [
      refusingTags((text) => /[^\p{ASCII}]/u.test(text), "token"),
      mayFail(accepts, "filters/beyond-ascii"),
    ],
    "control-characters-unreadable: takes a control character in a tag for a fault of the body": [
      refusingTags((text) => /\p{Cc}/u.test(text), "syntax"),
      mayFail(accepts),
    ],
    "unseen-characters-refused: refuses invisible characters in tags, and those that reverse text": [
      refusingTags((text) => /\p{Cf}/u.test(text)),
      mayFail(accepts),
    ],
    "quotes-in-tags-refused: refuses quotes, brackets and signs of a shell in tags": [
      refusingTags((text) => /["'`$;|<>&\\()[\]{}*?!#~%]/u.test(text)),
      mayFail(accepts),
    ],
  }),
];
