import { asTenantId } from '#internal/kernel';
import { decide, endUnanswered, type Approval, type ApprovalId, type Decider } from './approval.ts';

const noon = new Date('2026-03-01T12:00:00.000Z');
const later = (minutes: number): Date => new Date(noon.getTime() + minutes * 60_000);
const asked = (change: Partial<Approval> = {}): Approval => ({
  id: 'a1' as ApprovalId, tenantId: asTenantId('t1'), executionId: 'e1', key: '/do/0/x:1', taskName: 'x', status: 'pending', approvers: [], required: 1, fourEyes: false,
  requestedBy: 'rita', createdAt: noon, expiresAt: later(60), decisions: [], version: 1, ...change,
});
const ana: Decider = { subject: 'ana', name: 'Ana', role: 'operator' };
const olaf: Decider = { subject: 'olaf', role: 'admin' };

describe('an approval', () => {
  test('is given when one agrees, and keeps who and why', () => {
    expect(decide(asked(), ana, 'approved', 'looks fine', later(1))).toMatchObject({
      status: 'approved', endedAt: later(1), decisions: [{ subject: 'ana', name: 'Ana', verdict: 'approved', comment: 'looks fine', decidedAt: later(1) }],
    });
  });

  test('waits until as many agree as are required', () => {
    const once = decide(asked({ required: 2 }), ana, 'approved', undefined, later(1));
    expect(once).toMatchObject({ status: 'pending' });
    expect(decide(once, olaf, 'approved', undefined, later(2))).toMatchObject({ status: 'approved', endedAt: later(2) });
  });

  test('is refused by a single no', () => {
    const once = decide(asked({ required: 3 }), ana, 'approved', undefined, later(1));
    expect(decide(once, olaf, 'rejected', 'not now', later(2))).toMatchObject({ status: 'rejected' });
  });

  test.each<[string, Partial<Approval>, Decider, string, RegExp]>([
    ['whoever requested the execution, with four eyes', { fourEyes: true }, { subject: 'rita', role: 'admin' }, 'forbidden', /four eyes/],
    ['somebody who is not named', { approvers: ['olaf'] }, ana, 'forbidden', /among the approvers/],
    ['somebody with a weaker role', { approvers: ['role:admin'] }, ana, 'forbidden', /among the approvers/],
    ['a role that does not exist', { approvers: ['role:king'] }, olaf, 'forbidden', /among the approvers/],
    ['the same person again', { required: 2, decisions: [{ subject: 'ana', verdict: 'approved', decidedAt: noon }] }, ana, 'conflict', /already/],
    ['anybody after it was answered', { status: 'rejected', endedAt: noon }, ana, 'conflict', /is rejected/],
    ['anybody after it expired', { expiresAt: later(5) }, ana, 'conflict', /expired/],
  ])('does not take a decision of %s', (_, change, by, code, message) => {
    expect(() => decide(asked(change), by, 'approved', undefined, later(5))).toThrow(expect.objectContaining({ code, message: expect.stringMatching(message) }));
  });

  test.each<[string, Partial<Approval>, Decider]>([
    ['somebody who is named', { approvers: ['role:admin', 'ana'] }, ana],
    ['a role, or a stronger one', { approvers: ['role:operator'] }, olaf],
    ['whoever requested it, without four eyes', {}, { subject: 'rita', role: 'operator' }],
  ])('takes a decision of %s', (_, change, by) => {
    expect(decide(asked(change), by, 'approved', undefined, later(5)).status).toBe('approved');
  });

  test('expires or is cancelled unless it is answered', () => {
    expect(endUnanswered(asked(), 'expired', later(60))).toMatchObject({ status: 'expired', endedAt: later(60) });
    const answered = asked({ status: 'approved', endedAt: noon });
    expect(endUnanswered(answered, 'cancelled', later(60))).toBe(answered);
  });
});
