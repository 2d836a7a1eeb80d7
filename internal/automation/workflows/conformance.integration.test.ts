import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Json, JsonObject } from '#internal/kernel';
import { testTemporalAddress } from '#test/support';
import { DefinitionRunner } from '../fakes/definition-runner.ts';
import type { Answer, RecordedExecution } from '../fakes/execution-world.ts';
import { openWorkflowSpecification } from '../fakes/open-workflow-suite.ts';
import { judge } from '../fakes/scenario-judge.ts';

/** Why a scenario does not run; docs/workflow-dsl.md says the same to people. */
const NOT_SUPPORTED: Readonly<Record<string, string>> = {
};

/** What the scenarios call of petstore.swagger.io, as its document describes it. */
const petstore: JsonObject = {
  swagger: '2.0', host: 'petstore.swagger.io', basePath: '/v2', schemes: ['https', 'http'], info: { title: 'Petstore', version: '1.0.7' },
  paths: {
    '/pet/findByStatus': { get: { operationId: 'findPetsByStatus', parameters: [{ name: 'status', in: 'query', required: true, type: 'array', items: { type: 'string' }, collectionFormat: 'multi' }], responses: {} } },
    '/pet/{petId}': { get: { operationId: 'getPetById', parameters: [{ $ref: '#/parameters/petId' }], responses: {} } },
  },
  parameters: { petId: { name: 'petId', in: 'path', required: true, type: 'integer', format: 'int64' } },
};

/** A double of petstore.swagger.io and httpbin.org, as far as the scenarios go. */
const double = (): Server =>
  createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://double');
    const send = (status: number, body: Json): void => void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    const [, , , first = ''] = pathname.split('/');
    if (pathname === '/v2/swagger.json') return send(200, petstore);
    if (pathname === '/v2/pet/findByStatus') return send(200, [{ id: 1, name: 'Milou', status: searchParams.get('status') }]);
    if (/^\/v2\/pet\/\d+$/.test(pathname)) return send(200, { id: Number(first), name: 'Milou', status: 'available' });
    if (pathname.startsWith('/basic-auth/')) {
      const credentials = `Basic ${Buffer.from(pathname.split('/').slice(2).join(':')).toString('base64')}`;
      return request.headers.authorization === credentials ? send(200, { authenticated: true }) : send(401, {});
    }
    send(404, { message: 'no such thing' });
  });

/** Sends to the double what is meant for a host out there. */
const rewrittenTo = (port: number): Answer => async ({ method, url, headers }) => {
  const { pathname, search } = new URL(url);
  const answer = await fetch(`http://127.0.0.1:${port}${pathname}${search}`, { method, headers });
  return { status: answer.status, headers: Object.fromEntries(answer.headers), body: (await answer.json()) as Json };
};

const specification = openWorkflowSpecification(process.env['OPEN_WORKFLOW_SPEC']);

(specification ? describe : describe.skip)('the conformance features of the Open Workflow Specification', () => {
  jest.setTimeout(60_000);
  const scenarios = specification?.scenarios ?? [];
  let runner: DefinitionRunner;
  const server = double();
  beforeAll(async () => {
    runner = await DefinitionRunner.start(testTemporalAddress());
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    runner.world.answer = rewrittenTo((server.address() as AddressInfo).port);
  });
  afterAll(async () => {
    server.close();
    await runner.stop();
  });

  test.each(scenarios.map((scenario) => [`${scenario.feature}: ${scenario.name}`, scenario] as const))('%s', async (title, scenario) => {
    const refusal = NOT_SUPPORTED[title];
    if (refusal !== undefined) {
      await expect(runner.check(scenario.definition)).rejects.toMatchObject({ code: 'invalid', details: [{ reason: refusal, field: expect.stringMatching(/^\/do\/0\//) }] });
      return;
    }
    const { recorded, result } = await runner.run(scenario.definition, { input: scenario.input });
    await result();
    judge(scenario, recorded);
  });

  test('the checker notices a wrong output, error, property and order', () => {
    const [scenario] = scenarios;
    if (!scenario) throw new Error('no scenario');
    const recorded = { end: { status: 'completed', output: { a: 1 } }, steps: new Map([['x', { name: 'x' }], ['y', { name: 'y' }]]) } as unknown as RecordedExecution;
    const wrong = ['the workflow should fault', "the workflow output should have properties 'b'", 'y should run first', 'x should run after y', 'x should run last'];
    for (const text of wrong) expect(() => judge({ ...scenario, expectations: [{ text, document: undefined }] }, recorded)).toThrow();
    expect(() => judge({ ...scenario, expectations: [{ text: 'the workflow should complete with output:', document: { a: 2 } }] }, recorded)).toThrow();
  });
});
