import path from 'node:path';

/** The files that patterns name, with a warning for each that names none. `*`, `?` and `[a-z]` stand for characters other than `/`. */
export function matchRuleFiles(patterns: readonly string[], files: readonly string[]): { readonly names: string[]; readonly warnings: string[] } {
  const warnings: string[] = [];
  const names = patterns.flatMap((pattern) => {
    const wanted = path.posix.normalize(pattern);
    const found = files.filter((file) => path.posix.normalize(file) === wanted || path.posix.matchesGlob(path.posix.normalize(file), wanted));
    if (found.length === 0) warnings.push(`no file match pattern ${pattern}`);
    return found;
  });
  return { names: [...new Set(names)], warnings };
}
