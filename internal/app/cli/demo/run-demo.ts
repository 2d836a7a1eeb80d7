import { randomInt } from 'node:crypto';
import { unavailable } from '#pkg/apperror';
import { actOne } from './act-one.ts';
import { actThree } from './act-three.ts';
import { actTwo } from './act-two.ts';
import type { ActNumber, DemoAct } from './demo-act.ts';
import { DemoClient } from './demo-client.ts';
import type { ActReport } from './demo-report.ts';
import { demoSignIn, type DemoUser } from './demo-sign-in.ts';
import { liveView, silentView, type LiveView, type Screen } from './live-view.ts';
import { playAct } from './play-act.ts';
import { installedPrometheus } from './prometheus.ts';
import { workerProcess } from './worker-process.ts';

export interface DemoOptions {
  /** Where the API of the running stack answers: `http://127.0.0.1:8080`. */
  readonly apiUrl: string;
  /** Who plays: an administrator of a tenant that may call loopback addresses. */
  readonly user: DemoUser;
  /** Process id of the worker at this moment, for the act that kills it; undefined where the worker is not ours. */
  readonly workerPid: () => number | undefined;
  /** Which acts; all three when left out. */
  readonly acts?: readonly ActNumber[];
  /** Only the final report, as JSON on the screen. */
  readonly json?: boolean;
  readonly screen?: Screen;
  /** For `NO_COLOR` and `TERM`. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
}

const ACTS: readonly DemoAct[] = [actOne, actTwo, actThree];

/**
 * Tells the main job's story against the running stack, as often as you like: every run makes its own things through the public API and takes them out of use
 * again. Returns the exit code: 0 when every act ended as told, 1 when one did not, 130 after Ctrl-C. Throws `unavailable` with one sentence when the stack does not
 * answer.
 */
export async function runDemo({ apiUrl, user, workerPid, acts = [1, 2, 3], json = false, screen = process.stdout, environment = process.env }: DemoOptions): Promise<number> {
  const view = json ? silentView : liveView(screen, environment);
  const client = new DemoClient({ apiUrl, accessToken: demoSignIn(user) });
  const interruption = new AbortController();
  const interrupt = (): void => interruption.abort();
  process.once('SIGINT', interrupt);
  process.once('SIGTERM', interrupt);
  const run = randomInt(36 ** 3, 36 ** 4).toString(36);
  const chosen = ACTS.filter(({ number }) => acts.includes(number));
  const reports: ActReport[] = [];
  try {
    const prometheus = await greet(client, apiUrl, view);
    for (const act of chosen) {
      if (interruption.signal.aborted) break;
      reports.push(await playAct(act, { client, apiUrl, view, prometheus, run, signal: interruption.signal, worker: () => workerProcess(workerPid()) }));
    }
    const held = reports.length === chosen.length && reports.every((report) => report.held);
    if (json) screen.write(`${JSON.stringify({ run, held, acts: reports }, null, 2)}\n`);
    else view.say(`\n${summary(reports, view)}`);
    return interruption.signal.aborted ? 130 : held ? 0 : 1;
  } finally {
    view.settle();
    process.removeListener('SIGINT', interrupt);
    process.removeListener('SIGTERM', interrupt);
  }
}

/** Says who plays against what. Throws `unavailable` with one sentence when nothing answers. Returns the version of the Prometheus that is installed. */
async function greet(client: DemoClient, apiUrl: string, view: LiveView): Promise<string | undefined> {
  const { bold, faint, tone } = view.palette;
  await answers(apiUrl);
  const [{ status, degraded }, { name, subject, role, tenant }, prometheus] = await Promise.all([client.health(), client.whoAmI(), installedPrometheus()]);
  view.say(`${bold('Orchestrix')} ${apiUrl} ${tone(status === 'ok' ? 'good' : 'busy', status)}${degraded.length > 0 ? ` without ${degraded.join(', ')}` : ''}`);
  view.say(`  ${faint(`as ${name ?? subject}, ${role ?? 'no role'} of ${tenant?.name ?? 'no tenant'}`)}`);
  view.say(`  ${prometheus === undefined ? tone('busy', 'No Prometheus is installed: a stand-in evaluates the same rule and posts the same payload.') : faint(`with Prometheus ${prometheus}`)}`);
  return prometheus;
}

async function answers(apiUrl: string): Promise<void> {
  try {
    await fetch(`${apiUrl}/health/live`, { signal: AbortSignal.timeout(5000) });
  } catch {
    throw unavailable(`nothing answers at ${apiUrl}: run \`npm start\` in another terminal first`);
  }
}

function summary(reports: readonly ActReport[], { palette }: LiveView): string {
  const lines = reports.map(({ title, held, seconds, checks, problem }) => {
    const failed = checks.filter((check) => !check.held).map(({ claim }) => `not true: ${claim}`);
    return `${palette.tone(held ? 'good' : 'bad', held ? '✔' : '✘')} ${title}  ${palette.faint([`${seconds} s`, ...failed, ...(problem === undefined ? [] : [problem])].join('; '))}`;
  });
  return lines.join('\n');
}
