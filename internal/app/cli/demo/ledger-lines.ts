import type { Palette } from './demo-palette.ts';
import type { LedgerEntry } from './effect-ledger.ts';

/** The service's ledger of effects for people, in the order of the effects. */
export function ledgerLines(entries: readonly LedgerEntry[], palette: Palette): readonly string[] {
  const width = Math.max(6, ...entries.map(({ action }) => action.length));
  return [
    palette.faint(`       ${'action'.padEnd(width)}  requests  effects  Idempotency-Key`),
    ...entries.map(({ key, action, deliveries, effects, order }) => {
      const counted = palette.tone(effects === 1 ? 'good' : effects === 0 ? 'idle' : 'bad', String(effects).padStart(7));
      return `  ${palette.faint(String(order ?? '–').padStart(3))}  ${action.padEnd(width)}  ${String(deliveries).padStart(8)}  ${counted}  ${palette.faint(withoutExecution(key))}`;
    }),
  ];
}

/** Keys of one act share the id of its execution; what follows tells them apart. */
const withoutExecution = (key: string): string => key.replace(/^[0-9a-f-]{36}:/, '…:');
