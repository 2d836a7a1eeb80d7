export { defaultCacheDir, findTemporalBinary, type TemporalBinary, type TemporalBinarySearch } from './temporal-binary.ts';
export { freePort } from './free-port.ts';
export { type PostgresOptions, type RunningPostgres, startPostgres } from './postgres.ts';
