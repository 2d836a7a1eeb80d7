/** A series of one value, one value per series, a range of values per series, or a text. */
export type ValueType = 'scalar' | 'vector' | 'matrix' | 'string';

/** The type in the words of error messages. */
export const documentedType = (type: ValueType): string => (type === 'vector' ? 'instant vector' : type === 'matrix' ? 'range vector' : type);
