import { randomUUID } from 'node:crypto';
import type { Actor } from '#internal/kernel';
import type { CloudEvent } from '../domain/cloud-event.ts';
import type { StoredEvent, StoredEventId } from '../domain/stored-event.ts';
import { anybody, noon } from './automation.contract.ts';
import type { AutomationUnitOfWork } from './automation-unit-of-work.ts';

/** An event as a caller of the API sends it. */
export const received = ({ tenantId, correlationId }: Actor, change: Partial<CloudEvent> = {}, createdAt = noon): StoredEvent => ({
  id: randomUUID() as StoredEventId,
  tenantId,
  event: { specversion: '1.0', id: randomUUID(), source: '/sensors/7', type: 'com.example.measured', ...change },
  origin: 'api',
  correlationId,
  createdAt,
});

/** What every store of events promises. */
export function eventRepositoryContract(name: string, open: () => AutomationUnitOfWork): void {
  describe(`${name} keeps events`, () => {
    test('an event comes back as it was sent', async () => {
      const [work, owner] = [open(), anybody()];
      const event = received(owner, { subject: 'room', data: { z: 1, a: ['\0', { __proto__: null }] } });
      expect(await work.run(owner, ({ events }) => events.addNew([event]))).toEqual([event]);
      expect(await work.read(owner, ({ events }) => events.get(event.id))).toEqual(event);
    });

    test('of those with the same source and id the first is kept, for each tenant', async () => {
      const [work, owner, stranger] = [open(), anybody(), anybody()];
      const first = received(owner, { id: '1' });
      const sameSource = received(owner, { id: '2' });
      const sameId = received(owner, { id: '1', source: '/sensors/8' });
      expect(await work.run(owner, ({ events }) => events.addNew([first, received(owner, { id: '1' }), sameSource]))).toEqual([first, sameSource]);
      expect(await work.run(owner, ({ events }) => events.addNew([received(owner, { id: '1', type: 'other' }), sameId]))).toEqual([sameId]);
      expect(await work.run(stranger, ({ events }) => events.addNew([received(stranger, { id: '1' })]))).toHaveLength(1);
      expect(await work.read(owner, ({ events }) => events.find([{ source: '/sensors/7', id: '1' }, { source: '/sensors/9', id: '1' }]))).toEqual([first]);
      await expect(work.read(stranger, ({ events }) => events.get(first.id))).rejects.toMatchObject({ code: 'not_found' });
    });

    test('a list is newest first and narrowed by type, source, subject and time', async () => {
      const [work, owner] = [open(), anybody()];
      const at = (ms: number) => new Date(noon.getTime() + ms);
      const [one, two, three] = [received(owner, { type: 'a', subject: 's' }, at(0)), received(owner, { source: '/other' }, at(1)), received(owner, { type: 'a' }, at(2))] as const;
      await work.run(owner, ({ events }) => events.addNew([one, two, three]));
      const list = (filter: object, limit = 10) => work.read(owner, ({ events }) => events.list(filter, { limit }));
      expect(await list({}, 2)).toEqual({ items: [three, two], next: [two.createdAt.toISOString(), two.id] });
      expect((await list({ type: 'a' })).items).toEqual([three, one]);
      expect((await list({ source: '/other' })).items).toEqual([two]);
      expect((await list({ subject: 's' })).items).toEqual([one]);
      expect((await list({ from: at(1), to: at(2) })).items).toEqual([two]);
    });

    test('a day is opened once, and its events go with it', async () => {
      const [work, owner] = [open(), anybody()];
      const next = received(owner, {}, new Date('2026-03-02T00:00:00.000Z'));
      await work.run(owner, ({ events }) => events.addNew([received(owner), received(owner), next]));
      const day = '2026-03-01';
      expect(await work.run(owner, ({ events }) => events.openDay(day))).toBe(true);
      expect(await work.run(owner, ({ events }) => events.openDay(day))).toBe(false);
      expect(await work.run(owner, ({ events }) => events.removeDay(day, 1))).toBe(false);
      expect(await work.run(owner, ({ events }) => events.removeDay(day, 2))).toBe(true);
      expect((await work.read(owner, ({ events }) => events.list({}, { limit: 10 }))).items).toEqual([next]);
      expect(await work.run(owner, ({ events }) => events.openDay(day))).toBe(true);
    });
  });
}
