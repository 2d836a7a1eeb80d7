import fc from 'fast-check';
import { asTenantId } from '#internal/kernel';
import { type Agent, type AgentId, freeSlots, registered } from './agent.ts';
import { best, type Candidate, healthOf, scoreOf } from './matching.ts';
import { afterOutcome, HALF_LIFE_MS, NO_TRAIL, pheromoneAt, successRate, type Trail } from './pheromone.ts';

const noon = new Date('2026-03-01T12:00:00.000Z');
const after = (ms: number): Date => new Date(noon.getTime() + ms);
const agent = (id: string, fields: Partial<Agent> = {}): Agent => ({
  ...registered({ id: id as AgentId, tenantId: asTenantId('0190a5a0-0000-7000-8000-000000000001'), generation: 1 }, { name: id, version: '1', capabilities: ['git'], labels: {}, slots: 5 }, undefined, noon),
  ...fields,
});
const known = (trail: Partial<Trail>): Candidate['trails'] => new Map([['git', { value: 0.5, at: noon, successes: 10, failures: 0, ...trail }]]);
const wanted = { capabilities: ['git'], limit: 10 };
const idsOf = (found: ReturnType<typeof best>) => found.map((scored) => scored.agent.id);

const part = fc.double({ min: 0, max: 1, noNaN: true });
const trails = fc.record({ value: part, at: fc.integer({ min: -1e9, max: 0 }).map(after), successes: fc.nat(1000), failures: fc.nat(1000) });
const candidates = fc.uniqueArray(
  fc.record({
    id: fc.stringMatching(/^[a-z]{1,4}$/), cpu: part, memory: part, inFlight: fc.nat(6), queued: fc.nat(2), reservedSlots: fc.nat(5), draining: fc.boolean(),
    status: fc.constantFrom<Agent['status']>('healthy', 'degraded', 'unhealthy'), capabilities: fc.constantFrom<string[]>(['git'], ['git', 'run.shell'], ['run.shell']), trail: fc.option(trails),
  }),
  { selector: ({ id }) => id, maxLength: 12 },
).map((list) => list.map(({ id, cpu, memory, inFlight, queued, trail, ...fields }): Candidate => ({ agent: agent(id, { ...fields, telemetry: { cpu, memory, inFlight, queued } }), trails: trail ? known(trail) : new Map() })));

describe('pheromones', () => {
  test('lose half of their value in every half-life', () => {
    expect(pheromoneAt({ ...NO_TRAIL, value: 0.8, at: noon }, after(2 * HALF_LIFE_MS))).toBeCloseTo(0.2);
    expect(pheromoneAt({ ...NO_TRAIL, value: 0.8, at: noon }, after(-HALF_LIFE_MS))).toBe(0.8);
  });

  test('stay between 0 and 1 whatever happens; success strengthens, failure weakens, and the counts say how often', () => {
    fc.assert(fc.property(trails, fc.array(fc.record({ ok: fc.boolean(), pause: fc.nat(1e8) })), (first, outcomes) => {
      let [trail, now] = [first as Trail, noon];
      for (const { ok, pause } of outcomes) {
        now = new Date(now.getTime() + pause);
        const before = pheromoneAt(trail, now);
        trail = afterOutcome(trail, ok ? 'success' : 'failure', now);
        expect(ok ? trail.value >= before : trail.value <= before).toBe(true);
        expect(trail.value).toBeGreaterThanOrEqual(0);
        expect(trail.value).toBeLessThanOrEqual(1);
      }
      expect(trail.successes + trail.failures).toBe(first.successes + first.failures + outcomes.length);
    }));
  });

  test('fade alike in one step and in many', () => {
    fc.assert(fc.property(trails, fc.nat(1e8), fc.nat(1e8), (trail, a, b) => {
      const halfWay = { ...trail, value: pheromoneAt(trail, after(a)), at: after(a) };
      expect(pheromoneAt(halfWay, after(a + b))).toBeCloseTo(pheromoneAt(trail, after(a + b)), 9);
    }));
  });

  test('a success rate is no verdict before there are outcomes', () => {
    expect([successRate([]), successRate([{ ...NO_TRAIL, successes: 98 }]), successRate([{ ...NO_TRAIL, failures: 8 }])]).toEqual([0.5, 0.99, 0.1]);
  });
});

describe('matching', () => {
  test('scores 0.4 health, 0.3 pheromone and 0.3 success rate', () => {
    const scored = scoreOf({ agent: agent('a', { telemetry: { cpu: 0.9, memory: 0, inFlight: 0, queued: 0 } }), trails: known({ successes: 8, failures: 0 }) }, ['git'], noon);
    expect(scored).toMatchObject({ health: expect.closeTo(0.75), pheromone: 0.5, successRate: 0.9, explored: false });
    expect(scored.score).toBeCloseTo(0.4 * 0.75 + 0.3 * 0.5 + 0.3 * 0.9);
  });

  test('takes the faintest trail among the wanted capabilities', () => {
    const both = { agent: agent('a', { capabilities: ['git', 'run.shell'] }), trails: new Map([...known({ value: 0.9 }), ['run.shell', { value: 0.1, at: noon, successes: 5, failures: 5 }]]) };
    expect(scoreOf(both, ['git', 'run.shell'], noon)).toMatchObject({ pheromone: 0.1, successRate: 16 / 22 });
  });

  test('tries a newcomer before an agent with a perfect record, with a few tickets only, and drops it once it fails', () => {
    const veteran = { agent: agent('veteran'), trails: known({ value: 1, successes: 1000 }) };
    const newcomer = (fields: Partial<Agent>, trail?: Partial<Trail>): Candidate => ({ agent: agent('newcomer', fields), trails: trail ? known({ value: 0, successes: 0, ...trail }) : new Map() });
    const first = (candidate: Candidate) => idsOf(best([veteran, candidate], wanted, noon))[0];
    expect(first(newcomer({ slots: 6 }))).toBe('newcomer');
    expect(first(newcomer({ slots: 6, reservedSlots: 3 }))).toBe('veteran');
    expect(first(newcomer({ slots: 6 }, { failures: 1 }))).toBe('veteran');
  });

  test('of equals takes the one with more free slots, then by id', () => {
    const equals = [agent('c'), agent('b', { reservedSlots: 1 }), agent('a')].map((one) => ({ agent: one, trails: known({}) }));
    expect(idsOf(best(equals, wanted, noon))).toEqual(['a', 'c', 'b']);
  });

  test('answers only agents that fit, at most as many as wanted, best first, whatever the order of the candidates', () => {
    fc.assert(fc.property(candidates, fc.integer({ min: 1, max: 5 }), fc.nat(), (all, limit, turn) => {
      const found = best(all, { capabilities: ['git'], limit }, noon);
      const fitting = all.filter(({ agent: one }) => one.status === 'healthy' && freeSlots(one) > 0 && one.capabilities.includes('git'));
      expect(found).toHaveLength(Math.min(limit, fitting.length));
      expect(found.every(({ agent: one }) => fitting.some((candidate) => candidate.agent === one))).toBe(true);
      for (const { score, health, pheromone, successRate: rate } of found) for (const value of [score, health, pheromone, rate]) expect(value >= 0 && value <= 1).toBe(true);
      expect(found.map(({ score }) => score)).toEqual(found.map(({ score }) => score).toSorted((a, b) => b - a));
      const turned = [...all.slice(turn % (all.length + 1)), ...all.slice(0, turn % (all.length + 1))];
      expect(idsOf(best(turned, { capabilities: ['git'], limit }, noon))).toEqual(idsOf(found));
    }));
  });

  test('no score falls when the load falls or the trail grows', () => {
    fc.assert(fc.property(part, part, part, (low, high, cpu) => {
      const [less, more] = [Math.min(low, high), Math.max(low, high)];
      const scoreAt = (value: number, load: number) => scoreOf({ agent: agent('a', { telemetry: { cpu: load, memory: 0, inFlight: 0, queued: 0 } }), trails: known({ value }) }, ['git'], noon).score;
      expect(scoreAt(more, cpu)).toBeGreaterThanOrEqual(scoreAt(less, cpu));
      expect(scoreAt(low, less)).toBeGreaterThanOrEqual(scoreAt(low, more));
      expect(healthOf(agent('a', { telemetry: { cpu: 1, memory: 1, inFlight: 0, queued: 0 } }))).toBeCloseTo(0.5);
    }));
  });
});
