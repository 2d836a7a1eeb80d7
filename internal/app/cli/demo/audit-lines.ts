import type { AuditEntryJson } from './demo-client.ts';
import type { Palette } from './demo-palette.ts';

/** The audit trail of an act for people: when, who, what, on what. */
export function auditLines(entries: readonly AuditEntryJson[], palette: Palette): readonly string[] {
  const [whoWidth, whatWidth] = [widest(entries, who), widest(entries, ({ action }) => action)];
  return entries.map((entry) => {
    const { seq, occurred_at: at, action, entity_type: type, entity_id: id } = entry;
    return [`  ${palette.faint(String(seq).padStart(6))}`, palette.faint(at.slice(11, 23)), who(entry).padEnd(whoWidth), palette.bold(action.padEnd(whatWidth)), palette.faint(`${type} ${id}`)].join('  ');
  });
}

const who = ({ actor, actor_name: name }: AuditEntryJson): string => name ?? actor;

const widest = (entries: readonly AuditEntryJson[], text: (entry: AuditEntryJson) => string): number => Math.max(0, ...entries.map((entry) => text(entry).length));
