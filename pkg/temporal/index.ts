export { asActivities, toApplicationFailure } from './as-activities.ts';
