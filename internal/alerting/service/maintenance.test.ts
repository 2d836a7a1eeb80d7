import { alertingInMemory } from '../fakes/alerting-in-memory.ts';
import { after, noon, signalInput } from '../fakes/samples.ts';
import type { MaintenanceWindow, MaintenanceWindowSettings } from '../domain/maintenance-window.ts';

const checkout = { service: 'checkout' };
const settings = (given: Partial<MaintenanceWindowSettings> = {}): MaintenanceWindowSettings => ({
  name: 'move', matchers: [{ name: 'service', op: '=', value: 'checkout' }], comment: '', effect: 'maintenance', holdRemediation: true, enabled: true,
  startsAt: after(600), endsAt: after(1200), intervals: [], ...given,
});

/** Everything that timers of windows do up to a time, as the outbox delivers it. */
async function passUntil(context: ReturnType<typeof alertingInMemory>, seconds: number) {
  const { work, passMaintenance, ana, at } = context;
  for (let index = 0; index < work.events.length; index += 1) {
    const { type, availableAt, data } = work.events[index]!;
    if (type !== 'alerting.maintenance.due' || !availableAt || availableAt > after(seconds)) continue;
    at((availableAt.getTime() - noon.getTime()) / 1000);
    await passMaintenance(ana, data['window_id'] as MaintenanceWindow['id'], data['version'] as number);
  }
  at(seconds);
}
const told = ({ work }: ReturnType<typeof alertingInMemory>) =>
  work.events.flatMap(({ type, data }) => (/maintenance\.(started|ended)|replayed|silence\.(created|expired)/.test(type) ? [`${type.replace('alerting.', '')}${typeof data['firing'] === 'number' ? ` ${data['firing']}` : ''}`] : []));

describe('a maintenance window', () => {
  test('is on for its time; what still fires at its end is told again, what is over is not', async () => {
    const context = alertingInMemory();
    const { createMaintenanceWindow, receiveSignals, resolveAlert, alerts, heldBack, ana } = context;
    await createMaintenanceWindow(ana, settings());
    expect(await heldBack(ana, checkout)).toBeUndefined();
    await passUntil(context, 600);
    expect(await heldBack(ana, checkout)).toMatchObject({ name: 'move' });
    expect(await heldBack(ana, { service: 'cart' })).toBeUndefined();
    await receiveSignals(ana, ['1', '2'].map((pod) => signalInput({ ends: 'by_word', labels: { pod } })));
    await resolveAlert(ana, (await alerts()).find(({ labels }) => labels['pod'] === '1')!.id);
    await passUntil(context, 1300);
    expect(await heldBack(ana, checkout)).toBeUndefined();
    expect(told(context)).toEqual(['maintenance.started', 'maintenance.ended 1', 'alert.replayed']);
    expect(context.work.events.find(({ type }) => type === 'alerting.alert.replayed')?.data).toMatchObject({ labels: { pod: '2' }, status: 'firing' });
    expect(context.audited().filter((action) => action.includes('maintenance'))).toEqual(['alerting.maintenance.created', 'alerting.maintenance.started', 'alerting.maintenance.ended']);
  });

  test('that recurs is on again and again, until it recurs no more', async () => {
    const context = alertingInMemory();
    const nightly = { times: [{ startTime: '23:00', endTime: '24:00' }], location: 'Europe/Berlin' };
    const window = await context.createMaintenanceWindow(context.ana, settings({ startsAt: noon, endsAt: after(2 * 86_400), intervals: [nightly] }));
    await passUntil(context, 3 * 86_400);
    expect(told(context)).toEqual(['maintenance.started', 'maintenance.ended 0', 'maintenance.started', 'maintenance.ended 0']);
    expect(context.work.events.filter(({ type }) => type === 'alerting.maintenance.started').map(({ data }) => data['until'])).toEqual(['2026-03-01T23:00:00.000Z', '2026-03-02T23:00:00.000Z']);
    expect(await context.getMaintenanceWindow(context.ana, window.id)).toMatchObject({ onSince: null });
  });

  test('of the effect silence makes a silence of each occurrence, and ends it when it is changed or taken away', async () => {
    const context = alertingInMemory();
    const { createMaintenanceWindow, updateMaintenanceWindow, deleteMaintenanceWindow, allSilences, heldBack, ana } = context;
    const window = await createMaintenanceWindow(ana, settings({ effect: 'silence', holdRemediation: false, startsAt: noon }));
    const [silence] = await allSilences(ana);
    expect(silence).toMatchObject({ scheduleId: window.id, matchers: window.matchers, startsAt: noon, endsAt: after(1200), comment: 'move' });
    expect(await heldBack(ana, checkout)).toBeUndefined();
    const longer = await updateMaintenanceWindow(ana, window.id, settings({ effect: 'silence', holdRemediation: false, startsAt: noon, endsAt: after(2400) }), window.version);
    expect((await allSilences(ana)).map(({ endsAt }) => endsAt)).toEqual([after(2400), noon]);
    context.at(60);
    await deleteMaintenanceWindow(ana, longer.id, undefined);
    expect((await allSilences(ana)).map(({ endsAt }) => endsAt)).toEqual([after(60), noon]);
    await passUntil(context, 5000);
    expect(told(context).filter((what) => what.startsWith('maintenance'))).toEqual(['maintenance.started', 'maintenance.ended 0', 'maintenance.started', 'maintenance.ended 0']);
  });

  test('that is switched off is off', async () => {
    const context = alertingInMemory();
    const { createMaintenanceWindow, updateMaintenanceWindow, heldBack, ana } = context;
    const window = await createMaintenanceWindow(ana, settings({ startsAt: noon }));
    expect(window.onSince).toEqual(noon);
    expect(await updateMaintenanceWindow(ana, window.id, settings({ startsAt: noon, enabled: false }), window.version)).toMatchObject({ onSince: null, version: 2 });
    expect(await heldBack(ana, checkout)).toBeUndefined();
    await expect(updateMaintenanceWindow(ana, window.id, settings(), window.version)).rejects.toMatchObject({ code: 'precondition_failed' });
  });

  test.each<[string, Partial<MaintenanceWindowSettings>, string]>([
    ['once without an end', { endsAt: null }, '/ends_at'],
    ['that ends before it starts', { endsAt: after(599) }, '/ends_at'],
    ['for everything', { matchers: [{ name: 'a', op: '=~', value: '.*' }] }, '/matchers'],
    ['in a zone of no map', { intervals: [{ location: 'Middle/Earth' }] }, '/intervals/0/location'],
    ['without a well-formed name', { name: 'a\u0000' }, '/name'],
  ])('%s is refused', async (_, given, field) => {
    const { createMaintenanceWindow, ana } = alertingInMemory();
    await expect(createMaintenanceWindow(ana, settings(given))).rejects.toMatchObject({ code: 'invalid', details: [{ field }] });
  });
});

describe('until the next working hour', () => {
  const berlin = { weekdays: ['monday:friday'], times: [{ startTime: '09:00', endTime: '17:00' }], location: 'Europe/Berlin' };

  test('is told by hours that are given, from now or from a later start', async () => {
    const { nextWorkingHour, ana } = alertingInMemory();
    // Noon is on a Sunday.
    expect(await nextWorkingHour(ana, { intervals: [berlin] }, undefined)).toEqual(new Date('2026-03-02T08:00:00Z'));
    expect(await nextWorkingHour(ana, { intervals: [berlin] }, new Date('2026-03-06T20:00:00Z'))).toEqual(new Date('2026-03-09T08:00:00Z'));
  });

  test('is told by an interval of the routing configuration', async () => {
    const { nextWorkingHour, work, ana } = alertingInMemory();
    const config = { version: 1, note: null, restoredFrom: null, createdAt: noon, createdBy: 'ana', settings: { resolveTimeoutMs: 300_000, route: { receiver: 'x' }, timeIntervals: [{ name: 'office', intervals: [berlin] }], inhibitRules: [] } };
    await expect(nextWorkingHour(ana, { name: 'office' }, undefined)).rejects.toMatchObject({ code: 'invalid', details: [{ field: '/until_working_hours/interval' }] });
    await work.run(ana, ({ routing }) => routing.add(config));
    expect(await nextWorkingHour(ana, { name: 'office' }, undefined)).toEqual(new Date('2026-03-02T08:00:00Z'));
  });

  test('is refused when there is none', async () => {
    const { nextWorkingHour, ana } = alertingInMemory();
    await expect(nextWorkingHour(ana, { intervals: [{ years: ['2001'] }] }, undefined)).rejects.toMatchObject({ code: 'invalid', details: [{ field: '/until_working_hours' }] });
  });
});
