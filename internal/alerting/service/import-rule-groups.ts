import { invalid } from '#pkg/apperror';
import { type Actor, type Clock, type IdGenerator, later } from '#internal/kernel';
import { groupCreated, groupDeleted, groupUpdated } from '../domain/alert-rule-audit.ts';
import type { AlertRuleId } from '../domain/alert-rule-id.ts';
import { changeRuleGroup, isUnchanged, newRuleGroup, type RuleGroup, STANDALONE_NAMESPACE } from '../domain/metric-rule-group.ts';
import { placed, readRuleFile, withPolicies, writeRuleFile } from '../domain/rule-file.ts';
import type { RuleGroupId } from '../domain/rule-group-id.ts';
import type { AlertingUnitOfWork } from '../ports/alerting-unit-of-work.ts';
import { addGroup, removeGroup, saveGroup } from './store-rule-group.ts';

export interface RuleFileImport {
  readonly namespace: string;
  readonly text: string;
  /** Checks everything and changes nothing. */
  readonly isDryRun: boolean;
}

/** What an import did, or would do: names of groups. */
export interface ImportedGroups {
  readonly created: readonly string[];
  readonly updated: readonly string[];
  readonly deleted: readonly string[];
  readonly unchanged: readonly string[];
  readonly warnings: readonly string[];
}

export type ImportRuleGroups = (actor: Actor, file: RuleFileImport) => Promise<ImportedGroups>;
export type ExportRuleGroups = (actor: Actor, namespace: string) => Promise<string>;

interface Deps {
  readonly work: AlertingUnitOfWork;
  readonly clock: Clock;
  readonly ids: IdGenerator;
}

/** What happens to the groups of a namespace. */
interface Plan {
  readonly added: readonly RuleGroup[];
  readonly changed: readonly { readonly before: RuleGroup; readonly after: RuleGroup }[];
  readonly removed: readonly RuleGroup[];
  readonly kept: readonly RuleGroup[];
}

/**
 * Makes the groups of a namespace those of a Prometheus rule file, all at once. Rules that stay the same keep their alerts, and rules that stay (by kind,
 * name and labels) their policies. Throws `invalid` with the place of each fault, or `limit`.
 */
export function importRuleGroups({ work, clock, ids }: Deps): ImportRuleGroups {
  const nextRuleId = () => ids.next() as AlertRuleId;

  return (actor, { namespace, text, isDryRun }) => {
    if (namespace === STANDALONE_NAMESPACE) throw invalid('namespace', 'belongs to rules that were made one by one');
    const { groups: wanted, positions, warnings } = readRuleFile(text, namespace);

    function planOf(there: readonly RuleGroup[]): Plan {
      const now = clock.now();
      const names = new Set(wanted.map(({ name }) => name));
      const made = wanted.map((settings, index) => {
        const before = there.find(({ name }) => name === settings.name);
        try {
          if (!before) return { before, after: newRuleGroup(ids.next() as RuleGroupId, settings, false, { now, nextRuleId }) };
          return { before, after: changeRuleGroup(before, withPolicies(settings, before), { now: later(now, before.updatedAt), nextRuleId }) };
        } catch (error) {
          throw placed(error, index, positions);
        }
      });
      return {
        added: made.flatMap(({ before, after }) => (before ? [] : [after])),
        changed: made.flatMap(({ before, after }) => (before && !isUnchanged(before, after) ? [{ before, after }] : [])),
        removed: there.filter(({ name }) => !names.has(name)),
        kept: made.flatMap(({ before, after }) => (before && isUnchanged(before, after) ? [before] : [])),
      };
    }

    return work.run(actor, async (scope) => {
      const plan = planOf(await scope.groups.lockNamespace(namespace));
      if (!isDryRun) {
        for (const group of plan.removed) {
          await removeGroup(scope, actor, group, clock.now());
          scope.audit.record(groupDeleted(group));
        }
        for (const { before, after } of plan.changed) {
          await saveGroup(scope, actor, before, after);
          scope.audit.record(groupUpdated(before, after));
        }
        for (const group of plan.added) {
          await addGroup(scope, group);
          scope.audit.record(groupCreated(group));
        }
      }
      const names = (groups: readonly RuleGroup[]) => groups.map(({ name }) => name);
      return { created: names(plan.added), updated: names(plan.changed.map(({ after }) => after)), deleted: names(plan.removed), unchanged: names(plan.kept), warnings };
    });
  };
}

/** The groups of a namespace as a Prometheus rule file. */
export const exportRuleGroups = ({ work }: Pick<Deps, 'work'>): ExportRuleGroups => (actor, namespace) =>
  work.read(actor, async ({ groups }) => {
    const found: RuleGroup[] = [];
    let after: readonly string[] | undefined;
    do {
      const { items, next } = await groups.list({ namespace }, { limit: 200, ...(after && { after }) });
      found.push(...items);
      after = next;
    } while (after);
    return writeRuleFile(found);
  });
