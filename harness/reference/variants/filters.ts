import { Refusal } from "../service/refusal.ts";
import type { Variant } from "./variant.ts";
import { deciding } from "./changes.ts";
import type { StoredSession } from "../service/stored-session.ts";
import type { TagFilter } from "../service/decisions.ts";

const folded = (tags: ReadonlyMap<string, string>): ReadonlyMap<string, string> =>
  new Map([...tags].map(([key, value]) => [key.toLowerCase(), value.toLowerCase()]));

/** The letters, digits and signs that AWS allows in tags of most services. */
const customary = /^[\p{L}\p{N}\p{Zs}_.:/=+\-@]*$/u;

/** Services that filter in other ways, where the page says little. */
export const filterVariants: readonly Variant[] = [
  {
    name: "any-of-several-pairs",
    title: "lists the sessions that carry any of several tags",
    mayFail: ["filters/several-pairs/all", "filters/several-pairs/never-widens"],
    apply: deciding({ combinePairs: (matches) => matches.length === 0 || matches.some(Boolean) }),
  },
  {
    name: "tags-fold-case",
    title: "takes upper and lower case in tags for the same",
    mayFail: ["filters/case-sensitive", "sessions/follow-the-model"],
    apply: deciding({ matchesPair: (tags, key, value) => folded(tags).get(key.toLowerCase()) === value.toLowerCase() }),
  },
  {
    name: "tags-trimmed",
    title: "takes no notice of blanks at the ends of tag values",
    mayFail: ["filters/blanks-count"],
    apply: deciding({ matchesPair: (tags, key, value) => tags.get(key)?.trim() === value.trim() }),
  },
  {
    name: "empty-filter-lists-nothing",
    title: "lists nothing where the filter holds no pair",
    mayFail: ["filters/no-pairs"],
    // An empty map would be no filter further on: a pair that no session carries takes its place.
    apply: deciding({ filterOf: ({ Tags }): TagFilter => (Tags?.size === 0 ? new Map([["", ""]]) : (Tags ?? new Map())) }),
  },
  {
    name: "origin-filters",
    title: "lists only sessions that were created with the RequestOrigin that is asked for",
    mayFail: [],
    apply: (behaviour) => {
      const origins = new WeakMap<Readonly<Record<string, unknown>>, string | undefined>();
      return {
        ...behaviour,
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
  },
  {
    name: "aws-tags-refused",
    title: "refuses tag keys that begin with aws",
    mayFail: [],
    apply: deciding(({ keywords }) => ({
      keywords: {
        ...keywords,
        minLength: (value, limit, place) => keywords.minLength(value, limit, place) && !(place.path.endsWith("/key") && /^aws/iu.test(value)),
      },
    })),
  },
  {
    name: "odd-tags-refused",
    title: "refuses tags with other characters than letters, digits, blanks and a few signs",
    mayFail: ["request/accepts-odd-text"],
    apply: deciding(({ filterOf }) => ({
      filterOf(input) {
        const filter = filterOf(input);
        if ([...filter].flat().every((text) => customary.test(text))) return filter;
        throw new Refusal("constraint", "Tags hold characters that are not allowed", ["Tags"]);
      },
    })),
  },
];
