import type { ActSnapshot } from './act-snapshot.ts';
import type { AuditEntryJson, AuditVerificationJson } from './demo-client.ts';
import type { Palette } from './demo-palette.ts';
import type { Check } from './effect-checks.ts';

/** The audit trail of an act for people: number in the chain, when, who, what, on which. */
export function auditLines(entries: readonly AuditEntryJson[], palette: Palette): readonly string[] {
  const [whoWidth, whatWidth] = [widest(entries, who), widest(entries, ({ action }) => action)];
  return entries.map((entry) => {
    const { seq, occurred_at: at, action, entity_id: id } = entry;
    return [`  ${palette.faint(String(seq).padStart(6))}`, palette.faint(at.slice(11, 23)), who(entry).padEnd(whoWidth), palette.bold(action.padEnd(whatWidth)), palette.faint(id)].join('  ');
  });
}

const who = ({ actor, actor_name: name }: AuditEntryJson): string => name ?? actor;

const widest = (entries: readonly AuditEntryJson[], text: (entry: AuditEntryJson) => string): number => Math.max(0, ...entries.map((entry) => text(entry).length));

/** Whether the audit trail knows everything that the act came across, and whether nobody has touched it. */
export function auditTrailHolds(
  { alert, remediation, execution, tickets }: Pick<ActSnapshot, 'alert' | 'remediation' | 'execution' | 'tickets'>,
  entries: readonly Pick<AuditEntryJson, 'entity_id'>[],
  { intact, verified_entries: verified, first_broken: broken }: AuditVerificationJson,
): Check {
  const known = new Set(entries.map(({ entity_id: id }) => id));
  const missing = [alert, remediation, execution, ...tickets].filter((thing) => !known.has(thing?.id ?? '')).length;
  const whole = intact ? `${entries.length} entries of this act, all ${verified} of the tenant verified` : `the chain is broken at entry ${broken?.seq ?? 'unknown'}: ${broken?.reason ?? 'unknown'}`;
  return {
    claim: 'the audit trail knows the alert, the remediation, the execution and each ticket, and its hash chain is intact',
    held: intact && missing === 0,
    evidence: missing === 0 ? whole : `${missing} are missing; ${whole}`,
  };
}
