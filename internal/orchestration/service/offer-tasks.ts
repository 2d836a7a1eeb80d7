import type { Actor } from '#internal/kernel';
import { allocateAgents, allocationReason, RESERVED_FOR_MS } from '../domain/allocate-agents.ts';
import { offerOrder } from '../domain/offer-order.ts';
import { readySince, readyTasks } from '../domain/plan-progress.ts';
import type { PlanTask } from '../domain/plan-task.ts';
import type { AgentDirectory, CapableAgent } from '../ports/agent-directory.ts';
import type { DurationPredictor } from '../ports/duration-predictor.ts';
import type { PlanTicketOffer, PlanTickets } from '../ports/plan-tickets.ts';
import type { PlanInHand } from './plan-in-hand.ts';

interface OfferDeps {
  readonly tickets: PlanTickets;
  readonly agents: AgentDirectory;
  readonly predictor: DurationPredictor;
}

/** Agents that are considered for the tasks with the same capabilities. */
const MOST_CANDIDATES = 50;

/** What was offered, and for how many of it a slot of an agent is reserved. */
export interface Offered {
  readonly tickets: number;
  readonly allocated: number;
}

/** Offers the tasks that are ready, the most urgent first, as many as the plan may have in flight, each with a slot of the agent that fits best as far as there are free ones. */
export async function offerTasks({ tickets, agents, predictor }: OfferDeps, actor: Actor, inHand: PlanInHand, now: Date): Promise<Offered> {
  const { plan, byId, tasks } = inHand;
  const room = plan.maxParallel - tasks.filter(({ status }) => status === 'offered').length;
  const ready = room > 0 ? readyTasks(tasks) : [];
  if (ready.length === 0) return { tickets: 0, allocated: 0 };

  const predicted = await predictor.predict(actor, [...new Set(ready.map(({ taskType }) => taskType))]);
  const offerable = ready.map((task) => ({
    ...task,
    riskBand: plan.riskBand,
    predictedMs: Math.round(predicted[task.taskType] ?? task.estimatedDurationMs),
    readySince: readySince(task, byId, plan.startedAt ?? plan.createdAt),
  }));
  const offers = offerOrder(offerable, now).slice(0, room);
  const candidates = await discovered(agents, actor, offers.map(({ task }) => task));
  const allocated = allocateAgents(offers.map(({ task }) => ({ taskId: task.taskId, candidates: candidates.get(keyOf(task)) ?? [] })));

  const until = new Date(now.getTime() + RESERVED_FOR_MS);
  const wanted = offers.flatMap(({ task: { taskId, ticketId } }) => {
    const chosen = allocated.get(taskId);
    return chosen && ticketId !== undefined ? [{ agentId: chosen.agentId, ticketId }] : [];
  });
  const reserved = await agents.reserve(actor, wanted, until);

  const offered: PlanTicketOffer[] = [];
  for (const { task: { taskId }, reason } of offers) {
    const task = byId.get(taskId);
    if (task?.ticketId === undefined) continue;
    const chosen = reserved.has(task.ticketId) ? allocated.get(taskId) : undefined;
    const scheduleReason = `${reason}; ${allocationReason(chosen, until)}`;
    inHand.put({ ...task, status: 'offered', offeredAt: now, scheduleReason, ...(chosen && { agentId: chosen.agentId, reservedFor: chosen.agentId, reservedUntil: until }) });
    offered.push({ ticketId: task.ticketId, reason: scheduleReason, ...(chosen && { reservation: { agentId: chosen.agentId, until } }) });
  }
  await tickets.offer(actor, offered);
  return { tickets: offered.length, allocated: reserved.size };
}

const keyOf = ({ requiredCapabilities }: Pick<PlanTask, 'requiredCapabilities'>): string => JSON.stringify(requiredCapabilities.toSorted());

async function discovered(agents: AgentDirectory, actor: Actor, tasks: readonly Pick<PlanTask, 'requiredCapabilities'>[]): Promise<ReadonlyMap<string, readonly CapableAgent[]>> {
  const found = new Map<string, readonly CapableAgent[]>();
  for (const task of tasks) {
    const key = keyOf(task);
    if (!found.has(key)) found.set(key, await agents.discover(actor, task.requiredCapabilities, MOST_CANDIDATES));
  }
  return found;
}
