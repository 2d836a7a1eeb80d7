import { SampleBudget } from './sample-budget.ts';

describe('the budget of samples', () => {
  const perSecond = 100;
  test('lets two seconds\' worth pass at once, then as many as the rate says', () => {
    const budget = new SampleBudget();
    expect([150, 50, 1].map((samples) => budget.take('a', { samples, perSecond }, 1_000_000))).toEqual([0, 0, 1]);
    expect(budget.take('a', { samples: 101, perSecond }, 1_001_000)).toBe(1);
    expect(budget.take('a', { samples: 100, perSecond }, 1_001_000)).toBe(0);
    expect(budget.take('b', { samples: 200, perSecond }, 1_001_000)).toBe(0);
  });

  test('says how long to wait, or that waiting is in vain', () => {
    const budget = new SampleBudget();
    budget.take('a', { samples: 200, perSecond }, 0);
    expect(budget.wait('a', { samples: 150, perSecond }, 0)).toBe(2);
    expect(budget.wait('a', { samples: 201, perSecond }, 0)).toBe(Infinity);
    expect(budget.wait('a', { samples: 0, perSecond }, 0)).toBe(0);
  });

  test('follows a rate that changes, and a clock that is set back', () => {
    const budget = new SampleBudget();
    budget.take('a', { samples: 200, perSecond }, 1_000_000);
    expect(budget.take('a', { samples: 500, perSecond: 1000 }, 1_001_000)).toBe(0);
    expect(budget.take('a', { samples: 100, perSecond }, 0)).toBe(0);
  });

  test('forgets tenants that are silent', () => {
    const budget = new SampleBudget();
    for (let tenant = 0; tenant < 10_001; tenant += 1) budget.take(`t${tenant}`, { samples: 1, perSecond }, 1000);
    budget.take('last', { samples: 1, perSecond }, 60_000);
    expect((budget as unknown as { fullAt: Map<string, number> }).fullAt.size).toBeLessThan(3);
  });
});
