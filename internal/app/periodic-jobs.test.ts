import { createLogger } from '#pkg/observability';
import { startPeriodicJobs } from './periodic-jobs.ts';

const logger = createLogger({ service: 'test', level: 'silent' });
const HOUR_MS = 3_600_000;

/** A job that answers what it is told to, one run after another, and then nothing. */
function jobOf(answers: readonly (number | Error)[]) {
  const left = [...answers];
  let runs = 0;
  let idle: () => void = () => undefined;
  const done = new Promise<void>((resolve) => { idle = resolve; });
  const run = async (): Promise<number> => {
    runs += 1;
    const answer = left.shift();
    if (answer === undefined) idle();
    if (answer instanceof Error) throw answer;
    return answer ?? 0;
  };
  return { run, done, runs: () => runs };
}

test('a job runs again at once while there is something to do, and then rests', async () => {
  const job = jobOf([3, 1]);
  const jobs = startPeriodicJobs([{ name: 'job', everyMs: HOUR_MS, run: job.run }], logger);
  await job.done;
  expect(job.runs()).toBe(3);
  await jobs.stop();
});

test('a job that fails is tried again and stops no other', async () => {
  const [failing, other] = [jobOf([new Error('down')]), jobOf([])];
  const jobs = startPeriodicJobs([{ name: 'failing', everyMs: 1, run: failing.run }, { name: 'other', everyMs: HOUR_MS, run: other.run }], logger);
  await Promise.all([failing.done, other.done]);
  expect(failing.runs()).toBeGreaterThanOrEqual(2);
  await jobs.stop();
});

test('to stop waits for the run that goes on and begins no other', async () => {
  let finish: () => void = () => undefined;
  let runs = 0;
  const jobs = startPeriodicJobs([{ name: 'job', everyMs: 1, run: () => { runs += 1; return new Promise<number>((resolve) => { finish = () => { resolve(1); }; }); } }], logger);
  const stopped = jobs.stop();
  finish();
  await stopped;
  expect(runs).toBe(1);
});
