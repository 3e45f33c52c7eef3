import { otherAnswerFaults } from "./others/answers.ts";
import { otherFilterFaults } from "./others/filters.ts";
import type { OtherFault } from "./others/other-fault.ts";
import { otherPageFaults } from "./others/pages.ts";
import { otherRequestFaults } from "./others/requests.ts";
import { otherSessionFaults } from "./others/sessions.ts";
import { otherTagFaults } from "./others/tags.ts";
import { otherTokenFaults } from "./others/tokens.ts";

/** Faults that others really made, in emulators and in services, each with its public report. */
export const otherFaults: readonly OtherFault[] = [
  ...otherPageFaults,
  ...otherTokenFaults,
  ...otherFilterFaults,
  ...otherRequestFaults,
  ...otherAnswerFaults,
  ...otherTagFaults,
  ...otherSessionFaults,
];
