export { backoffMs, type BackoffOptions, ceilingMs, outageBackoffMs } from './backoff.ts';
