import { after, someone } from '../fakes/samples.ts';
import { type RoutingConfig } from '../domain/routing-config.ts';
import type { AlertingUnitOfWork } from './alerting-unit-of-work.ts';

const version = (number: number, more: Partial<RoutingConfig> = {}): RoutingConfig => ({
  version: number,
  settings: {
    resolveTimeoutMs: 300_000,
    route: { receiver: 'ops', groupBy: ['alertname'], routes: [{ matchers: [{ name: 'a_b', op: '=~', value: 'Ü"\n.*' }], groupBy: 'all', labels: { camelCase: '1' } }] },
    timeIntervals: [{ name: 'nights', intervals: [{ times: [{ startTime: '22:00', endTime: '24:00' }], location: 'Europe/Berlin' }] }],
    inhibitRules: [{ sourceMatchers: [], targetMatchers: [], equal: ['cluster'] }],
  },
  note: null,
  restoredFrom: null,
  createdAt: after(number),
  createdBy: 'ana',
  ...more,
});

/** What every store of routing configurations promises. Each case uses tenants of its own. */
export function routingConfigsContract(name: string, open: () => AlertingUnitOfWork): void {
  describe(`${name} keeps the contract of routing configurations`, () => {
    function setup() {
      const [work, owner] = [open(), someone()];
      return { work, owner, add: (config: RoutingConfig) => work.run(owner, (scope) => scope.routing.add(config)) };
    }

    test('at first there is none', async () => {
      const { work, owner } = setup();
      expect(await work.read(owner, ({ routing }) => routing.current())).toBeUndefined();
      expect(await work.read(owner, ({ routing }) => routing.currentVersion())).toBeUndefined();
      expect(await work.read(owner, ({ routing }) => routing.list({ limit: 10 }))).toEqual({ items: [] });
      await expect(work.read(owner, ({ routing }) => routing.get(1))).rejects.toMatchObject({ code: 'not_found' });
    });

    test('the latest version holds, and all come back as they were stored', async () => {
      const { work, owner, add } = setup();
      const [first, second] = [version(1), version(2, { note: 'quiet nights', restoredFrom: 1, createdBy: 'api-key:7' })];
      await add(first);
      await add(second);
      expect(await work.read(owner, ({ routing }) => routing.current())).toEqual(second);
      expect(await work.read(owner, ({ routing }) => routing.currentVersion())).toBe(2);
      expect(await work.read(owner, ({ routing }) => routing.get(1))).toEqual(first);
    });

    test('versions are listed by page, latest first, without their settings', async () => {
      const { work, owner, add } = setup();
      for (const number of [1, 2, 3]) await add(version(number));
      const page = await work.read(owner, ({ routing }) => routing.list({ limit: 2 }));
      const { settings: _settings, ...third } = version(3);
      expect(page.items[0]).toEqual(third);
      expect(page.items.map((item) => item.version)).toEqual([3, 2]);
      const rest = await work.read(owner, ({ routing }) => routing.list({ limit: 2, after: page.next! }));
      expect(rest.items.map((item) => item.version)).toEqual([1]);
      expect(rest.next).toBeUndefined();
    });

    test('a version is made once', async () => {
      const { add } = setup();
      await add(version(1));
      await expect(add(version(1, { note: 'again' }))).rejects.toMatchObject({ code: 'conflict' });
    });

    test('another tenant has another one', async () => {
      const { work, add } = setup();
      await add(version(1));
      const other = someone();
      expect(await work.read(other, ({ routing }) => routing.current())).toBeUndefined();
      await expect(work.read(other, ({ routing }) => routing.get(1))).rejects.toMatchObject({ code: 'not_found' });
    });
  });
}
