/** Longest target that is kept; what is longer identifies nothing that a person could read. */
export const MAX_TARGET_LENGTH = 500;

/**
 * What a remediation acts on: the values of the naming labels, joined by `/`. Labels that are missing or empty are left out, so that policies that name more
 * labels than an alert has still share their budget with the others. Undefined when nothing is left or too much.
 */
export function targetOf(labels: Readonly<Record<string, string>>, names: readonly string[]): string | undefined {
  const values = names.flatMap((name) => (Object.hasOwn(labels, name) && labels[name] ? [labels[name]] : []));
  const target = values.join('/');
  return target === '' || target.length > MAX_TARGET_LENGTH ? undefined : target;
}
