import type { Selectable, Transaction } from 'kysely';
import { newestFirst, type TablesOf } from '#internal/db';
import { byCreation, type JsonObject, type Page, pageOf, type PageRequest, type TenantId } from '#internal/kernel';
import { conflict, notFound } from '#pkg/apperror';
import { violates } from '#pkg/database';
import type { SavedDraft, Workflow, WorkflowFilter, WorkflowId, WorkflowVersion, WorkflowVersionSummary, WorkflowWithDefinition } from '../domain/workflow.ts';
import type { WorkflowRepository } from '../ports/workflow-repository.ts';

type Tables = TablesOf<'automation'>;
type Row = Omit<Selectable<Tables['automation.workflows']>, 'archived'>;
type VersionRow = Omit<Selectable<Tables['automation.workflowVersions']>, 'documentNamespace' | 'documentName' | 'documentVersion'>;

const columns = ['id', 'tenantId', 'name', 'description', 'version', 'enabled', 'createdAt', 'createdBy', 'updatedAt', 'updatedBy', 'archivedAt'] as const;
const versionColumns = ['tenantId', 'workflowId', 'version', 'name', 'description', 'createdAt', 'createdBy'] as const;

export class PostgresWorkflowRepository implements WorkflowRepository {
  constructor(
    private readonly trx: Transaction<Tables>,
    private readonly tenantId: TenantId,
  ) {}

  async add(workflow: Workflow, version?: WorkflowVersion): Promise<void> {
    await refusingTakenNames(this.trx.insertInto('automation.workflows').values(workflow).execute());
    if (version) await this.addVersion(version);
  }

  async get(id: WorkflowId): Promise<WorkflowWithDefinition> {
    const row = await this.withDefinition().where('w.id', '=', id).executeTakeFirst();
    if (!row) throw notFound('workflow', id);
    return toWorkflowWithDefinition(row);
  }

  async findByName(name: string): Promise<WorkflowWithDefinition | undefined> {
    const row = await this.withDefinition().where('w.name', '=', name).where('w.archivedAt', 'is', null).executeTakeFirst();
    return row && toWorkflowWithDefinition(row);
  }

  async getVersion(id: WorkflowId, version: number): Promise<WorkflowVersion> {
    const row = await this.versions(id).select(versionColumns).select('definition').where('version', '=', version).executeTakeFirst();
    if (!row) throw notFound('workflow version', id);
    return toVersion(row);
  }

  async findByDocument({ namespace, name, version }: { readonly namespace: string; readonly name: string; readonly version: string }) {
    const named = this.trx
      .selectFrom('automation.workflowVersions as v')
      .innerJoin('automation.workflows as w', (join) => join.onRef('w.tenantId', '=', 'v.tenantId').onRef('w.id', '=', 'v.workflowId'))
      .select(['v.workflowId', 'v.version'])
      .distinctOn('v.workflowId')
      .where('v.tenantId', '=', this.tenantId)
      .where('w.archivedAt', 'is', null)
      .where('v.documentNamespace', '=', namespace)
      .where('v.documentName', '=', name);
    const wanted = version === 'latest' ? named.whereRef('v.version', '=', 'w.version') : named.where('v.documentVersion', '=', version);
    const rows = await wanted.orderBy('v.workflowId').orderBy('v.version', 'desc').limit(2).execute();
    return rows.map(({ workflowId, version: number }) => ({ workflowId: workflowId as WorkflowId, version: number }));
  }

  async list({ archived }: WorkflowFilter, page: PageRequest): Promise<Page<Workflow>> {
    const query = this.trx.selectFrom('automation.workflows').select(columns).where('tenantId', '=', this.tenantId).where('archived', '=', archived);
    const rows = await newestFirst(query, page).execute();
    return pageOf(rows.map(toWorkflow), page.limit, byCreation);
  }

  async listVersions(id: WorkflowId, { limit, after }: PageRequest): Promise<Page<WorkflowVersionSummary>> {
    let query = this.versions(id).select(versionColumns);
    if (after) query = query.where('version', '<', Number(after[0]));
    const rows = await query.orderBy('version', 'desc').limit(limit + 1).execute();
    return pageOf(rows.map(toVersionSummary), limit, ({ version }) => [String(version)]);
  }

  async saveVersion(workflow: Workflow, version: WorkflowVersion): Promise<void> {
    const { id, name, description, updatedAt, updatedBy } = workflow;
    const update = this.trx.updateTable('automation.workflows').set({ name, description, version: workflow.version, updatedAt, updatedBy });
    const saved = await refusingTakenNames(
      update.where('tenantId', '=', this.tenantId).where('id', '=', id).where('version', '=', workflow.version - 1).executeTakeFirstOrThrow(),
    );
    if (saved.numUpdatedRows === 0n) throw changedMeanwhile(id);
    await this.addVersion(version);
  }

  async saveState({ id, version, enabled, archivedAt, updatedAt, updatedBy }: Workflow): Promise<void> {
    const update = this.trx.updateTable('automation.workflows').set({ enabled, archivedAt: archivedAt ?? null, updatedAt, updatedBy });
    const saved = await update.where('tenantId', '=', this.tenantId).where('id', '=', id).where('version', '=', version).executeTakeFirstOrThrow();
    if (saved.numUpdatedRows === 0n) throw changedMeanwhile(id);
  }

  async findDraft(id: WorkflowId): Promise<SavedDraft | undefined> {
    const row = await this.trx.selectFrom('automation.workflowDrafts').selectAll().where('tenantId', '=', this.tenantId).where('workflowId', '=', id).executeTakeFirst();
    return row && { ...row, tenantId: row.tenantId as TenantId, workflowId: row.workflowId as WorkflowId, definition: row.definition as JsonObject };
  }

  async putDraft({ tenantId, workflowId, revision, definition, ...draft }: SavedDraft): Promise<void> {
    const row = { ...draft, revision, definition: JSON.stringify(definition) };
    const update = this.trx.updateTable('automation.workflowDrafts').set(row);
    const saved = revision === 1
      ? await this.trx.insertInto('automation.workflowDrafts').values({ ...row, tenantId, workflowId }).onConflict((on) => on.doNothing()).executeTakeFirstOrThrow()
      : await update.where('tenantId', '=', this.tenantId).where('workflowId', '=', workflowId).where('revision', '=', revision - 1).executeTakeFirstOrThrow();
    const changed = 'numUpdatedRows' in saved ? saved.numUpdatedRows : saved.numInsertedOrUpdatedRows;
    if (changed !== 1n) throw draftChangedMeanwhile(workflowId);
  }

  async removeDraft({ workflowId, revision }: SavedDraft): Promise<void> {
    const removal = this.trx.deleteFrom('automation.workflowDrafts').where('tenantId', '=', this.tenantId).where('workflowId', '=', workflowId);
    const removed = await removal.where('revision', '=', revision).executeTakeFirstOrThrow();
    if (removed.numDeletedRows === 0n) throw draftChangedMeanwhile(workflowId);
  }

  private withDefinition() {
    return this.trx
      .selectFrom('automation.workflows as w')
      .leftJoin('automation.workflowVersions as v', (join) => join.onRef('v.tenantId', '=', 'w.tenantId').onRef('v.workflowId', '=', 'w.id').onRef('v.version', '=', 'w.version'))
      .select(columns.map((column) => `w.${column}` as const))
      .select('v.definition')
      .where('w.tenantId', '=', this.tenantId);
  }

  private async addVersion(version: WorkflowVersion): Promise<void> {
    await this.trx.insertInto('automation.workflowVersions').values({ ...version, definition: JSON.stringify(version.definition) }).execute();
  }

  private versions(id: WorkflowId) {
    return this.trx.selectFrom('automation.workflowVersions').where('tenantId', '=', this.tenantId).where('workflowId', '=', id);
  }
}

const changedMeanwhile = (id: WorkflowId) => conflict(`workflow ${id} changed since it was read`);
const draftChangedMeanwhile = (id: WorkflowId) => conflict(`the draft of workflow ${id} changed since it was read`);

async function refusingTakenNames<Result>(statement: Promise<Result>): Promise<Result> {
  try {
    return await statement;
  } catch (error) {
    if (violates(error, 'workflows_name_unique')) throw conflict('another workflow has this name');
    throw error;
  }
}

const toWorkflow = ({ archivedAt, ...row }: Row): Workflow => ({
  ...row,
  id: row.id as WorkflowId,
  tenantId: row.tenantId as TenantId,
  ...(archivedAt && { archivedAt }),
});

const toWorkflowWithDefinition = ({ definition, ...row }: Row & { readonly definition: unknown }): WorkflowWithDefinition => ({
  ...toWorkflow(row),
  ...(definition !== null && { definition: definition as JsonObject }), // an object, says a constraint of the table
});

const toVersionSummary = (row: Omit<VersionRow, 'definition'>): WorkflowVersionSummary => ({
  ...row,
  tenantId: row.tenantId as TenantId,
  workflowId: row.workflowId as WorkflowId,
});

const toVersion = ({ definition, ...row }: VersionRow): WorkflowVersion => ({
  ...toVersionSummary(row),
  definition: definition as JsonObject, // a constraint of the table
});
