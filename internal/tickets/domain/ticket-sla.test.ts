import * as fc from 'fast-check';
import { atRiskAt, deadlineOf, rankOf, slaStateOf } from './ticket-sla.ts';
import type { TicketPriority } from './ticket-terms.ts';

const noon = new Date('2026-03-01T12:00:00.000Z');
const after = (minutes: number) => new Date(noon.getTime() + minutes * 60_000);

test.each([
  ['LOW', 'EXECUTE', 120], ['MEDIUM', 'EXECUTE', 30], ['HIGH', 'DEPLOY', 30], ['CRITICAL', 'NOTIFY', 2.5],
] as const)('work of %s risk and type %s has %d minutes', (risk, type, minutes) => {
  expect(deadlineOf(noon, risk, type)).toEqual(after(minutes));
});

describe('the place in the queue', () => {
  test('is by deadline before priority, and by priority before age', () => {
    const near = rankOf(after(1), { priority: 'LOW', slaDeadline: after(2) });
    const high = rankOf(after(1), { priority: 'HIGH', slaDeadline: after(30) });
    const old = rankOf(noon, { priority: 'NORMAL' });
    const young = rankOf(after(1), { priority: 'NORMAL' });
    expect([young, old, high, near].sort((a, b) => a.getTime() - b.getTime())).toEqual([near, high, old, young]);
  });

  test('nobody starves: what is offered an hour later goes after, whatever it is, unless it is already late', () => {
    const priority = fc.constantFrom<TicketPriority>('LOW', 'NORMAL', 'HIGH', 'CRITICAL');
    fc.assert(fc.property(priority, fc.integer({ min: 61, max: 10_000 }), fc.integer({ min: 0, max: 10_000 }), (other, later, patience) => {
      expect(rankOf(after(later), { priority: other, slaDeadline: after(later + patience) }).getTime()).toBeGreaterThan(rankOf(noon, { priority: 'LOW' }).getTime());
    }));
  });
});

describe('the state of a deadline', () => {
  const open = { status: 'PENDING', createdAt: noon, slaDeadline: after(10) } as const;

  test.each([
    ['on_track', open, 7], ['at_risk', open, 8], ['breached', open, 10],
    ['met', { ...open, completedAt: after(10) }, 99], ['breached', { ...open, completedAt: after(11) }, 11], ['none', { status: 'PENDING', createdAt: noon }, 99],
  ] as const)('is %s', (state, ticket, minutes) => {
    expect(slaStateOf(ticket, after(minutes))).toBe(state);
  });

  test('a deadline before the ticket is at risk from the start', () => {
    expect(atRiskAt(noon, after(-1))).toEqual(noon);
  });
});
