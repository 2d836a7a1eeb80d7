const SPECIAL = /[\\^$.[\]|()?*+{}]/;

/**
 * The texts that a regular expression matches when it is nothing but texts separated by `|`, as dashboards write the choices of a variable, with
 * or without parentheses around, `\` before special characters; undefined for any other. Such a matcher needs no regular expression.
 */
export function literalAlternatives(pattern: string): readonly string[] | undefined {
  const inner = /^\((?:\?:)?([^()]*)\)$/.exec(pattern)?.[1] ?? pattern;
  const texts = [''];
  for (let at = 0; at < inner.length; at += 1) {
    let unit = inner[at] as string;
    if (unit === '|') {
      texts.push('');
      continue;
    }
    if (unit === '\\') {
      // Before anything but a special character, `\` may begin a class or an assertion.
      unit = inner[(at += 1)] ?? '';
      if (!SPECIAL.test(unit) && unit !== '-' && unit !== '/') return undefined;
    } else if (SPECIAL.test(unit)) return undefined;
    texts[texts.length - 1] += unit;
  }
  return texts;
}
