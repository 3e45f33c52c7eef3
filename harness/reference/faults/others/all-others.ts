import { otherAnswerFaults } from "./answers.ts";
import { otherFilterFaults } from "./filters.ts";
import type { OtherFault } from "./other-fault.ts";
import { otherPageFaults } from "./pages.ts";
import { otherRequestFaults } from "./requests.ts";
import { otherSessionFaults } from "./sessions.ts";

/** Faults that others really made, in emulators and in services, each with its public report. */
export const otherFaults: readonly OtherFault[] = [
  ...otherPageFaults,
  ...otherFilterFaults,
  ...otherRequestFaults,
  ...otherAnswerFaults,
  ...otherSessionFaults,
];
