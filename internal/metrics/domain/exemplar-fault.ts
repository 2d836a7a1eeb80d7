import type { Label } from '#pkg/sample-model';

/** Characters of all names and values of an exemplar's labels (OpenMetrics 1.0). */
const MAX_EXEMPLAR_CHARACTERS = 128;

/** Why an exemplar cannot be kept, whatever its series; undefined when it can. */
export function exemplarFault(labels: readonly Label[]): string | undefined {
  const characters = labels.reduce((sum, { name, value }) => sum + [...name].length + [...value].length, 0);
  if (characters > MAX_EXEMPLAR_CHARACTERS) return `its labels have ${characters} characters, ${MAX_EXEMPLAR_CHARACTERS} are allowed`;
  return labels.some(({ name }) => name === '') ? 'one of its labels has no name' : undefined;
}
