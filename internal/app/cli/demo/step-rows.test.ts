import type { Execution } from './demo-client.ts';
import { inFull, quiet, sampleStep, sampleTicket } from './fakes/act-samples.ts';
import { errorText, stepRows } from './step-rows.ts';

const withSteps = (...steps: ReturnType<typeof sampleStep>[]): Execution => ({ ...inFull.execution, steps }) as Execution;

describe('stepRows', () => {
  test('shows what the definition plans before anything runs, tasks inside a try included', () => {
    const rows = stepRows(quiet);
    expect(rows.map(({ name }) => name)).toEqual(['scale-up-standby', 'shift-traffic', 'drain', 'restart-workers', 'undrain', 'return-traffic', 'scale-down-standby']);
    expect(new Set(rows.map(({ status }) => status))).toEqual(new Set(['waiting']));
  });

  test('counts the attempts of the ticket, crashes included, and how long a running step has taken', () => {
    expect(stepRows(inFull)[1]).toMatchObject({ status: 'running', ticket: 'RUNNING', tries: 2, tookMs: 5000 });
  });

  test('shows the latest attempt of a step, with its error', () => {
    const path = '/do/3/restart/try/0/restart-workers';
    const execution = withSteps(sampleStep(path, { status: 'failed', attempt: 2, error: { detail: 'answered 500' } }), sampleStep(path, { status: 'failed', attempt: 1 }));
    const rows = stepRows({ ...inFull, execution, tickets: [sampleTicket(path, { status: 'FAILED', attempts: 2 })] });
    expect(rows[3]).toMatchObject({ status: 'failed', ticket: 'FAILED', tries: 2, error: 'answered 500' });
  });

  test('a failed step whose ticket has begun again runs', () => {
    const path = '/do/2/drain';
    const rows = stepRows({ ...inFull, execution: withSteps(sampleStep(path, { status: 'failed' })), tickets: [sampleTicket(path, { status: 'RUNNING', attempts: 2 })] });
    expect(rows[2]).toMatchObject({ status: 'running', tries: 2 });
  });

  test('compensations and verification follow in the order in which they began; the frame of a try has no row', () => {
    const execution = withSteps(
      sampleStep('/verify', { kind: 'verify', ticket_id: null, started_at: '2026-03-01T12:00:09.000Z' }),
      sampleStep('/do/1/shift-traffic/compensate/do/0/back', { kind: 'compensate', started_at: '2026-03-01T12:00:02.000Z' }),
      sampleStep('/do/2/drain/compensate/do/0/undo', { kind: 'compensate', started_at: '2026-03-01T12:00:01.000Z' }),
      sampleStep('/do/3/restart', { kind: 'try', ticket_id: null }),
    );
    const rows = stepRows({ ...inFull, execution }).slice(7);
    expect(rows.map(({ name, role }) => [name, role])).toEqual([['undo', 'undo'], ['back', 'undo'], ['verify', 'verify']]);
  });
});

test('an error is shown by its detail, its title, or as it is', () => {
  expect([errorText({ detail: 'a', title: 'b' }), errorText({ title: 'b' }), errorText({ status: 1 }), errorText('c'), errorText(null)]).toEqual(['a', 'b', '{"status":1}', '"c"', undefined]);
});
