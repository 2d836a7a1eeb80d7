import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { AppError, type ErrorDetail } from '#pkg/apperror';
import { JqExpressions } from '#pkg/jq';
import { DataSchemas } from '#pkg/json-schema';
import { acceptDefinition } from './accept-definition.ts';
import { catalogue } from './catalogue.ts';
import { pathFaults } from './task-paths.ts';

const root = path.resolve(__dirname, '../../..');

describe('the catalogue', () => {
  const expressions = new JqExpressions();
  const schemas = new DataSchemas();
  afterAll(() => Promise.all([expressions.close(), schemas.close()]));
  const faultsOf = async (definition: Parameters<typeof acceptDefinition>[0]): Promise<readonly ErrorDetail[]> => {
    try {
      const accepted = await acceptDefinition(definition, { checkExpression: (program, variables) => expressions.check(program, variables), checkSchema: (schema) => schemas.schemaFault(schema), checkUrl: async () => undefined });
      return pathFaults(accepted);
    } catch (error) {
      if (error instanceof AppError) return error.details;
      throw error;
    }
  };

  test('holds every document of its folder, and the page lists them all', () => {
    const files = readdirSync(path.join(root, 'api/catalogue')).map((file) => file.replace('.yaml', '')).sort();
    expect(catalogue.map(({ name }) => name)).toEqual(files);
    expect(files.length).toBeGreaterThanOrEqual(22);
    expect(existsSync(path.join(root, 'docs/catalogue.md'))).toBe(true);
    const page = readFileSync(path.join(root, 'docs/catalogue.md'), 'utf8');
    for (const file of files) expect(page).toContain(`\`${file}\``);
  });

  test.each(catalogue.map((action) => [action.name, action] as const))('%s is a definition that the product accepts and runs', async (_, { definition, secrets, runnable }) => {
    expect(await faultsOf(definition)).toEqual([]);
    expect(runnable).toBe(true);
    const used = [...JSON.stringify(definition['do']).matchAll(/\$secrets\.(\w+)|(?:bearer|basic)":\{"use":"(\w+)"/g)].map(([, variable, authentication]) => variable ?? authentication);
    expect([...new Set(used)].sort()).toEqual(Object.keys(secrets).sort());
  });

  test.each(catalogue.map((action) => [action.name, action] as const))('%s says what it is for and takes nothing that it does not know', (_, { title, summary, reference, inputSchema }) => {
    expect(title.length).toBeGreaterThan(5);
    expect(summary.length).toBeGreaterThan(40);
    expect(reference).toMatch(/^https:\/\//);
    expect(inputSchema).toMatchObject({ type: 'object', additionalProperties: false, required: expect.anything() });
  });
});
