import { after, noon, signalOf, someone, someRule } from '../fakes/samples.ts';
import { RuleCache } from './rule-cache.ts';

function setup() {
  let now = noon;
  let loads = 0;
  const rule = someRule();
  const load = () => Promise.resolve((loads += 1, [rule]));
  return { rule, load, cache: new RuleCache({ now: () => now }), at: (seconds: number) => void (now = after(seconds)), loads: () => loads };
}

describe('RuleCache', () => {
  test('loads the rules of a tenant at most once a second', async () => {
    const { cache, load, loads, at, rule } = setup();
    const { tenantId } = someone();
    expect((await cache.finder(tenantId, load))(signalOf())).toBe(rule);
    at(0.999);
    await cache.finder(tenantId, load);
    expect(loads()).toBe(1);
    at(1);
    await cache.finder(tenantId, load);
    expect(loads()).toBe(2);
  });

  test('forgets at once when told so, and keeps tenants apart', async () => {
    const { cache, load, loads } = setup();
    const [one, two] = [someone().tenantId, someone().tenantId];
    await cache.finder(one, load);
    await cache.finder(two, () => Promise.resolve([]));
    cache.forget(one);
    await cache.finder(one, load);
    expect((await cache.finder(two, load))(signalOf())).toBeUndefined();
    expect(loads()).toBe(2);
  });

  test('does not grow without end', async () => {
    const { cache, load, loads } = setup();
    const first = someone().tenantId;
    await cache.finder(first, load);
    for (let n = 0; n < 1000; n += 1) await cache.finder(someone().tenantId, () => Promise.resolve([]));
    await cache.finder(first, load);
    expect(loads()).toBe(2);
  });
});
