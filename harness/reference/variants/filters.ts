import { Refusal } from "../service/refusal.ts";
import { legal, mayFail, type Variant } from "./variant.ts";
import type { StoredSession } from "../service/stored-session.ts";
import type { TagFilter } from "../service/decisions.ts";

const folded = (tags: ReadonlyMap<string, string>): ReadonlyMap<string, string> =>
  new Map([...tags].map(([key, value]) => [key.toLowerCase(), value.toLowerCase()]));

/** The letters, digits and signs that AWS allows in tags of most services. */
const customary = /^[\p{L}\p{N}\p{Zs}_.:/=+\-@]*$/u;

/** Services that filter in other ways, where the page says little. */
export const filterVariants: readonly Variant[] = [
  ...legal({
    "any-of-several-pairs: lists the sessions that carry any of several tags": [
      () => ({ combinePairs: (matches) => matches.length === 0 || matches.some(Boolean) }),
      mayFail("filters/several-pairs/all", "filters/several-pairs/never-widens"),
    ],
    "tags-fold-case: takes upper and lower case in tags for the same": [
      () => ({ matchesPair: (tags, key, value) => folded(tags).get(key.toLowerCase()) === value.toLowerCase() }),
      mayFail("filters/case-sensitive", "sessions/follow-the-model"),
    ],
    "tags-trimmed: takes no notice of blanks at the ends of tag values": [
      () => ({ matchesPair: (tags, key, value) => tags.get(key)?.trim() === value.trim() }),
      mayFail("filters/blanks-count"),
    ],
    "empty-filter-lists-nothing: lists nothing where the filter holds no pair": [
      () => ({ filterOf: ({ Tags }): TagFilter => (Tags?.size === 0 ? new Map([["", ""]]) : (Tags ?? new Map())) }),
      mayFail("filters/no-pairs"),
    ],
    "origin-filters: lists only sessions that were created with the RequestOrigin that is asked for": (behaviour) => {
      const origins = new WeakMap<Readonly<Record<string, unknown>>, string | undefined>();
      return {
        settingsOf(input) {
          const settings = behaviour.settingsOf(input);
          origins.set(settings, input.RequestOrigin);
          return settings;
        },
        *sessionsAfter(position, call) {
          const { RequestOrigin: requested } = call.input as { RequestOrigin?: string };
          const matches = ({ settings }: StoredSession): boolean => requested === undefined || origins.get(settings) === requested;
          for (const session of behaviour.sessionsAfter(position, call)) if (matches(session)) yield session;
        },
      };
    },
    "aws-tags-refused: refuses tag keys that begin with aws": ({ keywords }) => ({
      keywords: {
        ...keywords,
        minLength: (value, limit, place) => keywords.minLength(value, limit, place) && !(place.path.endsWith("/key") && /^aws/iu.test(value)),
      },
    }),
    "odd-tags-refused: refuses tags with other characters than letters, digits, blanks and a few signs": [
      ({ filterOf }) => ({
        filterOf(input) {
          const filter = filterOf(input);
          if ([...filter].flat().every((text) => customary.test(text))) return filter;
          throw new Refusal("constraint", "Tags hold characters that are not allowed", ["Tags"]);
        },
      }),
      mayFail("request/accepts-odd-text"),
    ],
  }),
];
