import type { Actor } from '#internal/kernel';
import { NO_PROGRESS } from '../domain/rule-group-progress.ts';
import type { EvaluatedGroupView } from '../domain/rule-view.ts';
import type { AlertingUnitOfWork } from '../ports/alerting-unit-of-work.ts';

/** All groups of the tenant by namespace and name, with what is known of their evaluation. */
export type ViewRuleGroups = (actor: Actor) => Promise<readonly EvaluatedGroupView[]>;

const AT_ONCE = 200;

export const viewRuleGroups = ({ work }: { readonly work: AlertingUnitOfWork }): ViewRuleGroups => (actor) =>
  work.read(actor, async ({ groups }) => {
    const views: EvaluatedGroupView[] = [];
    let after: readonly string[] | undefined;
    do {
      const { items, next } = await groups.list({}, { limit: AT_ONCE, ...(after && { after }) });
      const ids = items.map(({ id }) => id);
      const [progress, states] = [await groups.progress(ids), await groups.states(ids)];
      views.push(...items.map((group) => ({ group, progress: progress.get(group.id) ?? NO_PROGRESS, saved: states.get(group.id) })));
      after = next;
    } while (after);
    return views;
  });
