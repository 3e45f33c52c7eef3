import type { Level } from "../../properties/core/property.ts";

/** All levels, the strictest first. */
export const levels: readonly Level[] = ["must", "should", "may"];
