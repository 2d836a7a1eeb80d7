import type { Fingerprint } from '../domain/fingerprint.ts';
import type { FlappingPolicy } from '../domain/flapping.ts';

/** A policy and how often it was changed; 0: the default. */
export interface StoredFlappingPolicy {
  readonly policy: FlappingPolicy;
  readonly version: number;
}

/** What is known of flapping in one tenant. */
export interface FlappingRepository {
  policy(): Promise<StoredFlappingPolicy>;
  /** Throws `conflict` when somebody else has changed it since `version`. */
  savePolicy(policy: FlappingPolicy, version: number): Promise<void>;
  /** When alerts of these fingerprints fired and were over, since a time. */
  changes(fingerprints: readonly Fingerprint[], since: Date): Promise<ReadonlyMap<Fingerprint, readonly Date[]>>;
}
