const subjects: Readonly<Record<string, string>> = {
  request: "Requests",
  body: "Bodies",
  protocol: "The protocol",
  response: "Answers",
  error: "Errors",
  paging: "Paging",
  filter: "Filters",
  sessions: "Sessions",
  concurrency: "Concurrency",
  authentication: "Authentication",
  sdk: "The AWS SDK",
};

/** The subject of a requirement, by the first word of its id. */
export function requirementSubject(requirement: string): string {
  const [first = ""] = requirement.split(".");
  return subjects[first] ?? first;
}

/** The distinct subjects of requirements, in display order. */
export function subjectsOf(requirements: readonly string[]): readonly string[] {
  const found = new Set(requirements.map(requirementSubject));
  const known = Object.values(subjects).filter((subject) => found.has(subject));
  return [...known, ...[...found].filter((subject) => !known.includes(subject))];
}
