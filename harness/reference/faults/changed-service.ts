import { referenceBehaviour } from "../service/behaviour.ts";
import type { Behaviour, Environment } from "../service/decisions.ts";
import { inLowerCase } from "../service/request-routing.ts";
import { createService, type Service } from "../service/service.ts";
import { type Change, inTurn } from "./change.ts";

/** Stands between clients and service, for what no decision settles. Called once for each service. */
export type Wrap<World = Environment> = (service: Service, world: World) => Service;

/** A service that differs from the reference service, by its name. */
export interface ChangedService<World = Environment> {
  /** Kebab-case. */
  readonly name: string;
  /** What the service does, in the present tense. */
  readonly title: string;
  readonly apply: (behaviour: Behaviour) => Behaviour;
  readonly wrap?: Wrap<World>;
}

/** What a row says of its service beside the decisions that it changes: what is wrapped around it, and whatever else its bank keeps. */
export type Traits<World = Environment> = Pick<ChangedService<World>, "wrap">;

/** What a row begins with: `name: title`. */
export type Label = `${string}: ${string}`;

/** The two parts of a label. */
export function nameAndTitle(label: string): { readonly name: string; readonly title: string } {
  const end = label.indexOf(": ");
  return { name: label.slice(0, end), title: label.slice(end + 2) };
}

/**
 * Services of a bank by `name: title`, each with the part in which it differs, or with several that are made one after the other. A function changes
 * decisions; an object wraps something around the service, or says what else the bank has to know.
 */
export type Rows<More extends object> = Readonly<Record<Label, Change | More | readonly (Change | More)[]>>;

/** The services of some rows, each with all that its parts say. */
export function servicesOf<World, More extends object>(rows: Rows<Partial<More> & Traits<World>>): readonly (ChangedService<World> & More)[] {
  return Object.entries<Change | Traits<World> | readonly (Change | Traits<World>)[]>(rows).map(([label, row]) => {
    const parts = [row].flat() as readonly (Change | Traits<World>)[];
    const traits = parts.filter((part) => typeof part === "object");
    const wraps = traits.flatMap(({ wrap }) => wrap ?? []);
    return {
      ...(Object.assign({}, ...traits) as More),
      ...nameAndTitle(label),
      apply: inTurn(...parts.filter((part) => typeof part === "function")),
      ...(wraps.length === 0 ? {} : { wrap: (service: Service, world: World) => wraps.reduce((wrapped, wrap) => wrap(wrapped, world), service) }),
    };
  });
}

/** A fresh service with what a row changes, and with no sessions in it but those that a wrapper creates. */
export function createChangedService<World extends Environment>(
  { apply, wrap }: Partial<Pick<ChangedService<World>, "apply" | "wrap">>,
  world: World,
): Service {
  const service = createService(world, apply?.(referenceBehaviour));
  if (wrap === undefined) return service;
  const wrapped = wrap(service, world);
  return (request) => wrapped({ ...request, headers: inLowerCase(request.headers) });
}
