export { ExpositionError } from './exposition-error.ts';
export { type ExpositionFormat, expositionFormat } from './exposition-format.ts';
export { type Exposition, type ExpositionExemplar, type ExpositionSample, FAMILY_TYPES, type FamilyType, type MetricFamily } from './exposition.ts';
export { parseExposition } from './parse-exposition.ts';
