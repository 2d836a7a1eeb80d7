import { asTenantId } from '#internal/kernel';
import { archive, firstVersion, nextVersion, type WorkflowId } from './workflow.ts';

const noon = new Date('2026-03-01T12:00:00.000Z');
const ana = { subject: 'ana', tenantId: asTenantId('t') };
const draft = { name: 'restart', description: '', definition: { do: [] } };
const { workflow } = firstVersion('w' as WorkflowId, draft, ana, noon);

test('every change is a new version that tells who made it', () => {
  const next = nextVersion(workflow, { ...draft, name: 'reboot' }, { ...ana, subject: 'bob' }, noon);
  expect(next.workflow).toMatchObject({ version: 2, name: 'reboot', createdBy: 'ana', updatedBy: 'bob' });
  expect(next.version).toMatchObject({ workflowId: 'w', version: 2, name: 'reboot', createdBy: 'bob' });
});

test('an archived workflow gets no further version, and is archived once', () => {
  const archived = archive(workflow, ana, noon);
  expect(archive(archived, ana, new Date())).toBe(archived);
  expect(() => nextVersion(archived, draft, ana, noon)).toThrow(expect.objectContaining({ code: 'conflict' }) as Error);
});
