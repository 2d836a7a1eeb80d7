import type { Page, PageRequest } from '#internal/kernel';
import type { AlertRule } from '../domain/alert-rule.ts';
import type { AlertRuleId } from '../domain/alert-rule-id.ts';
import type { EventRule } from '../domain/event-rule.ts';

/** Which rules to list; what is left out does not restrict. */
export interface AlertRuleFilter {
  readonly kind?: AlertRule['kind'] | undefined;
}

/** Alert rules of one tenant: rules of every kind are read here; those over metrics are written with their groups. */
export interface AlertRuleRepository {
  /** Throws `conflict` when the tenant has an event rule of this name. */
  add(rule: EventRule): Promise<void>;
  /** Throws `not_found`, also for a rule of another tenant. */
  get(id: AlertRuleId): Promise<AlertRule>;
  /** As `get`, and nobody else can change the rule until the transaction ends. */
  lock(id: AlertRuleId): Promise<AlertRule>;
  /** Writes a locked rule back. Throws `conflict` when another event rule has this name. */
  save(rule: EventRule): Promise<void>;
  /** Removes a locked event rule. Alerts keep its id. */
  remove(id: AlertRuleId): Promise<void>;
  /** All event rules that are enabled, in no particular order. */
  listEnabled(): Promise<readonly EventRule[]>;
  /** Event rules, enabled or not. */
  count(): Promise<number>;
  /** Event rules in the order in which they are tried, by position and id; then the others, by id. The page's position is these two. */
  list(filter: AlertRuleFilter, page: PageRequest): Promise<Page<AlertRule>>;
}
