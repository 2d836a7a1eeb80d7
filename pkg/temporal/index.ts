export { asActivities, toApplicationFailure } from './as-activities.ts';
export { registerSearchAttributes } from './register-search-attributes.ts';
export { payloadBytes, payloadFromBytes } from './payload-bytes.ts';
export { TemporalFrontend, type TemporalOptions } from './temporal-frontend.ts';
