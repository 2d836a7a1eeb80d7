import { setTimeout as pause } from 'node:timers/promises';
import { useDurableProduct } from './durable-product.ts';
import { nemesis, seededRandom } from './nemesis.ts';
import type { Observations } from './observations.ts';
import { sagaVerdict } from './saga-checkers.ts';
import { hopeless } from './slow-remediation.ts';

const SAGAS = 200;
const ASK_EVERY_MS = 250;
/** Every so many sagas one fails at its last step and is undone. */
const HOPELESS_EVERY = 3;

describe('two hundred sagas while processes are killed', () => {
  const suite = useDurableProduct();

  test('each effect happens once per key, each compensation in reverse order, nothing is stuck and no ticket is lost', async () => {
    const seed = Number(process.env['ORX_NEMESIS_SEED'] ?? Math.floor(Math.random() * 2 ** 32));
    const { product } = suite;
    const faults: string[] = [];
    const load = (async () => {
      for (let index = 0; index < SAGAS; index += 1, await pause(ASK_EVERY_MS)) {
        const instance = `node-${index}`;
        product.sagas[index % product.sagas.length]?.ask(index % HOPELESS_EVERY === 0 ? hopeless(instance) : instance);
      }
    })();
    await product.untilUnderWay(4);
    await nemesis(product.stack, { random: seededRandom(seed), forMs: SAGAS * ASK_EVERY_MS, onFault: (fault) => void faults.push(fault) });
    await load;

    const accepted = () => product.sagas.flatMap((source) => source.accepted);
    const judge = (seen: Observations) => sagaVerdict(accepted(), seen);
    const seen = await product.quiet(judge);
    const repeats = seen.arrivals.length - new Set(seen.arrivals.map(({ key }) => key)).size;
    console.info(`seed ${seed} (ORX_NEMESIS_SEED repeats it), ${accepted().length} sagas, ${seen.effects.length} effects, ${repeats} requests repeated\n${faults.join('\n')}`);
    expect(accepted()).toHaveLength(SAGAS);
    expect(judge(seen)).toEqual({});
    // The control: a receiver that takes no notice of keys would have acted twice.
    expect(repeats).toBeGreaterThan(0);
    expect(judge({ ...seen, effects: seen.arrivals })).toHaveProperty('undoesInReverse');
  }, 420_000);
});
