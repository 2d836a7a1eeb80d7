import fc from 'fast-check';
import { JqExpressions } from './jq-expressions.ts';
import { plainPath } from './plain-path.ts';

describe('JqExpressions', () => {
  const jq = new JqExpressions();
  afterAll(() => jq.close());

  test('answers what jq answers', async () => {
    expect(await jq.evaluate('.a + 1', { a: 1 })).toBe(2);
    expect(await jq.evaluate('[.[] | select(. > 1)]', [1, 2, 3])).toEqual([2, 3]);
    expect(await jq.evaluate('"2015-03-05T23:51:47Z" | fromdate', null)).toBe(1_425_599_507);
    expect(await jq.evaluate('"Hello \\(.name)" # greeting', { name: 'Zoë 💥' })).toBe('Hello Zoë 💥');
    expect(await jq.evaluate('test("(a+)+$")', `${'a'.repeat(20)}b`)).toBe(false);
  });

  test('no result is null, several are an array', async () => {
    expect(await jq.evaluate('empty', 1)).toBeNull();
    expect(await jq.evaluate('1, 2', 1)).toEqual([1, 2]);
    expect(await jq.evaluate('[1, 2]', 1)).toEqual([1, 2]);
  });

  test('evaluates several programs in one run, each on the same input and variables', async () => {
    const programs = ['.a', '$input + .a', 'def twice: . * 2; $x.y | twice'];
    expect(await jq.evaluateAll(programs, { a: 1 }, { input: 2, x: { y: 21 } })).toEqual([1, 3, 42]);
  });

  test('words what is wrong with a program', async () => {
    expect(await jq.check('.a | map(.b)')).toBeUndefined();
    expect(await jq.check('.a +')).toBe('syntax error, unexpected end of file (line 1)');
    expect(await jq.check('nonsense(.)')).toBe('nonsense/1 is not defined (line 1)');
    expect(await jq.check('$input')).toMatch(/\$input is not defined/);
    expect(await jq.check('$input', ['input'])).toBeUndefined();
    expect(await jq.check('1) | (2')).toMatch(/syntax error/);
    expect(await jq.check('import "a" as a; 1')).toMatch(/syntax error/);
  });

  test('a check runs nothing', async () => {
    expect(await jq.check('def f: f; f')).toBeUndefined();
    expect(await jq.check('error("x")')).toBeUndefined();
  });

  test.each([
    ['.a.b', { a: 1 }, 'Cannot index number with string "b"'],
    ['error("no")', null, 'no'],
    ['error({code: 1})', null, '{"code":1}'],
    ['input', null, 'input is not available here'],
    ['halt', null, 'halt is not available here'],
    ['env', null, 'env is not available here'],
    ['1 +', null, expect.stringContaining('syntax error')],
  ])('%s fails with a message', async (program, input, message) => {
    await expect(jq.evaluate(program, input)).rejects.toMatchObject({ code: 'invalid', message });
  });

  test('sees no environment', async () => {
    expect(await jq.evaluate('[$ENV]', null)).toEqual([{}]);
  });

  test('a program that never ends is stopped, and the next one runs', async () => {
    const spent = jq.evaluate('last(range(1; 1e12))', null);
    const next = jq.evaluate('1 + 1', null);
    await expect(spent).rejects.toThrow('the expression ran longer than 250 ms');
    expect(await next).toBe(2);
  });

  test.each([
    ['too much memory', '"x" * 200000000 | length'],
    ['too much output', '"x" * 2000000'],
    ['endless recursion', 'def f: [f]; f'],
  ])('%s is an error of the expression, and the next one runs', async (_, program) => {
    await expect(jq.evaluate(program, null)).rejects.toMatchObject({ code: 'invalid' });
    expect(await jq.evaluate('1 + 1', null)).toBe(2);
  });

  test('stays right over thousands of runs', async () => {
    for (let n = 0; n < 2000; n += 1) expect(await jq.evaluate('.n + $one', { n }, { one: 1 })).toBe(n + 1);
  });

  test('an input of a megabyte passes', async () => {
    expect(await jq.evaluate('.text | length + 0', { text: 'x'.repeat(1_000_000) })).toBe(1_000_000);
  });
});

describe('plainPath', () => {
  const jq = new JqExpressions();
  afterAll(() => jq.close());

  test('agrees with jq on every path and input, or leaves the path to jq', async () => {
    const key = fc.constantFrom('a', 'b', 'length', '__proto__', 'constructor');
    const { value } = fc.letrec<{ value: unknown; object: unknown }>((tie) => ({
      value: fc.oneof({ maxDepth: 3 }, fc.integer({ min: -9, max: 9 }), fc.constant(null), fc.boolean(), fc.string(), fc.array(fc.integer(), { maxLength: 2 }), tie('object')),
      object: fc.array(fc.tuple(key, tie('value')), { maxLength: 4 }).map((entries) => Object.fromEntries(entries)),
    }));
    const path = fc.tuple(fc.constantFrom('', '$input', '$none'), fc.array(key, { maxLength: 3 })).map(([from, keys]) => from + keys.map((k) => `.${k}`).join('') || '.');
    await fc.assert(
      fc.asyncProperty(path, value, value, async (program, input, variable) => {
        const json = JSON.parse(JSON.stringify(input)) as never;
        const variables = { input: JSON.parse(JSON.stringify(variable)) as never };
        const quick = plainPath(program, json, variables);
        // The parentheses keep the program away from the short cut.
        const exact = await jq.evaluate(`(${program})`, json, variables).catch(() => undefined);
        if (quick !== undefined || exact === undefined) expect(quick).toEqual(exact);
      }),
      { numRuns: 300 },
    );
  });
});
