export { asActivities, toApplicationFailure } from './as-activities.ts';
export { payloadBytes, payloadFromBytes } from './payload-bytes.ts';
