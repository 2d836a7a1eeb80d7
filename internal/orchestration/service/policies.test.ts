import { createHash } from 'node:crypto';
import { AppError, invalid } from '#pkg/apperror';
import type { JsonObject } from '#internal/kernel';
import { analysisOf } from '../domain/check-plan.ts';
import { policyInput } from '../domain/policy-question.ts';
import { denialsIn } from '../domain/rego-policy.ts';
import { InMemoryOrchestration } from '../fakes/in-memory-orchestration.ts';
import { noon, planDocument, planner, taskSpec } from '../fakes/plan-samples.ts';
import type { PolicyCompiler, PolicyEngine } from '../ports/policy-engine.ts';
import { decidePlan } from './decide-plan.ts';
import { deletePolicy } from './delete-policy.ts';
import { putPolicy } from './put-policy.ts';
import { tryPolicy } from './try-policy.ts';

const sha256 = (wasm: Uint8Array): string => createHash('sha256').update(wasm).digest('hex');
/** "Compiled" to its own text: a JSON list of reasons, `broken`, or `deny <stage>`. */
const compiler: PolicyCompiler = {
  compile: async (rego) => {
    if (rego === 'syntax error') throw invalid('/rego', 'unexpected token');
    return Buffer.from(rego);
  },
  unpack: (bundle) => bundle,
  sha256,
};
const engine: PolicyEngine = {
  async evaluate({ load }, input: JsonObject) {
    const text = Buffer.from(await load()).toString();
    if (text === 'broken' || (text === 'broken later' && Object.keys(input).length > 0)) throw new AppError('invalid', 'the policy failed: broken');
    if (text.startsWith('deny ')) return [input['stage'] === text.slice(5) ? [`not at ${text.slice(5)}`] : []];
    return [JSON.parse(text === 'broken later' ? '[]' : text)];
  },
};

function setup() {
  const [work, clock, ana] = [new InMemoryOrchestration(), { now: () => noon }, planner()];
  const standard = { name: 'default', sha256: 'd', load: async () => Buffer.from('["the default says no"]') };
  const decide = decidePlan({ work, clock, engine, agents: { discover: async () => [{ agentId: 'a', score: 1, freeSlots: 1 }], reserve: async () => new Set() }, defaultPolicy: standard });
  return {
    work, ana,
    permit: (stage: 'submit' | 'approve' = 'submit') => decide.permit(ana, stage, planDocument([taskSpec('a')]), noon),
    put: (name: string, rego: string) => putPolicy({ work, clock, compiler, engine })(ana, name, { rego }),
    remove: (name: string) => deletePolicy({ work })(ana, name),
    attempt: tryPolicy({ work, compiler, engine, defaultPolicy: standard }),
  };
}

describe('policies about plans', () => {
  test('the default holds until a tenant has one of its own, and again when that is gone', async () => {
    const { permit, put, remove } = setup();
    await expect(permit()).rejects.toMatchObject({ code: 'forbidden', details: [{ field: 'policy/default', reason: 'the default says no' }] });
    await put('nights', '[]');
    await expect(permit()).resolves.toBeUndefined();
    await remove('nights');
    await expect(permit()).rejects.toMatchObject({ code: 'forbidden' });
  });

  test('every policy is asked, the one that is stored at that moment, and every reason is told', async () => {
    const { permit, put } = setup();
    await put('one', '["b", "a"]');
    await put('two', 'deny submit');
    await expect(permit()).rejects.toMatchObject({ message: 'the plan may not run: a; b; not at submit', details: [{ field: 'policy/one' }, { field: 'policy/one' }, { field: 'policy/two' }] });
    expect(await put('one', '[]')).toMatchObject({ version: 2 });
    await expect(permit('approve')).resolves.toBeUndefined();
  });

  test('a policy that fails when it is asked denies', async () => {
    const { permit, put } = setup();
    await put('frail', 'broken later');
    await expect(permit()).rejects.toMatchObject({ code: 'forbidden', details: [{ field: 'policy/frail', reason: 'the policy failed: broken' }] });
  });

  test.each([
    ['no result', []],
    ['two results', [[], []]],
    ['a truth value', [true]],
    ['reasons that are no texts', [[1]]],
  ])('a policy with %s denies', (_, results) => {
    expect(denialsIn(results)).toEqual([expect.stringContaining('the policy gave no decision')]);
  });

  test('what does not compile or does not run is not stored', async () => {
    const { put, work } = setup();
    await expect(put('p', 'syntax error')).rejects.toMatchObject({ code: 'invalid', details: [{ field: '/rego', reason: 'unexpected token' }] });
    await expect(put('p', 'broken')).rejects.toMatchObject({ code: 'invalid', details: [{ field: '/rego' }] });
    expect(work.tables.policies).toEqual([]);
  });

  test('a tenant has at most ten', async () => {
    const { put } = setup();
    for (let n = 0; n < 10; n += 1) await put(`p${n}`, '[]');
    await expect(put('p10', '[]')).rejects.toMatchObject({ code: 'conflict' });
    await expect(put('p9', '[]')).resolves.toMatchObject({ version: 2 });
  });

  test('a draft can be tried, and so can what is stored', async () => {
    const { attempt, ana, put, work } = setup();
    expect(await attempt(ana, { source: { rego: '["no"]' }, input: {} })).toEqual([{ policy: 'draft', reason: 'no' }]);
    expect(await attempt(ana, { input: {} })).toEqual([{ policy: 'default', reason: 'the default says no' }]);
    await put('stored', 'deny submit');
    expect(await attempt(ana, { name: 'stored', input: { stage: 'submit' } })).toEqual([{ policy: 'stored', reason: 'not at submit' }]);
    await expect(attempt(ana, { name: 'unknown', input: {} })).rejects.toMatchObject({ code: 'not_found' });
    expect(work.entries.map(({ action }) => action)).toEqual(['orchestration.policy.created']);
  });

  test('the input tells the plan, who asks, when, and with what resources', () => {
    const document = planDocument([taskSpec('a', [], { taskType: 'DEPLOY' })], { riskBand: 'HIGH' });
    expect(policyInput('submit', planner(), document, noon, analysisOf(document.tasks), { openPlans: 3, agents: { shell: 2 } }, noon)).toMatchObject({
      stage: 'submit', actor: { subject: 'system:test' }, now: { weekday: 0, hour: 12 }, tenant: { open_plans: 3 }, resources: { agents: { shell: 2 } },
      plan: { risk_band: 'HIGH', task_count: 1, tasks: [{ task_id: 'a', task_type: 'DEPLOY', compensated: true }] },
    });
  });
});
