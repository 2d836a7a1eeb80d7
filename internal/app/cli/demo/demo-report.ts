import type { JsonObject } from '#internal/kernel';
import type { ActSnapshot } from './act-snapshot.ts';
import type { ActNumber } from './demo-act.ts';
import type { Check } from './effect-checks.ts';
import type { LedgerEntry } from './effect-ledger.ts';
import { stepRows } from './step-rows.ts';

/** What one act came to; the demo's JSON report is made of these. */
export interface ActReport {
  readonly act: ActNumber;
  readonly title: string;
  readonly held: boolean;
  readonly seconds: number;
  readonly checks: readonly Check[];
  /** Why it stopped before its end. */
  readonly problem?: string;
  readonly alertSource?: string;
  readonly story?: JsonObject;
}

/** The ids, steps and effects of an act, for programs. */
export function actStory({ alert, remediation, execution, tickets, workflow, at }: ActSnapshot, effects: readonly LedgerEntry[]): JsonObject {
  return {
    alert: alert ? { id: alert.id, status: alert.status, fingerprint: alert.fingerprint } : null,
    remediation: remediation ? { id: remediation.id, status: remediation.status, reason: remediation.reason, correlation_id: remediation.correlation_id } : null,
    execution: execution ? { id: execution.id, status: execution.status, outcome: execution.outcome, temporal_url: execution.temporal.web_url } : null,
    steps: stepRows({ workflow, tickets, at, ...(execution && { execution }) }).map(({ path, role, status, ticket, tries, tookMs }) => ({
      path, role, status, ticket: ticket ?? null, tries, took_ms: tookMs ?? null,
    })),
    effects: effects.map(({ key, action, deliveries, effects: happened, order, at: happenedAt }) => ({ key, action, deliveries, effects: happened, order, at: happenedAt })),
  };
}
