import { AppError } from '#pkg/apperror';
import { openStage, type StageOrder } from './act-stage.ts';
import { auditLines } from './audit-lines.ts';
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
    const stage = await openStage({ ...order, act: act.number, restartMs: act.restartMs });
    close = stage.close;
    view.say();
    const { end, checks: played } = await act.play(performanceOn({ ...stage, ...(act.number === 3 && worker && { worker }) }, view, signal));
    view.settle();
    const checks = [...played, await auditCheck(client, view, end.remediation?.correlation_id, act.number === 1)];
    for (const check of checks) view.say(checkLine(check, view));
    return report({ held: checks.every(({ held }) => held), checks, alertSource: stage.source.title, story: actStory(end, stage.service.effects()) });
  } catch (error) {
    view.settle();
    const problem = signal.aborted ? 'interrupted' : describe(error);
    view.say(`  ${palette.tone('bad', `✘ ${problem}`)}`);
    return report({ held: false, checks: [], problem });
  } finally {
    for (const left of (await close?.()) ?? []) view.say(`  ${palette.tone('busy', `! not cleaned up: ${left}`)}`);
  }
}

/** Asks the audit log what it has of the act, and whether its chain is whole. */
async function auditCheck(client: DemoClient, view: LiveView, correlationId: string | undefined, shown: boolean): Promise<Check> {
  const entries = correlationId === undefined ? [] : await client.auditTrail(correlationId);
  if (shown) {
    view.say();
    view.say(`  ${view.palette.bold('Audit trail')} ${view.palette.faint(`of correlation id ${correlationId ?? 'unknown'}`)}`);
    for (const line of auditLines(entries, view.palette)) view.say(line);
  }
  view.say();
  const { intact, verified_entries: verified, first_broken: broken } = await client.verifyAuditTrail();
  return {
    claim: 'the audit trail tells it all and its hash chain is intact',
    held: intact && entries.length > 0,
    evidence: intact ? `${entries.length} entries of this act, ${verified} of the tenant verified` : `broken at entry ${broken?.seq ?? 'unknown'}: ${broken?.reason ?? 'unknown'}`,
  };
}

const checkLine = ({ claim, held, evidence }: Check, { palette }: LiveView): string =>
  `  ${palette.tone(held ? 'good' : 'bad', held ? '✔' : '✘')} ${claim}  ${palette.faint(evidence)}`;

const describe = (error: unknown): string => (error instanceof AppError ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error));
