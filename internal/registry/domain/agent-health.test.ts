import { missedHeartbeats, verdictOf, type Verdict } from './agent-health.ts';
import type { AgentStatus } from './agent.ts';

const noon = new Date('2026-03-01T12:00:00.000Z');
const at = (seconds: number): Date => new Date(noon.getTime() + seconds * 1000);
const longAgo = at(-86_400);

test.each<[silentSeconds: number, status: AgentStatus, verdict: Verdict]>([
  [0, 'healthy', 'healthy'],
  [44, 'healthy', 'healthy'],
  [45, 'healthy', 'degraded'],
  [104, 'degraded', 'degraded'],
  [105, 'degraded', 'unhealthy'],
  [314, 'unhealthy', 'unhealthy'],
  [315, 'unhealthy', 'removed'],
  [315, 'healthy', 'removed'],
  [50, 'unhealthy', 'unhealthy'],
])('after %d seconds of silence a %s agent is %s', (silentSeconds, status, verdict) => {
  expect(verdictOf({ lastHeartbeatAt: noon, status }, { now: at(silentSeconds), listeningSince: longAgo })).toBe(verdict);
});

test('silence counts only from when heartbeats could arrive again: our outage is nobody\'s fault', () => {
  const times = { now: at(3600), listeningSince: at(3500) };
  expect(missedHeartbeats({ lastHeartbeatAt: noon }, times)).toBe(2);
  expect(missedHeartbeats({ lastHeartbeatAt: noon }, { ...times, listeningSince: at(3600) })).toBe(0);
});

test('a clock that runs behind misses nothing', () => {
  expect(missedHeartbeats({ lastHeartbeatAt: noon }, { now: at(-100), listeningSince: longAgo })).toBe(0);
});
