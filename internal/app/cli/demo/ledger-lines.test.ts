import { NO_COLOURS } from './demo-palette.ts';
import { ledgerLines } from './ledger-lines.ts';

test('ledgerLines counts requests and effects of each key, without the execution that all share', () => {
  const execution = '01a1fdf4-80fe-72a2-a10e-c2da8fb67596';
  const lines = ledgerLines([
    { key: `${execution}:/do/2/drain:do`, action: 'drain', deliveries: 2, effects: 1, order: 1, at: null },
    { key: 'by-hand', action: 'restart', deliveries: 1, effects: 0, order: null, at: null },
  ], NO_COLOURS);
  expect(lines.map((line) => line.trim().split(/ +/))).toEqual([
    ['action', 'requests', 'effects', 'Idempotency-Key'],
    ['1', 'drain', '2', '1', '…:/do/2/drain:do'],
    ['–', 'restart', '1', '0', 'by-hand'],
  ]);
});
