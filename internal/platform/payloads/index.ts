export { claimExpiry } from './claim-expiry.ts';
export { codecRouter } from './codec-router.ts';
export type { PayloadClaims } from './payload-claims.ts';
export { PayloadKeys } from './payload-keys.ts';
export { PostgresPayloadClaims } from './postgres-payload-claims.ts';
export { failureConverter } from './failure-converter.ts';
export { sealingDataConverter } from './sealing-data-converter.ts';
export { TenantPayloadCodec } from './tenant-payload-codec.ts';
export { type OwnerLookup, WorkflowOwners } from './workflow-owners.ts';
