import { asTenantId } from '#internal/kernel';
import { Labels } from '#pkg/promql';
import { ArchivedLabelCache } from './archived-label-cache.ts';

const [one, other] = ['a', 'b'].map((end) => asTenantId(`0192f0c8-0000-7000-8000-00000000000${end}`)) as [ReturnType<typeof asTenantId>, ReturnType<typeof asTenantId>];
const labels = (n: number): Labels => Labels.from({ n: String(n) });

describe('labels of archived series', () => {
  test('are known by tenant and id', () => {
    const cache = new ArchivedLabelCache();
    cache.keep(one, 1, labels(1));
    expect(cache.get(one, 1)).toEqual(labels(1));
    expect([cache.get(one, 2), cache.get(other, 1)]).toEqual([undefined, undefined]);
  });

  test('are forgotten in the order in which they came when there are too many', () => {
    const cache = new ArchivedLabelCache(3);
    for (let n = 0; n < 5; n += 1) cache.keep(one, n, labels(n));
    expect([0, 1, 2, 3, 4].map((n) => cache.get(one, n)?.get('n'))).toEqual([undefined, undefined, '2', '3', '4']);
  });
});
