import { Refusal } from "../service/refusal.ts";
import { legal, mayFail, type Variant } from "./variant.ts";
import { changingErrors, type Members } from "./changes.ts";

const withoutText = ({ message: _lower, Message: _upper, ...body }: Members): object => body;

/** Services that differ in what errors say in words. */
export const errorMessageVariants: readonly Variant[] = [
  ...legal({
    "messages-capital: calls the text of every error Message": () => ({ messageMemberOf: () => "Message" }),
    "messages-lower-case: calls the text of every error message": [() => ({ messageMemberOf: () => "message" }), mayFail("error/message/capital")],
    "messages-twice: says the text of an error as Message and as message": changingErrors(({ message, Message = message, ...body }) => ({
      ...body,
      message: Message,
      Message,
    })),
    "no-messages: says nothing in words about an error": [changingErrors(withoutText), mayFail("error/message/present")],
    "bare-messages: says no more of an error than that there is one": changingErrors((body) => ({ ...withoutText(body), Message: "Invalid" })),
    "serialization-without-message: says nothing in words about a body that it cannot read": changingErrors((body, code) =>
      code === "SerializationException" ? withoutText(body) : body,
    ),
    "one-breach-at-a-time: stops at the first broken constraint and spells members as the page does": () => ({
      refuseBreaches: ([first, ...others]) =>
        new Refusal(
          "constraint",
          `Value at '${first?.path ?? ""}' failed to satisfy constraint`,
          (first === undefined ? others : [first]).map(({ path }) => path),
        ),
    }),
    "field-list: lists broken constraints as Smithy servers do, with a pointer to each": ({ errorBodyOf }) => ({
      errorBodyOf: (code, refusal, context, operation) => ({
        ...errorBodyOf(code, refusal, context, operation),
        ...(refusal.reason === "constraint"
          ? { fieldList: refusal.paths.map((path) => ({ path: `/${path}`, message: "Member must satisfy constraint" })) }
          : {}),
      }),
    }),
    "messages-with-hostile-text: writes quotes, markup, line breaks and non-ASCII letters into the text of an error": changingErrors((body) => ({
      ...withoutText(body),
      Message: 'Wert "\u00E9\u{1F600}"\n\t</script><!-- \u2028 -->: {"__type":"Other"}',
    })),
  }),
];
