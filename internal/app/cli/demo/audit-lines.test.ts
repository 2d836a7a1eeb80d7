import { auditLines, auditTrailHolds } from './audit-lines.ts';
import type { AuditEntryJson } from './demo-client.ts';
import { NO_COLOURS } from './demo-palette.ts';
import { inFull } from './fakes/act-samples.ts';

const entries = ['a', 'r', 'e', ...inFull.tickets.map(({ id }) => id)].map((id) => ({ entity_id: id }));
const intact = { intact: true, verified_entries: 40, head_hash: '0'.repeat(64), first_broken: null };

describe('auditTrailHolds', () => {
  test('holds when everything of the act is in an unbroken chain', () => {
    expect(auditTrailHolds(inFull, entries, intact)).toMatchObject({ held: true, evidence: '5 entries of this act, all 40 of the tenant verified' });
  });

  test('turns red when a ticket is missing', () => {
    expect(auditTrailHolds(inFull, entries.slice(0, -1), intact)).toMatchObject({ held: false, evidence: expect.stringContaining('1 are missing') });
  });

  test('turns red, and names the row, when the chain is broken', () => {
    const broken = { ...intact, intact: false, first_broken: { seq: 7, reason: 'content_differs' as const } };
    expect(auditTrailHolds(inFull, entries, broken)).toMatchObject({ held: false, evidence: 'the chain is broken at entry 7: content_differs' });
  });
});

test('auditLines tells when, who and what, in columns', () => {
  const entry = (seq: number, actor: string, action: string) => ({ seq, actor, actor_name: null, action, entity_id: 'x', occurred_at: '2026-03-01T12:00:00.000Z' }) as AuditEntryJson;
  expect(auditLines([entry(9, 'ana', 'alerting.alert.opened'), entry(10, 'remediation', 'a.b.c')], NO_COLOURS)).toEqual([
    '       9  12:00:00.000  ana          alerting.alert.opened  x',
    '      10  12:00:00.000  remediation  a.b.c                  x',
  ]);
});
