import type { Level } from "../../properties/core/property.ts";

/** All levels, the gravest first. */
export const levels: readonly Level[] = ["must", "should", "may"];
