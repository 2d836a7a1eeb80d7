import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { RegoPolicies } from './rego-policies.ts';
import { wasmOfBundle } from './wasm-bundle.ts';

const ENTRYPOINT = 'orchestrix/plan/deny';
const shipped = readFileSync(path.resolve(__dirname, '../../policies/plan.wasm'));
const moduleOf = (wasm: Uint8Array) => ({ digest: createHash('sha256').update(wasm).digest('hex'), load: async () => wasm });

/** A module that never comes back: `(func (start) (loop (br 0)))`, hand-assembled after the WebAssembly core specification, section 5. */
const endless = Uint8Array.from([0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 8, 1, 0, 10, 9, 1, 7, 0, 3, 64, 12, 0, 11, 11]);

describe('RegoPolicies', () => {
  let policies: RegoPolicies;
  beforeEach(() => {
    policies = new RegoPolicies({ cpuMs: 200 });
  });
  afterEach(() => policies.close());
  const risky = { plan: { risk_band: 'CRITICAL', requires_approval: false, tasks: [] }, tenant: { open_plans: 0 } };

  test('answers what the policy answers, and loads a module once', async () => {
    let loads = 0;
    const { digest, load } = moduleOf(shipped);
    const counting = { digest, load: () => ((loads += 1), load()) };
    expect(await policies.evaluate(counting, ENTRYPOINT, risky)).toEqual([['a CRITICAL plan has to ask for approval']]);
    expect(await policies.evaluate(counting, ENTRYPOINT, { ...risky, plan: { ...risky.plan, requires_approval: true } })).toEqual([[]]);
    expect(loads).toBe(1);
  });

  test('ends a module that spends its time, and serves the next', async () => {
    await expect(policies.evaluate(moduleOf(endless), ENTRYPOINT, {})).rejects.toMatchObject({ code: 'invalid', message: 'the policy ran longer than 200 ms' });
    expect(await policies.evaluate(moduleOf(shipped), ENTRYPOINT, risky)).toHaveLength(1);
  });

  test.each([
    ['what is no module', Uint8Array.from([1, 2, 3, 4, 5, 6, 7, 8]), ENTRYPOINT],
    ['an entrypoint that is not there', shipped, 'orchestrix/plan/allow'],
  ])('%s is refused in words', async (_, wasm, entrypoint) => {
    await expect(policies.evaluate(moduleOf(wasm), entrypoint, {})).rejects.toMatchObject({ code: 'invalid', message: expect.stringMatching(/^the policy failed: /) });
  });

  test('evaluations that come together are answered each for itself', async () => {
    const results = await Promise.all(Array.from({ length: 20 }, (_, n) => policies.evaluate(moduleOf(shipped), ENTRYPOINT, { ...risky, plan: { ...risky.plan, requires_approval: n % 2 === 0 } })));
    expect(results.map(([deny]) => (deny as unknown[]).length)).toEqual(Array.from({ length: 20 }, (_, n) => n % 2));
  });
});

describe('wasmOfBundle', () => {
  test.each([
    ['no archive', Uint8Array.from([1, 2, 3]), 'is no gzipped archive'],
    ['an archive that ends early', gzipSync(Buffer.concat([Buffer.from('policy.wasm'.padEnd(124, '\0')), Buffer.from('77777777777\0'.padEnd(388, '\0'))])), 'is a broken archive'],
    ['an archive without a module', gzipSync(Buffer.alloc(1024)), 'is a bundle without policy.wasm'],
  ])('refuses %s', (_, bundle, reason) => {
    expect(() => wasmOfBundle(bundle, '/bundle')).toThrow(expect.objectContaining({ code: 'invalid', details: [{ field: '/bundle', reason: expect.stringContaining(reason) }] }));
  });
});
