/** What a run took at one size. */
export interface CoursePoint {
  readonly size: number;
  /** All that were sent, preparation included. */
  readonly requests: number;
  /** Start to exit. */
  readonly seconds: number;
  /** At the peak. */
  readonly megabytes: number;
}

/** How runs grow with something, from the smallest size to the largest. */
export interface Course {
  /** What grows, in the plural. */
  readonly of: string;
  readonly points: readonly CoursePoint[];
}
