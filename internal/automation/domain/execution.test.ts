import * as fc from 'fast-check';
import { asTenantId } from '#internal/kernel';
import { beginCompensating, conclude, hasEnded, newExecution, requestCancellation, start, type Execution, type ExecutionEndStatus, type ExecutionId } from './execution.ts';
import { abridged, executionFinished } from './execution-trail.ts';
import type { WorkflowId } from './workflow.ts';

const noon = new Date('2026-03-01T12:00:00.000Z');
const by = { tenantId: asTenantId('t'), subject: 'ana', correlationId: 'c' };
const pending = newExecution('e' as ExecutionId, { workflowId: 'w' as WorkflowId, version: 2, name: 'restart' }, { input: {}, compensateOnIneffective: false }, by, noon);
const running = start(pending, 'run-1', noon);
const conflict = expect.objectContaining({ code: 'conflict' }) as Error;

describe('an execution', () => {
  test('starts once, with the run that was first', () => {
    expect(running).toMatchObject({ status: 'running', temporalRunId: 'run-1', startedAt: noon });
    expect(start(running, 'run-2', noon)).toBe(running);
  });

  test('that has ended does not start any more', () => {
    expect(() => start(conclude(pending, { status: 'cancelled' }, noon), 'run-1', noon)).toThrow(conflict);
  });

  test('completes with its output and outcome, once', () => {
    const completed = conclude(running, { status: 'completed', output: { ok: true }, outcome: 'verified' }, noon);
    expect(completed).toMatchObject({ status: 'completed', output: { ok: true }, outcome: 'verified', finishedAt: noon });
    expect(conclude(completed, { status: 'failed', error: 'late' }, noon)).toBe(completed);
  });

  test('keeps the error that it compensates for', () => {
    const compensating = beginCompensating(running, { detail: 'refused' });
    expect(beginCompensating(compensating, { detail: 'another' })).toBe(compensating);
    expect(conclude(compensating, { status: 'compensated' }, noon)).toMatchObject({ status: 'compensated', error: { detail: 'refused' } });
  });

  test.each(['completed', 'compensated', 'compensation_failed'] as const)('that has not begun cannot become %s', (status) => {
    expect(() => conclude(pending, { status }, noon)).toThrow(conflict);
  });

  test.each(['failed', 'cancelled', 'timed_out'] as const)('may become %s at any moment', (status) => {
    for (const execution of [pending, running, beginCompensating(running, 'cause')]) expect(conclude(execution, { status }, noon).status).toBe(status);
  });

  test('that was running cannot be compensated without compensating', () => {
    expect(() => conclude(running, { status: 'compensated' }, noon)).toThrow(conflict);
  });

  test('remembers who wanted it cancelled first, and refuses once it has ended', () => {
    const cancelling = requestCancellation(running, 'ana', noon);
    expect(cancelling).toMatchObject({ cancelRequestedBy: 'ana', cancelRequestedAt: noon, status: 'running' });
    expect(requestCancellation(cancelling, 'bob', noon)).toBe(cancelling);
    expect(() => requestCancellation(conclude(running, { status: 'failed' }, noon), 'ana', noon)).toThrow(conflict);
  });

  test('holds its invariants whatever happens to it, in whatever order', () => {
    const at = fc.integer({ min: -10_000, max: 10_000 }).map((ms) => new Date(noon.getTime() + ms));
    const ends: ExecutionEndStatus[] = ['completed', 'failed', 'compensated', 'compensation_failed', 'cancelled', 'timed_out'];
    const step = fc.oneof(
      at.map((now) => (execution: Execution) => start(execution, 'run', now)),
      fc.constant((execution: Execution) => beginCompensating(execution, 'cause')),
      at.map((now) => (execution: Execution) => requestCancellation(execution, 'ana', now)),
      fc.tuple(fc.constantFrom(...ends), at).map(([status, now]) => (execution: Execution) => conclude(execution, { status }, now)),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 10 }), (steps) => {
        let execution = pending;
        for (const apply of steps) {
          const before = execution;
          try {
            execution = apply(execution);
          } catch (error) {
            expect(error).toEqual(conflict);
          }
          if (hasEnded(before)) expect(execution).toBe(before);
          expect(execution.finishedAt !== undefined).toBe(hasEnded(execution));
          if (['running', 'compensating', 'completed', 'compensated', 'compensation_failed'].includes(execution.status)) expect(execution.startedAt).toBeDefined();
          if (execution.finishedAt) expect(execution.finishedAt >= (execution.startedAt ?? execution.createdAt)).toBe(true);
        }
      }),
    );
  });
});

describe('the error of a finished execution', () => {
  test('leaves with the fields of a problem only, shortened', () => {
    const finished = executionFinished(conclude(running, { status: 'failed', error: { title: 'refused', status: 503, detail: 'x'.repeat(5000), body: { secret: 1 } } }, noon));
    expect(finished.data).toMatchObject({ execution_id: 'e', request_key: null, status: 'failed', outcome: null, error: { title: 'refused', status: 503, detail: 'x'.repeat(1000) } });
  });

  test('holds nothing that PostgreSQL cannot store, whatever another system answered', () => {
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: 'binary' }), (value) => {
        const shown = abridged(value as never);
        const texts = typeof shown === 'string' ? [shown] : Object.values(shown ?? {}).filter((part) => typeof part === 'string');
        for (const text of texts) expect(text.length <= 1000 && !/[\0\p{Surrogate}]/u.test(text)).toBe(true);
      }),
    );
    expect(abridged(`a\u0000b\ud800`)).toBe('a\ufffdb\ufffd');
  });
});
