import fc from 'fast-check';
import type { Json } from '#internal/kernel';
import { matchesFilter, problem } from './definition-problem.ts';
import { durationMs } from './duration.ts';
import { fillPrograms, findPrograms } from './expression-syntax.ts';
import { MAX_RETRY_DELAY_MS, retryDelayMs } from './retry-policy.ts';
import { expandTemplate, knownAddress } from './uri-template.ts';

describe('durations', () => {
  test.each([
    ['PT1.5S', 1500],
    ['P1DT2H3M4S', 93_784_000],
    ['P1W', 604_800_000],
    [{ minutes: 1, milliseconds: 5 }, 60_005],
    ['PT0S', 0],
  ])('%j is %i ms', (duration, ms) => expect(durationMs(duration)).toBe(ms));

  test.each([[null], ['P'], ['PT'], ['soon'], ['P2Y'], [{ seconds: -1 }], ['${ .x }']])('%j is none', (duration) => expect(durationMs(duration)).toBeUndefined());
});

describe('problems', () => {
  const error = problem('communication', '/do/0/x', 'no', 503);

  test.each([
    [{ type: error.type, status: 503 }, true],
    [{ type: 'https://serverlessworkflow.io/spec/1.0.0/errors/communication' }, true],
    [{ type: 'https://serverlessworkflow.io/dsl/errors/types/communication' }, true],
    [{ type: 'https://example.org/errors/communication' }, false],
    [{ type: 'https://open-workflow-specification.org/dsl/errors/types/timeout' }, false],
    [{ status: 500 }, false],
    [{ instance: '/do/0/x', title: 'Communication Error', detail: 'no' }, true],
    [undefined, true],
  ])('the filter %j catches it: %s', (filter, caught) => expect(matchesFilter(error, filter)).toBe(caught));
});

describe('retry delays', () => {
  const policy = (backoff: 'constant' | 'linear' | 'exponential') => ({ delay: { seconds: 1 }, backoff: { [backoff]: {} } as never, limit: { attempt: { count: 4 } } });
  const delays = (backoff: 'constant' | 'linear' | 'exponential') => [1, 2, 3, 4, 5].map((failures) => retryDelayMs(policy(backoff), failures, 0, 0));

  test('grow as the backoff says, until the count is reached', () => {
    expect(delays('constant')).toEqual([1000, 1000, 1000, 1000, undefined]);
    expect(delays('linear')).toEqual([1000, 2000, 3000, 4000, undefined]);
    expect(delays('exponential')).toEqual([1000, 2000, 4000, 8000, undefined]);
  });

  test('end when the next attempt would begin after the duration', () => {
    const limited = { delay: 'PT2S', limit: { duration: 'PT5S' } };
    expect(retryDelayMs(limited, 9, 3000, 0)).toBe(2000);
    expect(retryDelayMs(limited, 1, 3001, 0)).toBeUndefined();
  });

  test('jitter adds between from and to, and no wait is longer than an hour', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1000 }), fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), (failures, random) => {
        const wait = retryDelayMs({ delay: 'PT1S', backoff: { exponential: {} }, limit: { attempt: { count: 1000 } }, jitter: { from: 'PT1S', to: 'PT3S' } }, failures, 0, random) ?? -1;
        expect(wait).toBeGreaterThanOrEqual(Math.min(2000, MAX_RETRY_DELAY_MS));
        expect(wait).toBeLessThanOrEqual(MAX_RETRY_DELAY_MS);
      }),
    );
  });
});

describe('expressions in values', () => {
  test('are found in order and replaced by their results, which are not looked into', () => {
    const value = { a: '${ .x }', b: [1, ' ${ .y }\n'], c: { d: 'no ${ .z }' } };
    expect(findPrograms(value, '/set')).toEqual([{ pointer: '/set/a', program: ' .x ' }, { pointer: '/set/b/1', program: ' .y ' }]);
    expect(fillPrograms(value, ['${ .evil }', { q: 1 }])).toEqual({ a: '${ .evil }', b: [1, { q: 1 }], c: { d: 'no ${ .z }' } });
  });

  test('for every value: as many results as programs leave no program of the definition behind', () => {
    const anyValue = fc.letrec<{ value: unknown }>((tie) => ({
      value: fc.oneof({ maxDepth: 4 }, fc.integer(), fc.string(), fc.constant('${ .x }'), fc.array(tie('value'), { maxLength: 3 }), fc.dictionary(fc.oneof(fc.string(), fc.constant('__proto__')), tie('value'), { maxKeys: 3 })),
    })).value;
    fc.assert(
      fc.property(anyValue, (generated) => {
        const value = JSON.parse(JSON.stringify(generated)) as Json;
        const programs = findPrograms(value);
        expect(findPrograms(fillPrograms(value, programs.map(() => 1)))).toEqual([]);
        expect(JSON.stringify(fillPrograms(value, programs.map(() => '${ .x }'))).replace(/\$\{[^}]*\}/g, '')).toBe(JSON.stringify(value).replace(/\$\{[^}]*\}/g, ''));
      }),
    );
  });
});

describe('URI templates', () => {
  test('are filled with the encoded properties of the input', () => {
    expect(expandTemplate('http://x.test/{a}/{b}?q={c}', { a: 'x/y', b: 2, c: true })).toEqual({ uri: 'http://x.test/x%2Fy/2?q=true' });
    expect(expandTemplate('http://x.test/{a}', { a: null })).toEqual({ missing: 'a' });
    expect(expandTemplate('http://x.test/{toString}', {})).toEqual({ missing: 'toString' });
    expect(expandTemplate('http://x.test/{a}', [1])).toEqual({ missing: 'a' });
  });

  test('say which address they will call, unless the host is a parameter', () => {
    expect(knownAddress('https://x.test:8080/{a}?q={b}')).toBe('https://x.test:8080/x?q=x');
    expect(knownAddress('https://{tenant}.x.test/')).toBeUndefined();
  });
});
