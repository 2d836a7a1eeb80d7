import { numberValue } from '../syntax/scan-number.ts';

/** A number of a test file, with its sign. */
export function parseTestNumber(text: string): number {
  const value = numberValue(text.replace(/^[+-]/, ''));
  if (value === undefined) throw new Error(`no number: ${text}`);
  return text.startsWith('-') ? -value : value;
}
