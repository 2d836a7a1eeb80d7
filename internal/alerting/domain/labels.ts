import { invalid } from '#pkg/apperror';

/** Names and values, as Prometheus knows them: labels identify an alert, annotations describe it. */
export type Labels = Readonly<Record<string, string>>;

export const MAX_LABELS = 64;
export const MAX_LABEL_NAME_LENGTH = 128;
export const MAX_LABEL_VALUE_LENGTH = 4096;

const NAME = /^[a-zA-Z_][a-zA-Z0-9_]*$/;

/**
 * Checks the pairs and leaves out those with an empty value, because an empty label equals a missing one. `any` text is a name in PromQL.
 * Throws `invalid` with a JSON pointer below `field`.
 */
export function parseLabels(pairs: Labels, field: string, names: 'plain' | 'any' = 'plain'): Labels {
  const entries = Object.entries(pairs).filter(([, value]) => value !== '');
  if (entries.length > MAX_LABELS) throw invalid(field, `has more than ${MAX_LABELS} entries`);
  for (const [name, value] of entries) {
    if ((names === 'plain' ? !NAME.test(name) : !isText(name)) || name.length > MAX_LABEL_NAME_LENGTH) throw invalid(field, `${JSON.stringify(name.slice(0, 200))} is not a label name`);
    checkText(value, `${field}/${name}`, MAX_LABEL_VALUE_LENGTH);
  }
  return Object.fromEntries(entries);
}

/** Text that every store and every peer can hold: of bounded length, well-formed Unicode, without U+0000. */
export function checkText(text: string, field: string, maxLength: number): string {
  if (text.length > maxLength) throw invalid(field, `has more than ${maxLength} characters`);
  if (!isText(text)) throw invalid(field, 'is not well-formed text');
  return text;
}

const isText = (text: string): boolean => text.isWellFormed() && !text.includes('\u0000');
