export { defaultCacheDir, findTemporalBinary, type TemporalBinary, type TemporalBinarySearch } from './temporal-binary.ts';
export { freePort } from './free-port.ts';
export { type PostgresOptions, type RunningPostgres, startPostgres } from './postgres.ts';
export { type RunningTemporal, startTemporal, type TemporalOptions } from './temporal-server.ts';
export { type Launch, launchServer, type ServerProcess } from './launch-server.ts';
export { endWithParent } from './end-with-parent.ts';
