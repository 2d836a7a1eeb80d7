import type { Page, PageRequest } from '#internal/kernel';
import type { Alert, AlertId, AlertStatus } from '../domain/alert.ts';
import type { AlertRuleId } from '../domain/alert-rule-id.ts';
import type { Fingerprint } from '../domain/fingerprint.ts';
import type { Severity } from '../domain/severity.ts';

/** Which alerts to list; what is left out does not restrict. */
export interface AlertFilter {
  readonly statuses?: readonly AlertStatus[];
  readonly severity?: Severity;
  readonly name?: string;
  readonly fingerprint?: Fingerprint;
  readonly ruleId?: AlertRuleId;
  /** Created at or after this time. */
  readonly since?: Date;
  /** Created before this time. */
  readonly until?: Date;
}

/** Alerts of one tenant: the unit of work that hands this out has fixed the tenant. */
export interface AlertRepository {
  /** Throws `not_found`, also for an alert of another tenant. */
  get(id: AlertId): Promise<Alert>;
  /** As `get`, and nobody else can change the alert until the transaction ends. */
  lock(id: AlertId): Promise<Alert>;
  /**
   * The latest alert of each fingerprint, open or resolved, as far as there is one; locked as by `lock`. Until the transaction ends nobody else
   * gets past this method for one of the fingerprints, also for those that have no alert yet. Two batches never wait for each other.
   */
  lockLatest(fingerprints: readonly Fingerprint[]): Promise<ReadonlyMap<Fingerprint, Alert>>;
  /** All alerts that are not resolved, by their beginning. */
  listOpen(): Promise<readonly Alert[]>;
  /** The open alerts of these rules, locked as by `lock`. */
  lockOpenOfRules(ruleIds: readonly AlertRuleId[]): Promise<readonly Alert[]>;
  /** Open alerts of rules over metrics that have expired by then, at most `most`, locked as by `lock`. */
  lockExpiredOfRules(now: Date, most: number): Promise<readonly Alert[]>;
  /**
   * Stores new alerts, at most one per fingerprint, and answers the ids of those that were stored. One is left out when somebody else
   * has meanwhile opened an alert of the same fingerprint, or recorded an alert of the same fingerprint and start: read it again then.
   */
  add(alerts: readonly Alert[]): Promise<ReadonlySet<AlertId>>;
  /** Writes alerts back that this transaction has locked or added. */
  save(alerts: readonly Alert[]): Promise<void>;
  /** Newest first, by time of creation and id; the position is these two. */
  list(filter: AlertFilter, page: PageRequest): Promise<Page<Alert>>;
}
