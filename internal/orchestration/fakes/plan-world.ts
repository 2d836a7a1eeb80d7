import { createHash } from 'node:crypto';
import type { Actor, Json } from '#internal/kernel';
import { canonicalJson } from '#pkg/hash-chain';
import type { Plan, PlanId } from '../domain/plan.ts';
import type { PlanDocument } from '../domain/plan-document.ts';
import type { CapableAgent } from '../ports/agent-directory.ts';
import type { PolicyDecision } from '../ports/policy-decision.ts';
import { advancePlan } from '../service/advance-plan.ts';
import { openPlanTickets } from '../service/open-plan-tickets.ts';
import { replanPlan } from '../service/replan-plan.ts';
import { submitPlan } from '../service/submit-plan.ts';
import { InMemoryOrchestration } from './in-memory-orchestration.ts';
import { LedgerOfPlans } from './ledger-of-plans.ts';
import { noon, planner } from './plan-samples.ts';

export const digest = (value: Json): string => createHash('sha256').update(canonicalJson(value)).digest('hex');

/** Flow C in memory: the use cases, their store and the ledger, with a clock that is moved by hand. */
export class PlanWorld {
  now = noon;
  readonly clock = { now: (): Date => this.now };
  readonly work = new InMemoryOrchestration();
  readonly ledger = new LedgerOfPlans(this.clock);
  readonly ana: Actor;
  agents: readonly CapableAgent[] = [];
  /** Agents whose slots somebody else takes between our look and our reservation. */
  readonly busy = new Set<string>();
  /** Throws to keep plans from running. */
  permit: PolicyDecision['permit'] = async () => undefined;
  #ids = 0;
  readonly submit;
  readonly replan;
  readonly openTickets;
  readonly advance;

  constructor(ana: Actor = planner()) {
    this.ana = ana;
    const { work, clock, ledger: tickets } = this;
    this.submit = submitPlan({ work, clock, ids: { next: () => `00000000-0000-7000-8000-${String((this.#ids += 1)).padStart(12, '0')}` }, digest, policy: { permit: (...question) => this.permit(...question) } });
    this.replan = replanPlan({ work, clock, tickets, digest, policy: { permit: (...question) => this.permit(...question) } });
    this.openTickets = openPlanTickets({ work, clock, tickets });
    this.advance = advancePlan({
      work, clock, tickets, digest,
      agents: { discover: async () => this.agents, reserve: async (_, wanted) => new Set(wanted.filter(({ agentId }) => !this.busy.has(agentId)).map(({ ticketId }) => ticketId)) },
      predictor: { predict: async () => ({}) },
    });
  }

  pass(milliseconds: number): void {
    this.now = new Date(this.now.getTime() + milliseconds);
  }

  /** Submits a plan, opens its tickets and offers the first. */
  async start(document: PlanDocument): Promise<PlanId> {
    const { id } = await this.submit(this.ana, { document });
    await this.openTickets(this.ana, { planId: id, limit: 1000 });
    await this.advance(this.ana, { planId: id });
    return id;
  }

  /** An agent ends the ticket of a task, and the plan hears of it. */
  async ends(planId: PlanId, taskId: string, status: 'completed' | 'failed' = 'completed') {
    return this.advance(this.ana, { planId, news: [this.ledger.finish(taskId, status)] });
  }

  plan(id: PlanId): Promise<Plan> {
    return this.work.read(this.ana, ({ plans }) => plans.get(id));
  }

  /** `<task> <status>[ undo <status>]` of each task. */
  async story(id: PlanId): Promise<readonly string[]> {
    const tasks = await this.work.read(this.ana, ({ plans }) => plans.tasks(id));
    return tasks.map(({ taskId, status, compensationStatus }) => `${taskId} ${status}${compensationStatus ? ` undo ${compensationStatus}` : ''}`);
  }

  get published(): readonly string[] {
    return this.work.events.map(({ type, data }) => (type === 'orchestration.plan.step' ? `step ${data['step'] as string}` : type));
  }
}
