import type { ConfigDecoder, ConfigObject, ConfigValue } from './config-decoder.ts';

/** A list, or nothing where there is none. */
export const listOf = (value: ConfigValue | undefined): readonly ConfigValue[] => (Array.isArray(value) ? (value as readonly ConfigValue[]) : []);
/** An object, or an empty one. */
export const objectOf = (value: ConfigValue | undefined): ConfigObject => (value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as ConfigObject) : {});
/** A text, or an empty one. */
export const textOf = (value: ConfigValue | undefined): string => (typeof value === 'string' ? value : '');

/** Whether a field says anything: Alertmanager takes an empty text for nothing. */
export const isGiven = (value: ConfigValue | undefined): boolean => value !== undefined && value !== null && value !== '';

/** Notes a problem when more than one of the fields is there. */
export function atMostOne(decoder: ConfigDecoder, object: ConfigObject, fields: readonly string[], path: string): void {
  if (fields.filter((field) => isGiven(object[field])).length > 1) decoder.problem(path, `at most one of ${fields.join(' & ')} must be configured`);
}
