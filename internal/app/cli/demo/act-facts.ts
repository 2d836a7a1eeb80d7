import type { ActSnapshot } from './act-snapshot.ts';

export type Tone = 'good' | 'bad' | 'busy' | 'idle';

/** One line about one subject. A change of `state` is news; `detail` is for those who look anyway. */
export interface Fact {
  readonly subject: string;
  readonly state: string;
  readonly tone: Tone;
  readonly detail?: string;
  readonly link?: string;
}

/** What a snapshot tells, from the sick service to the workflow that repairs it. */
export function factsOf(snapshot: ActSnapshot): readonly Fact[] {
  return [serviceFact(snapshot), sourceFact(snapshot), ...alertFact(snapshot), ...remediationFacts(snapshot), ...executionFact(snapshot), ...workerFact(snapshot)];
}

function serviceFact({ service }: ActSnapshot): Fact {
  const { instance, up, workers, stuckWorkers, traffic, draining, requests, failedRequests } = service;
  const state = [
    up ? (stuckWorkers > 0 ? 'workers hang' : 'healthy') : 'restarting',
    ...(traffic === 'standby' ? ['traffic on standby'] : []),
    ...(draining ? ['drained'] : []),
  ].join(' · ');
  const tone = !up ? 'busy' : stuckWorkers > 0 ? 'bad' : 'good';
  return { subject: instance, state, tone, detail: `${stuckWorkers} of ${workers} workers stuck, ${failedRequests} of ${requests} checkouts failed` };
}

const sourceFact = ({ source: { title, state, url } }: ActSnapshot): Fact => ({
  subject: title, state, tone: state === 'firing' ? 'bad' : state === 'inactive' ? 'idle' : 'busy', ...(url !== undefined && { link: url }),
});

function alertFact({ alert }: ActSnapshot): readonly Fact[] {
  if (!alert) return [];
  const tone = alert.status === 'resolved' ? 'good' : alert.status === 'pending' || alert.status === 'acknowledged' ? 'busy' : 'bad';
  const why = alert.resolution === null ? alert.escalation_reason : `by ${alert.resolution}`;
  const detail = [alert.name, alert.severity, ...(why === null ? [] : [why])].join(', ');
  return [{ subject: 'alert', state: alert.status, tone, detail }];
}

function remediationFacts({ remediation }: ActSnapshot): readonly Fact[] {
  if (!remediation) return [];
  const { status, mode, policy_name: policy, target, reason } = remediation;
  const tone = status === 'verified' ? 'good' : ['running', 'awaiting_approval', 'suggested'].includes(status) ? 'busy' : 'bad';
  return [
    { subject: 'policy', state: policy, tone: 'idle', detail: `mode ${mode}` },
    { subject: 'remediation', state: status, tone, detail: [`target ${target ?? 'unknown'}`, ...(reason === null ? [] : [reason])].join(', ') },
  ];
}

function executionFact({ execution }: ActSnapshot): readonly Fact[] {
  if (!execution) return [];
  const { status, outcome, workflow_name: name, workflow_version: version, temporal } = execution;
  const tone = status === 'completed' ? 'good' : ['pending', 'running', 'compensating'].includes(status) ? 'busy' : 'bad';
  const state = outcome === null ? status : `${status}, ${outcome}`;
  return [{ subject: 'workflow', state, tone, detail: `${name} v${version}`, ...(temporal.web_url !== null && { link: temporal.web_url }) }];
}

const workerFact = ({ worker }: ActSnapshot): readonly Fact[] =>
  worker ? [{ subject: 'worker', state: worker.alive ? `process ${worker.pid} runs` : `process ${worker.pid} is gone`, tone: worker.alive ? 'good' : 'bad' }] : [];
