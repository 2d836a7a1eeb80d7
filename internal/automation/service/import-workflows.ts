import type { ErrorDetail } from '#pkg/apperror';
import type { Actor, Clock, IdGenerator, Json, JsonObject } from '#internal/kernel';
import { isObject } from '../domain/json-shape.ts';
import { unpacked } from '../domain/portable-definition.ts';
import { firstVersion, saveDraft, type WorkflowDraft, type WorkflowId } from '../domain/workflow.ts';
import { draftChanged, workflowChanged, workflowEvent } from '../domain/workflow-trail.ts';
import type { AutomationRepositories, AutomationUnitOfWork } from '../ports/automation-unit-of-work.ts';
import type { CheckDefinition } from './check-definition.ts';
import { faultsOf } from './get-workflow-draft.ts';

/** A document of an import, or why it could not be read. */
export type ImportedDocument = { readonly document: Json } | { readonly faults: readonly ErrorDetail[] };

/** What became of a document: `updated` means that it waits as the draft of the workflow that has its name. */
export interface ImportResult {
  readonly status: 'created' | 'updated' | 'unchanged' | 'refused';
  readonly name?: string;
  readonly workflowId?: WorkflowId;
  readonly faults: readonly ErrorDetail[];
}

export type ImportWorkflows = (actor: Actor, documents: readonly ImportedDocument[], existing: 'draft' | 'refuse') => Promise<readonly ImportResult[]>;

/**
 * Takes definitions in. Nothing that arrives runs before somebody has looked at it: a new workflow is disabled, and a definition for a
 * workflow that is there becomes its draft (`existing: 'draft'`) or is refused. Good documents are stored together, faulty ones are reported,
 * with JSON pointers into the document. Throws `conflict` when somebody takes a name at the same moment.
 */
export function importWorkflows(deps: { readonly work: AutomationUnitOfWork; readonly clock: Clock; readonly ids: IdGenerator; readonly checkDefinition: CheckDefinition }): ImportWorkflows {
  const { work, clock, ids, checkDefinition } = deps;
  return async (actor, documents, existing) => {
    const judged: Judged[] = [];
    for (const document of documents) judged.push(await judge(actor, document, judged));

    return work.run(actor, async (store) => {
      const results: ImportResult[] = [];
      for (const one of judged) results.push('draft' in one ? await take(actor, one.draft, store) : { status: 'refused', ...one });
      return results;
    });

    type Store = Parameters<Parameters<typeof work.run>[1]>[0];
    async function take(by: Actor, draft: WorkflowDraft, store: Store): Promise<ImportResult> {
      const { workflows, audit, outbox } = store;
      const { name } = draft;
      const known = await workflows.findByName(name);
      if (known) return update(by, known, draft, store);
      const { workflow, version } = firstVersion(ids.next() as WorkflowId, draft, by, clock.now(), false);
      await workflows.add(workflow, version);
      audit.record(workflowChanged('created', undefined, workflow));
      outbox.publish(workflowEvent('created', workflow, version.definition), workflowEvent('published', workflow, version.definition));
      return { status: 'created', name, workflowId: workflow.id, faults: [] };
    }

    async function update(by: Actor, known: NonNullable<Awaited<ReturnType<AutomationRepositories['workflows']['findByName']>>>, draft: WorkflowDraft, { workflows, audit }: Store): Promise<ImportResult> {
      const about = { name: draft.name, workflowId: known.id };
      const written = await workflows.findDraft(known.id);
      if (same(written ?? known, draft)) return { status: 'unchanged', ...about, faults: [] };
      if (existing === 'refuse') return { status: 'refused', ...about, faults: fault('/document/name', 'is the name of another workflow') };
      if (written) return { status: 'refused', ...about, faults: fault('', 'would replace the draft of the workflow of this name: publish it or throw it away first') };
      const saved = saveDraft(known, undefined, draft, by, clock.now());
      await workflows.putDraft(saved);
      audit.record(draftChanged('draft_saved', undefined, saved, known));
      return { status: 'updated', ...about, faults: [] };
    }
  };

  async function judge(actor: Actor, one: ImportedDocument, before: readonly Judged[]): Promise<Judged> {
    if ('faults' in one) return one;
    if (!isObject(one.document)) return { faults: fault('', 'is not an object') };
    const draft = unpacked(one.document);
    const faults = (await faultsOf(() => checkDefinition(actor, draft?.definition ?? (one.document as JsonObject)))).map(({ field, reason }) => ({ field: field.replace(/^\/definition/, ''), reason }));
    if (faults.length > 0) return { ...(draft && { name: draft.name }), faults };
    if (!draft) return { faults: fault('/document/metadata/orchestrix', 'holds no name and description that a workflow could have') };
    if (before.some((other) => 'draft' in other && other.draft.name === draft.name)) return { name: draft.name, faults: fault('/document/name', 'is the name of an earlier document of this import') };
    return { draft };
  }
}

type Judged = { readonly draft: WorkflowDraft } | { readonly name?: string; readonly faults: readonly ErrorDetail[] };

const fault = (field: string, reason: string): readonly ErrorDetail[] => [{ field, reason }];

const same = ({ description, definition }: { readonly description: string; readonly definition?: JsonObject }, draft: WorkflowDraft): boolean =>
  description === draft.description && JSON.stringify(definition) === JSON.stringify(draft.definition);
