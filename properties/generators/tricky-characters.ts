const blanks = [" ", "\t", "\n", "\r", "\v", "\0", "\u007F", "\u00A0", "\u200B", "\u2028"];
const letters = ["é", "\u0416", "\u4E2D", "\u0661", "\u212A", "\u017F", "\uFF21", "\u{1F600}"];
const signs = ["+", "#", "$", "%", "*", "~", "=", "!", "\\"];

/**
 * Characters that careless classes let in: blanks and controls, seen and unseen, what Unicode-aware `\w`, `\d` and case folding add, and signs that
 * neighbouring formats allow: names of variables, of hosts and users, URLs, escaped escapes.
 */
export const suspects: readonly string[] = [...blanks, ...letters, ...signs];
