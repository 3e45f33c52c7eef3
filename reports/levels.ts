import type { Level } from "../properties/property.ts";

/** All levels, the gravest first. */
export const levels: readonly Level[] = ["must", "should", "may"];
