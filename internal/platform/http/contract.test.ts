import { compileContract, type Contract } from './contract.ts';
import { openApiDocument } from './open-api-document.ts';

describe('the contract of this product', () => {
  let contract: Contract;
  beforeAll(async () => void (contract = await compileContract(openApiDocument)));

  test('routes every operation to itself', () => {
    for (const operation of contract.operations) {
      const match = contract.routes.match(operation.template.replaceAll(/\{\w+\}/g, 'x'));
      expect(match?.methods.get(operation.method)?.id).toBe(operation.id);
      expect(match?.placeholders).toHaveLength(operation.path.length);
    }
  });

  test('can check every answer that it declares', () => {
    const paths = Object.values(openApiDocument.paths as Record<string, Record<string, { operationId?: string; responses?: object }>>);
    for (const declared of paths.flatMap((item) => Object.values(item)).filter(({ operationId }) => operationId !== undefined)) {
      const operation = contract.operations.find(({ id }) => id === declared.operationId);
      for (const status of Object.keys(declared.responses ?? {})) expect([operation?.id, operation?.checkAnswer(Number(status))]).not.toContain(undefined);
    }
  });

  test('asks for a permission in everything but health, public keys, and what is authenticated by its signature, its token or the key in its body', () => {
    const open = contract.operations.filter(({ permission }) => permission === undefined).map(({ template }) => template);
    expect(open.filter((template) => !template.startsWith('/health')).sort()).toEqual([
      '/api/v1/acknowledge/{ackToken}', '/api/v1/acknowledge/{ackToken}', '/api/v1/ping/{pingToken}', '/api/v1/ping/{pingToken}',
      '/api/v1/ticket-signing-keys', '/api/v1/webhooks/pipeline-completed', '/v2/enqueue',
    ]);
  });

  test('shows an example of every body, which it accepts itself', () => {
    const declared = Object.values(openApiDocument.paths as Record<string, Record<string, { operationId?: string; requestBody?: { content: Record<string, { example?: unknown; schema?: { format?: string } }> } }>>).flatMap((item) => Object.values(item));
    for (const { operationId, requestBody } of declared) {
      const checkBody = contract.operations.find(({ id }) => id === operationId)?.checkBody;
      for (const [type, { example, schema }] of Object.entries(requestBody?.content ?? {})) {
        if (schema?.format === 'binary') continue; // bytes cannot be shown
        expect([operationId, type, example]).not.toContain(undefined);
        if (type.endsWith('json') && checkBody) expect([operationId, checkBody({ requestBody: example }), checkBody.errors]).toEqual([operationId, true, null]);
      }
    }
  });

  test('lets every POST be repeated safely, or says why not', () => {
    for (const { post } of Object.values(openApiDocument.paths as Record<string, { post?: { operationId: string; description?: string; 'x-idempotency'?: string } }>)) {
      if (!post || contract.operations.find(({ id }) => id === post.operationId)?.takesIdempotencyKey === true) continue;
      expect(post).toMatchObject({ 'x-idempotency': 'none', description: expect.any(String) as string });
    }
  });
});
