import { randomUUID } from 'node:crypto';
import { archive, newWorkflow, nextVersion, saveDraft, setEnabled, type Workflow, type WorkflowId } from '../domain/workflow.ts';
import { anybody, draft, noon, storedWorkflow } from './automation.contract.ts';
import type { AutomationUnitOfWork } from './automation-unit-of-work.ts';

/** What every store of workflows promises. */
export function workflowRepositoryContract(name: string, open: () => AutomationUnitOfWork): void {
  describe(`${name} keeps workflows`, () => {
    test('a workflow comes back as it was stored, with its current definition', async () => {
      const [work, owner] = [open(), anybody()];
      const { workflow, version } = await storedWorkflow(work, owner);
      expect(await work.read(owner, ({ workflows }) => workflows.get(workflow.id))).toEqual({ ...workflow, definition: draft.definition });
      expect(await work.read(owner, ({ workflows }) => workflows.getVersion(workflow.id, 1))).toEqual(version);
    });

    test('a workflow of another tenant does not exist', async () => {
      const [work, owner, stranger] = [open(), anybody(), anybody()];
      const { workflow } = await storedWorkflow(work, owner);
      const hidden = { code: 'not_found' };
      await expect(work.read(stranger, ({ workflows }) => workflows.get(workflow.id))).rejects.toMatchObject(hidden);
      await expect(work.read(stranger, ({ workflows }) => workflows.getVersion(workflow.id, 1))).rejects.toMatchObject(hidden);
      expect((await work.read(stranger, ({ workflows }) => workflows.list({ archived: false }, { limit: 10 }))).items).toEqual([]);
      expect((await work.read(stranger, ({ workflows }) => workflows.listVersions(workflow.id, { limit: 10 }))).items).toEqual([]);
    });

    test('the next version becomes current and the one before stays readable', async () => {
      const [work, owner] = [open(), anybody()];
      const first = await storedWorkflow(work, owner);
      const second = nextVersion(first.workflow, { ...draft, name: 'renamed', definition: { do: [] } }, owner, noon);
      await work.run(owner, ({ workflows }) => workflows.saveVersion(second.workflow, second.version));
      expect(await work.read(owner, ({ workflows }) => workflows.get(first.workflow.id))).toEqual({ ...second.workflow, definition: { do: [] } });
      expect(await work.read(owner, ({ workflows }) => workflows.getVersion(first.workflow.id, 1))).toEqual(first.version);

      const page = await work.read(owner, ({ workflows }) => workflows.listVersions(first.workflow.id, { limit: 1 }));
      const { definition: _, ...latest } = second.version;
      const { definition: __, ...earliest } = first.version;
      expect(page).toEqual({ items: [latest], next: ['2'] });
      expect(await work.read(owner, ({ workflows }) => workflows.listVersions(first.workflow.id, { limit: 1, after: ['2'] }))).toEqual({ items: [earliest] });
    });

    test('of two who change the same version one is refused', async () => {
      const [work, owner] = [open(), anybody()];
      const { workflow } = await storedWorkflow(work, owner);
      const next = nextVersion(workflow, draft, owner, noon);
      await work.run(owner, ({ workflows }) => workflows.saveVersion(next.workflow, next.version));
      await expect(work.run(owner, ({ workflows }) => workflows.saveVersion(next.workflow, next.version))).rejects.toMatchObject({ code: 'conflict' });
      await expect(work.run(owner, ({ workflows }) => workflows.saveState(archive(workflow, owner, noon)))).rejects.toMatchObject({ code: 'conflict' });
    });

    test('a name is taken until its workflow is archived, and only within the tenant', async () => {
      const [work, owner] = [open(), anybody()];
      const { workflow } = await storedWorkflow(work, owner);
      await expect(storedWorkflow(work, owner)).rejects.toMatchObject({ code: 'conflict' });
      await storedWorkflow(work, anybody());
      const other = await storedWorkflow(work, owner, { name: 'other' });
      const renamed = nextVersion(other.workflow, draft, owner, noon);
      await expect(work.run(owner, ({ workflows }) => workflows.saveVersion(renamed.workflow, renamed.version))).rejects.toMatchObject({ code: 'conflict' });
      await work.run(owner, ({ workflows }) => workflows.saveState(archive(workflow, owner, noon)));
      await storedWorkflow(work, owner);
    });

    test('a workflow may wait for its first version', async () => {
      const [work, owner] = [open(), anybody()];
      const workflow = newWorkflow(randomUUID() as WorkflowId, draft, owner, noon, false);
      await work.run(owner, ({ workflows }) => workflows.add(workflow));
      expect(await work.read(owner, ({ workflows }) => workflows.get(workflow.id))).toEqual(workflow);
      const { workflow: published, version } = nextVersion(workflow, draft, owner, noon);
      await work.run(owner, ({ workflows }) => workflows.saveVersion(published, version));
      expect(await work.read(owner, ({ workflows }) => workflows.findByName(draft.name))).toEqual({ ...published, definition: draft.definition });
    });

    test('a name finds its workflow until it is archived', async () => {
      const [work, owner] = [open(), anybody()];
      const { workflow } = await storedWorkflow(work, owner);
      expect(await work.read(owner, ({ workflows }) => workflows.findByName(draft.name))).toMatchObject({ id: workflow.id });
      expect(await work.read(anybody(), ({ workflows }) => workflows.findByName(draft.name))).toBeUndefined();
      await work.run(owner, ({ workflows }) => workflows.saveState(archive(workflow, owner, noon)));
      expect(await work.read(owner, ({ workflows }) => workflows.findByName(draft.name))).toBeUndefined();
    });

    test('whether it is enabled stays as it was said', async () => {
      const [work, owner] = [open(), anybody()];
      const { workflow } = await storedWorkflow(work, owner);
      await work.run(owner, ({ workflows }) => workflows.saveState(setEnabled(workflow, false, owner, noon)));
      expect(await work.read(owner, ({ workflows }) => workflows.get(workflow.id))).toMatchObject({ enabled: false, version: 1 });
    });

    test('a draft is kept beside the version, one revision after another', async () => {
      const [work, owner, stranger] = [open(), anybody(), anybody()];
      const { workflow } = await storedWorkflow(work, owner);
      const found = (actor = owner) => work.read(actor, ({ workflows }) => workflows.findDraft(workflow.id));
      const first = saveDraft(workflow, undefined, { ...draft, definition: { do: 'not yet' } }, owner, noon);
      const second = saveDraft(workflow, first, draft, owner, noon);
      expect(await found()).toBeUndefined();
      await work.run(owner, ({ workflows }) => workflows.putDraft(first));
      expect(await found()).toEqual(first);
      expect(await found(stranger)).toBeUndefined();
      await work.run(owner, ({ workflows }) => workflows.putDraft(second));
      for (const late of [first, second]) await expect(work.run(owner, ({ workflows }) => workflows.putDraft(late))).rejects.toMatchObject({ code: 'conflict' });
      await expect(work.run(owner, ({ workflows }) => workflows.removeDraft(first))).rejects.toMatchObject({ code: 'conflict' });
      await work.run(owner, ({ workflows }) => workflows.removeDraft(second));
      expect(await found()).toBeUndefined();
    });

    test('pages are newest first and keep archived workflows apart', async () => {
      const [work, owner] = [open(), anybody()];
      const all: Workflow[] = [];
      for (let n = 0; n < 5; n += 1) all.push((await storedWorkflow(work, owner, { name: `w${n}` }, new Date(noon.getTime() + Math.floor(n / 2)))).workflow);
      const [gone, ...kept] = all as [Workflow, ...Workflow[]];
      await work.run(owner, ({ workflows }) => workflows.saveState(archive(gone, owner, noon)));

      const seen: Workflow[] = [];
      let after: readonly string[] | undefined;
      do {
        const position = after;
        const page = await work.read(owner, ({ workflows }) => workflows.list({ archived: false }, { limit: 2, ...(position && { after: position }) }));
        seen.push(...page.items);
        after = page.next;
      } while (after);
      const key = ({ createdAt, id }: Workflow) => `${createdAt.toISOString()} ${id}`;
      expect(seen.map(key)).toEqual(kept.map(key).sort().reverse());
      const archived = await work.read(owner, ({ workflows }) => workflows.list({ archived: true }, { limit: 2 }));
      expect(archived.items).toEqual([archive(gone, owner, noon)]);
    });
  });
}
