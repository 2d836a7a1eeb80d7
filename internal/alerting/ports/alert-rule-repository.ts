import type { Page, PageRequest } from '#internal/kernel';
import type { AlertRule, AlertRuleId } from '../domain/alert-rule.ts';

/** Alert rules of one tenant. */
export interface AlertRuleRepository {
  /** Throws `conflict` when the tenant has a rule of this name. */
  add(rule: AlertRule): Promise<void>;
  /** Throws `not_found`, also for a rule of another tenant. */
  get(id: AlertRuleId): Promise<AlertRule>;
  /** As `get`, and nobody else can change the rule until the transaction ends. */
  lock(id: AlertRuleId): Promise<AlertRule>;
  /** Writes a locked rule back. Throws `conflict` when another rule has this name. */
  save(rule: AlertRule): Promise<void>;
  /** Removes a locked rule. Alerts keep its id. */
  remove(id: AlertRuleId): Promise<void>;
  /** All that are enabled, in no particular order. */
  listEnabled(): Promise<readonly AlertRule[]>;
  /** Of all, enabled or not. */
  count(): Promise<number>;
  /** In the order in which they are tried: by position and id; the page's position is these two. */
  list(page: PageRequest): Promise<Page<AlertRule>>;
}
