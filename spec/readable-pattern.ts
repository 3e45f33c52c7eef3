/** Named classes of Java's dialect that JavaScript spells otherwise, as the inside of a class. */
const named: Readonly<Record<string, string>> = {
  Lower: "a-z",
  Upper: "A-Z",
  ASCII: "\\x00-\\x7F",
  Alpha: "a-zA-Z",
  Digit: "0-9",
  Alnum: "a-zA-Z0-9",
  Punct: "!-\\/:-@\\[-`{-~",
  Graph: "!-~",
  Print: " -~",
  Blank: " \\t",
  Cntrl: "\\x00-\\x1F\\x7F",
  XDigit: "0-9a-fA-F",
  Space: " \\t\\n\\x0B\\f\\r",
  IsAlphabetic: "\\p{Alphabetic}",
  IsDigit: "\\p{Nd}",
  IsLetter: "\\p{L}",
  IsLatin: "\\p{Script=Latin}",
};

/**
 * A pattern of a page or a model as JavaScript reads it with its flag u: pages print the dialect of Java. Undefined where its meaning is unclear.
 */
export function readablePattern(pattern: string): string | undefined {
  // A class in a class, an intersection of classes, and flags within the pattern mean something else, or nothing, here.
  if (/&&|\[\[:|\[\^?\[(?!\])/u.test(pattern)) return undefined;
  if (compiles(pattern)) return pattern;
  const { flags = "" } = /^\^?\(\?(?<flags>[ismu]+)\)/u.exec(pattern)?.groups ?? {};
  const plain = flags === "" ? pattern : pattern.replace(/^(\^?)\(\?[ismu]+\)/u, "$1");
  const javaScript = translate(plain, { foldsCase: flags.includes("i"), dotIsAny: flags.includes("s") });
  return compiles(javaScript) ? javaScript : undefined;
}

function compiles(pattern: string): boolean {
  try {
    return new RegExp(pattern, "u").source !== "";
  } catch {
    return false;
  }
}

function translate(pattern: string, { foldsCase, dotIsAny }: { readonly foldsCase: boolean; readonly dotIsAny: boolean }): string {
  const tokens =
    pattern.match(/\\Q.*?\\E|\\[pP]\{\^?[A-Za-z_=]+\}|\\u[0-9a-fA-F]{4}|\\x\{[0-9a-fA-F]+\}|\\x[0-9a-fA-F]{2}|\\.|\(\?>|\{\d+(?:,\d*)?\}|./gsu) ?? [];
  let inClass = false;
  let text = "";
  for (const [index, token] of tokens.entries()) {
    const before = tokens[index - 1] ?? "";
    if (token === "[" && !inClass) {
      inClass = true;
      text += token;
    } else if (token === "]" && inClass && !(before === "[" || (before === "^" && tokens[index - 2] === "["))) {
      inClass = false;
      text += token;
    } else if (token === "-" && inClass) {
      // Beside a named class, or at an end, a dash is a dash.
      const beside = [before, tokens[index + 1] ?? ""].some((other) => /^\\[dwshDWSpP]/u.test(other)) || before === "[" || tokens[index + 1] === "]";
      text += beside ? "\\-" : token;
    } else if (token === "+" && !inClass && /^(?:[*+?]|\{\d.*\})$/u.test(before)) {
      // A quantifier that gives nothing back matches no other texts, but for odd patterns.
    } else text += translated(token, inClass, foldsCase, dotIsAny);
  }
  return text;
}

function translated(token: string, inClass: boolean, foldsCase: boolean, dotIsAny: boolean): string {
  if (token.startsWith("\\Q")) return token.slice(2, -2).replaceAll(/[\\^$.*+?()[\]{}|/]/gu, "\\$&");
  const property = /^\\(?<sign>[pP])\{(?<name>\w+)\}$/u.exec(token)?.groups;
  const inside = property === undefined ? undefined : named[property["name"] ?? ""];
  if (inside !== undefined) {
    if (inClass) return property?.["sign"] === "p" ? inside : token;
    return `[${property?.["sign"] === "p" ? "" : "^"}${inside}]`;
  }
  if (token.startsWith("\\x{")) return `\\u${token.slice(2)}`;
  if (token === "\\h") return inClass ? " \\t" : "[ \\t]";
  if (token === "\\A") return "^";
  if (token === "\\z" || token === "\\Z") return "$";
  if (token === "(?>") return "(?:";
  if (token === "." && !inClass && dotIsAny) return "[\\s\\S]";
  // An escape that is none in JavaScript stands for its character.
  if (/^\\[^\w^$\\.*+?()[\]{}|/-]$/u.test(token)) return token.slice(1);
  if (token === "\\-" && !inClass) return "-";
  if (token === "\\_") return "_";
  if (!inClass && (token === "{" || token === "}" || token === "]")) return `\\${token}`;
  if (foldsCase && /^[a-z]$/iu.test(token)) return inClass ? `${token.toLowerCase()}${token.toUpperCase()}` : `[${token.toLowerCase()}${token.toUpperCase()}]`;
  return token;
}
