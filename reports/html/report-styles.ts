/** The style of what only the report of a run shows. */
export const reportStyles = ``;
