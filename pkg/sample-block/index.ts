export { decodeTimes, encodeTimes } from './time-column.ts';
export { type ColumnSamples, decodeValues, encodeValues } from './value-column.ts';
