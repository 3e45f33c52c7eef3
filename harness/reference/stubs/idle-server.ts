import type { WireRequest, WireResponse } from "../../../properties/core/exchange.ts";
import { jsonOf } from "../faults/answers.ts";
import type { Members } from "../faults/change.ts";
import { errorAnswer } from "../server/plain-answers.ts";
import { uuidFrom } from "../server/seeded-random.ts";
import type { Service } from "../service/service.ts";
import { createChangedService, type Label, nameAndTitle } from "../faults/changed-service.ts";
import type { World } from "../variants/variant.ts";

/** A server that does none of the work of the operation, or next to none, and must never pass. */
export interface IdleServer {
  readonly name: string;
  /** Present tense, said of the server. */
  readonly title: string;
  /** A fresh server. */
  readonly service: (world: World) => Service;
}

/** Servers by their names. */
export function servers(rows: Readonly<Record<Label, IdleServer["service"]>>): readonly IdleServer[] {
  return Object.entries(rows).map(([label, service]) => ({ ...nameAndTitle(label), service }));
}

/** Answers everything alike. */
export function always(answer: (random: () => number) => WireResponse): IdleServer["service"] {
  return ({ random }) =>
    () =>
      answer(random);
}

/** Refuses everything alike. */
export function refusing(status: number, code: string, text: string): IdleServer["service"] {
  return always((random) => errorAnswer(status, code, text, random));
}

/** Puts something between the reference service and its requests. */
export function before(handle: (service: Service, world: World) => Service): IdleServer["service"] {
  return (world) => handle(createChangedService({}, world), world);
}

/** The input of a request; empty where it cannot be read. */
export function inputOf(request: WireRequest): Members {
  return Object(jsonOf(request)) as Members;
}

/** A page of sessions with these ids. */
export function pageOf(ids: readonly string[]): object {
  const Sessions = ids.map((id) => ({ Id: id, Status: "READY", Command: { Name: "glueetl", PythonVersion: "3" }, CreatedOn: 1_735_732_800, Progress: 0 }));
  return { Ids: ids, Sessions };
}

/** A page of as many invented sessions as a request asks for. */
export function madeUpPage(request: WireRequest, random: () => number): object {
  const requested = Number(inputOf(request)["MaxResults"] ?? 10);
  const count = Math.min(1_000, Math.max(0, Math.trunc(requested) || 0));
  return pageOf(Array.from({ length: count }, () => `session-${uuidFrom(random)}`));
}
