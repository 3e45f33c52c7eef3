import { describe, expect, it } from "vitest";
import { contractOf } from "../spec/contracts/shipped-contracts.ts";
import { requirementsOf } from "../spec/requirements/catalogue.ts";
import propertyIds from "./property-ids.json" with { type: "json" };
import { propertiesOf } from "./table.ts";

const properties = propertiesOf(contractOf("ListSessions"));
const requirements = requirementsOf("ListSessions");
const ids = properties.map(({ id }) => id);

describe("propertiesOf()", () => {
  it("judges every requirement", () => {
    const judged = new Set(properties.map(({ requirement }) => requirement));
    expect(requirements.filter(({ id }) => !judged.has(id)).map(({ id }) => id)).toEqual([]);
  });

  it("gives every property a requirement of the same level", () => {
    const levels = new Map(requirements.map(({ id, level }) => [id, level]));
    expect(properties.filter(({ requirement, level }) => levels.get(requirement) !== level).map(({ id, requirement }) => [id, requirement])).toEqual([]);
  });

  it("gives every property an id of its own, in words joined by dashes and slashes", () => {
    expect(ids).toHaveLength(new Set(ids).size);
    expect(ids.filter((id) => !/^[a-z0-9-]+(?:\/[a-z0-9-]+)+$/u.test(id))).toEqual([]);
  });

  it("keeps its ids: a difference to property-ids.json takes a line in CHANGELOG.md and that file sorted anew", () => {
    expect(ids.toSorted()).toEqual(propertyIds);
  });

  it("gives every property a title of its own", () => {
    const titles = properties.map(({ title }) => title);
    expect(titles.filter((title, index) => titles.indexOf(title) !== index)).toEqual([]);
  });

  it("says what holds: each title begins with a verb in the present tense and has no end mark", () => {
    const wrong = properties.filter(({ title }) => /\bshould\b|\btest that\b|[.!?]$/iu.test(title) || !/^(?:does|[a-z]+s) /u.test(title));
    expect(wrong.map(({ title }) => title)).toEqual([]);
  });

  it("lets every derived property be judged by probing properties", () => {
    const probing = new Set(properties.filter(({ kind }) => kind === "probing").map(({ id }) => id));
    const strays = properties.filter((property) => property.kind === "derived" && (property.of.length === 0 || property.of.some((id) => !probing.has(id))));
    expect(strays.map(({ id }) => id)).toEqual([]);
  });

  it("lets a derived property need what its hosts need", () => {
    const needs = new Map(properties.map((property) => [property.id, property.needs]));
    const wrong = properties.filter((property) => property.kind === "derived" && property.of.some((id) => needs.get(id) !== property.needs));
    expect(wrong.map(({ id }) => id)).toEqual([]);
  });

  it("lets every random property shrink its failures", () => {
    const unable = properties.filter((property) => property.kind === "probing" && property.phase === "random" && property.shrink === undefined);
    expect(unable.map(({ id }) => id)).toEqual([]);
  });

  it("says in the id of a property that it only observes", () => {
    const observed = properties.filter(({ level }) => level === "may");
    expect(observed.filter(({ id }) => !id.endsWith("/observed")).map(({ id }) => id)).toEqual([]);
  });
});
