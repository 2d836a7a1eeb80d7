import { AppError } from '#pkg/apperror';
import type { Actor, Clock, JsonObject } from '#internal/kernel';
import { analysisOf } from '../domain/check-plan.ts';
import type { PlanDocument } from '../domain/plan-document.ts';
import { policyInput, type Resources } from '../domain/policy-question.ts';
import { denialsIn } from '../domain/rego-policy.ts';
import type { AgentDirectory } from '../ports/agent-directory.ts';
import type { OrchestrationUnitOfWork } from '../ports/orchestration-unit-of-work.ts';
import type { PolicyDecision } from '../ports/policy-decision.ts';
import type { PolicyEngine, PolicyModule } from '../ports/policy-engine.ts';

/** A module and the policy it belongs to. */
export interface NamedModule extends PolicyModule {
  readonly name: string;
}

/** Why a policy denies. */
export interface Denial {
  readonly policy: string;
  readonly reason: string;
}

interface DecideDeps {
  readonly work: OrchestrationUnitOfWork;
  readonly clock: Clock;
  readonly engine: PolicyEngine;
  readonly agents: AgentDirectory;
  /** Holds for tenants that have no policy of their own. */
  readonly defaultPolicy: NamedModule;
}

/** Kinds of capabilities that agents are counted for; of a plan with more, the rest is not counted. */
const MOST_KINDS = 50;
const MOST_AGENTS = 100;

/** Asks every policy of the tenant, as it is stored at this moment. */
export function decidePlan(deps: DecideDeps): PolicyDecision {
  return {
    async permit(actor, stage, document, deadline) {
      const { modules, openPlans } = await deps.work.read(actor, async ({ plans, policies }) => ({ modules: await policies.all(), openPlans: await plans.countOpen() }));
      const named = modules.map(({ name, wasmSha256 }): NamedModule => ({ name, sha256: wasmSha256, load: () => deps.work.read(actor, ({ policies }) => policies.wasm(name)) }));
      const resources = { openPlans, agents: await agentsFor(deps.agents, actor, document) };
      const input = policyInput(stage, actor, document, deadline, analysisOf(document.tasks), resources, deps.clock.now());
      const denials = await denialsOf(deps.engine, named.length > 0 ? named : [deps.defaultPolicy], input);
      if (denials.length === 0) return;
      throw new AppError('forbidden', `the plan may not run: ${denials.map(({ reason }) => reason).join('; ')}`, {
        details: denials.map(({ policy, reason }) => ({ field: `policy/${policy}`, reason })),
      });
    },
  };
}

/** What all of these policies have against it. One that cannot be evaluated denies. */
export async function denialsOf(engine: PolicyEngine, modules: readonly NamedModule[], input: JsonObject): Promise<readonly Denial[]> {
  const denials: Denial[] = [];
  for (const module of modules) {
    const reasons = await engine.evaluate(module, input).then(denialsIn, (error: unknown) => {
      if (error instanceof AppError && error.code === 'invalid') return [error.message];
      throw error;
    });
    denials.push(...reasons.map((reason) => ({ policy: module.name, reason })));
  }
  return denials;
}

async function agentsFor(agents: AgentDirectory, actor: Actor, { tasks }: PlanDocument): Promise<Resources['agents']> {
  const kinds = new Map(tasks.map(({ requiredCapabilities }) => [requiredCapabilities.toSorted().join(','), requiredCapabilities]));
  const counts: Record<string, number> = {};
  for (const [kind, capabilities] of [...kinds].slice(0, MOST_KINDS)) counts[kind] = (await agents.discover(actor, capabilities, MOST_AGENTS)).length;
  return counts;
}
