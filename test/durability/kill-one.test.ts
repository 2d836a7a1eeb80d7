import { SERVICES } from '../support/process-stack.ts';
import { verdict } from './checkers.ts';
import { useDurableProduct } from './durable-product.ts';

const BATCH = 8;

describe('kill -9 in the middle of remediations', () => {
  const suite = useDurableProduct();

  test.each(SERVICES)('of %s: nothing that was acknowledged is lost, nothing happens twice, everything ends', async (victim) => {
    const { product } = suite;
    product.breakInstances(BATCH);
    await product.untilUnderWay(BATCH / 2);
    product.breakInstances(BATCH); // these are on their way when it happens
    await product.stack.kill(victim);
    product.breakInstances(BATCH);
    await product.stack.start(victim);
    const since = Date.now();
    const seen = await product.quiet();
    console.log(victim, 'quiet after', Date.now() - since, 'failed tries', product.failedTries, 'repeats', seen.arrivals.length - new Set(seen.arrivals.map((a) => a.key)).size);
    expect(verdict(seen)).toEqual({});
  }, 240_000);
});
