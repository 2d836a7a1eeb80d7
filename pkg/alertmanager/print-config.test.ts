import { parseConfig, type PrintedConfig, printConfig } from './index.ts';

const config: PrintedConfig = {
  resolveTimeoutMs: 600_000,
  route: {
    receiver: 'yes',
    groupBy: [],
    groupWaitMs: 0,
    routes: [
      { matchers: [{ name: 'a b', op: '=~', value: '"x"\\d\n' }, { name: 'z', op: '!=', value: '007' }], groupBy: 'all', repeatIntervalMs: 5_400_000, continue: true, muteTimeIntervals: ['n'], labels: { tier: '1' }, routes: [{ receiver: 'b' }] },
    ],
  },
  timeIntervals: [{ name: 'n', intervals: [{ times: [{ startTime: '22:00', endTime: '24:00' }], weekdays: [], daysOfMonth: ['-1'], location: 'Europe/Berlin' }, {}] }],
  inhibitRules: [{ name: 'r', sourceMatchers: [{ name: 'a', op: '=', value: '' }], targetMatchers: [], equal: ['c'] }],
  receivers: [{ name: 'yes', integrations: [{ kind: 'webhook', settings: { url: 'https://a.example', max_alerts: 3 } }, { kind: 'webhook', settings: { url: '<secret>' } }] }, { name: 'b', integrations: [] }],
  remarks: ['of today\nroute: evil'],
};

test('what is printed is read as the same', () => {
  const text = printConfig(config);
  const { config: read, problems } = parseConfig(text);
  expect(problems).toEqual([]);
  expect(read).toMatchObject({ resolveTimeoutMs: config.resolveTimeoutMs, route: config.route, timeIntervals: config.timeIntervals, inhibitRules: config.inhibitRules });
  expect(read?.receivers.map(({ name, integrations }) => [name, integrations.map(({ settings }) => settings['url'])])).toEqual([['yes', ['https://a.example', '<secret>']], ['b', []]]);
  expect(text.split('\n')[0]).toBe('# of today route: evil');
});
