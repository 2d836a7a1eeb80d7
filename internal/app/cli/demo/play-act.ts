import { AppError, unavailable } from '#pkg/apperror';
import { openStage, type StageOrder } from './act-stage.ts';
import { clipped } from './act-frame.ts';
import type { ActSnapshot } from './act-snapshot.ts';
import { auditLines, auditTrailHolds } from './audit-lines.ts';
import { ledgerLines } from './ledger-lines.ts';
import { performanceOn, type DemoAct } from './demo-act.ts';
import type { DemoClient } from './demo-client.ts';
import { actStory, type ActReport } from './demo-report.ts';
import type { Check } from './effect-checks.ts';
import type { LiveView } from './live-view.ts';
import type { WorkerProcess } from './worker-process.ts';

export interface ActOrder extends Omit<StageOrder, 'act' | 'restartMs'> {
  readonly signal: AbortSignal;
  readonly worker?: () => WorkerProcess | undefined;
}

/** Plays one act from an empty stage to a clean one. Never throws: what went wrong stands in the report. */
export async function playAct(act: DemoAct, { signal, worker, ...order }: ActOrder): Promise<ActReport> {
  const { view, client } = order;
  const { palette } = view;
  const began = Date.now();
  const report = (rest: Pick<ActReport, 'checks' | 'held'> & Partial<ActReport>): ActReport => ({ act: act.number, title: act.title, seconds: Math.round((Date.now() - began) / 100) / 10, ...rest });

  view.say();
  view.say(palette.bold(act.title));
  view.say(`  ${palette.faint(act.plan)}`);
  view.say();
  let close: (() => Promise<readonly string[]>) | undefined;
  try {
    if (act.killsWorker && !worker?.()) throw unavailable('this act kills the worker, and no worker is known here: it needs a stack that `npm start` runs on this machine');
    const stage = await openStage({ ...order, act: act.number, restartMs: act.restartMs });
    close = stage.close;
    view.say();
    const { end, checks: played } = await act.play(performanceOn({ ...stage, ...(act.killsWorker && worker && { worker }) }, view, signal));
    view.settle();
    const effects = stage.service.effects();
    sayLedger(view, `${stage.service.url}/effects`, ledgerLines(effects, view.palette));
    const checks = [...played, await auditCheck(client, view, end, act.number === 1)];
    for (const check of checks) view.say(checkLine(check, view));
    return report({ held: checks.every(({ held }) => held), checks, alertSource: stage.source.title, story: actStory(end, effects) });
  } catch (error) {
    view.settle();
    const problem = signal.aborted ? 'interrupted' : describe(error);
    view.say(`  ${palette.tone('bad', `✘ ${problem}`)}`);
    if (close) view.say(`  ${palette.faint('cleaning up …')}`);
    return report({ held: false, checks: [], problem });
  } finally {
    for (const left of (await close?.()) ?? []) view.say(`  ${palette.tone('busy', `! not cleaned up: ${left}`)}`);
  }
}

function sayLedger(view: LiveView, url: string, lines: readonly string[]): void {
  view.say();
  view.say(`  ${view.palette.bold('What really happened')} ${view.palette.faint(`according to the service, ${url}`)}`);
  for (const line of lines) view.say(clipped(line, view.width));
}

/** Asks the audit log what it has of the act, and whether its chain is whole. */
async function auditCheck(client: DemoClient, view: LiveView, end: ActSnapshot, shown: boolean): Promise<Check> {
  const correlationId = end.remediation?.correlation_id;
  const entries = correlationId === undefined ? [] : await client.auditTrail(correlationId);
  if (shown) {
    view.say();
    view.say(`  ${view.palette.bold('Audit trail')} ${view.palette.faint(`of correlation id ${correlationId ?? 'unknown'}`)}`);
    for (const line of auditLines(entries, view.palette)) view.say(clipped(line, view.width));
  }
  view.say();
  return auditTrailHolds(end, entries, await client.verifyAuditTrail());
}

const checkLine = ({ claim, held, evidence }: Check, { palette }: LiveView): string =>
  `  ${palette.tone(held ? 'good' : 'bad', held ? '✔' : '✘')} ${claim}  ${palette.faint(evidence)}`;

const describe = (error: unknown): string => (error instanceof AppError ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error));
