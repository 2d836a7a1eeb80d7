import type { Fingerprint } from './fingerprint.ts';
import type { GroupTerms } from './routing-plan.ts';

/** What was delivered last of a group through one integration of its receiver. */
export interface NotificationLogEntry {
  readonly groupKey: string;
  readonly receiver: string;
  readonly integrationId: string;
  /** When it was delivered. */
  readonly notifiedAt: Date;
  readonly firing: readonly Fingerprint[];
  readonly resolved: readonly Fingerprint[];
  readonly expiresAt: Date;
}

/** Alertmanager's `--data.retention`. */
const RETENTION_MS = 120 * 60 * 60_000;

/**
 * How long an entry is remembered after its group has ended: twice the repeat interval (`SetNotifiesStage` of Alertmanager) or two flushes, and no longer than 120 hours. While the group lives it
 * is not forgotten: after an outage, too, an end is told to whom the beginning was told.
 */
export const keepMs = ({ repeatIntervalMs, groupIntervalMs }: GroupTerms): number => Math.min(RETENTION_MS, 2 * Math.max(repeatIntervalMs, groupIntervalMs));
