import { asTenantId } from '#internal/kernel';
import { archive, checkExtent, firstVersion, nextVersion, type WorkflowId } from './workflow.ts';

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
  expect(() => nextVersion(archived, draft, ana, noon)).toThrow(expect.objectContaining({ code: 'conflict' }));
});

describe('the extent of a definition', () => {
  const nested = (depth: number, key: string): Record<string, never> => (depth === 0 ? {} : ({ [key]: nested(depth - 1, key) } as never));

  test('is bounded in size', () => {
    expect(() => checkExtent({ text: 'x'.repeat(129 * 1024) })).toThrow(/larger than/);
    expect(() => checkExtent({ text: 'x'.repeat(127 * 1024) })).not.toThrow();
  });

  test('is bounded in the length of its paths, which are keys of steps and tickets', () => {
    expect(() => checkExtent(nested(60, 'a-long-task-name'))).toThrow(/nested deeper/);
    expect(() => checkExtent(nested(20, 'a-long-task-name'))).not.toThrow();
  });
});
