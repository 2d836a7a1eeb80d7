import { setTimeout as pause } from 'node:timers/promises';
import { verdict } from './checkers.ts';
import { useDurableProduct } from './durable-product.ts';
import { nemesis, seededRandom } from './nemesis.ts';

const FOR_MS = 45_000;
/** Two alerts a second, one per tenant. */
const ALERT_EVERY_MS = 1_000;

describe('kill -9 of whoever it hits', () => {
  const suite = useDurableProduct();

  test('nothing that was acknowledged is lost, nothing happens twice, everything ends', async () => {
    const seed = Number(process.env['ORX_NEMESIS_SEED'] ?? Math.floor(Math.random() * 2 ** 32));
    const { product } = suite;
    const faults: string[] = [];
    let over = false;
    const load = (async () => {
      for (; !over; await pause(ALERT_EVERY_MS)) product.breakInstances(2);
    })();
    await product.untilUnderWay(2);
    await nemesis(product.stack, { random: seededRandom(seed), forMs: FOR_MS, onFault: (fault) => void faults.push(fault) }).finally(() => { over = true; });
    await load;
    const seen = await product.quiet();
    console.info(`seed ${seed} (ORX_NEMESIS_SEED repeats it), ${seen.acknowledged.length} alerts, ${seen.arrivals.length - seen.effects.length} requests without an effect of their own\n${faults.join('\n')}`);
    expect(verdict(seen)).toEqual({});
  }, 300_000);
});
