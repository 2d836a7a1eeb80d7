import { unavailable } from '#pkg/apperror';
import type { Json, JsonObject } from '#internal/kernel';
import { JqExpressions } from '#pkg/jq';
import { DataSchemas } from '#pkg/json-schema';
import type { ProcessTask, Task } from '../domain/definition.ts';
import { ExecutionWorld } from '../fakes/execution-world.ts';
import { openProcessTicket } from './open-process-ticket.ts';
import { runPureTasks } from './run-pure-tasks.ts';

const noon = new Date('2026-03-01T12:00:00.000Z');
const SECRET = 'a-very-confidential-value';
const host = 'type: object\nrequired: [host]\nproperties: { host: { type: string } }\n';
const common = { execution: { tenantId: 't', executionId: 'e', correlationId: 'c' }, baggage: {}, context: null, bound: {} };
const runOf = <Kind extends Task>(task: JsonObject) => ({ pointer: '/do/0/x', path: '/do/0/x', name: 'x', kind: 'set', task: task as unknown as Kind, attempt: 1, startedAt: noon.getTime() });

describe('what lies elsewhere', () => {
  const expressions = new JqExpressions();
  const schemas = new DataSchemas();
  afterAll(() => Promise.all([expressions.close(), schemas.close()]));

  function setup(documents: Readonly<Record<string, string>>) {
    const world = new ExecutionWorld();
    const asked: { readonly url: string; readonly headers: Readonly<Record<string, string>> }[] = [];
    const deps = { journal: world.journal, tickets: world.tickets, processes: world.processes, http: world.http, outgoing: world.outgoing, exchange: world.exchange, throttles: world.throttles, verifier: world.verifier, expressions, schemas, clock: { now: () => noon } };
    world.secretValues['docs'] = SECRET;
    world.answer = ({ url, headers }) => {
      asked.push({ url, headers });
      const body = documents[url];
      if (body === undefined) throw unavailable(`the document at ${url} answered 404`);
      return { status: 200, headers: {}, body };
    };
    const workflow = { id: 'e', startedAt: noon.getTime(), definition: { use: { secrets: ['docs'], authentications: { shared: { bearer: { use: 'docs' } } } } } };
    return {
      world, asked,
      set: (schema: Json, data: Json = { host: 'h1' }, part = 'input') => runPureTasks(deps, { ...common, workflow, data, runs: [runOf({ set: '${ . }', [part]: { schema } })] }),
      run: (run: JsonObject, input: Json = {}) => openProcessTicket(deps, { ...common, workflow, data: input, input, run: runOf<ProcessTask>({ run }), ticket: { type: 'EXECUTE', key: 'k', priority: 'NORMAL' } }),
    };
  }

  describe('a schema', () => {
    const resource = (endpoint: Json = 'https://docs.test/host.yaml'): JsonObject => ({ resource: { endpoint } });
    const documents = {
      'https://docs.test/host.yaml': host,
      'https://docs.test/h1.json': JSON.stringify({ $schema: 'http://json-schema.org/draft-07/schema#', required: ['host'] }),
      'https://docs.test/refers.yaml': '$ref: https://elsewhere.test/x.json',
      'https://docs.test/page.html': '<!doctype html>',
      'https://docs.test/old.json': JSON.stringify({ exclusiveMinimum: true }),
      'https://docs.test/huge.json': JSON.stringify({ description: 'x'.repeat(300 * 1024) }),
    };

    test.each(['input', 'output', 'export'])('of the %s is fetched, in YAML or JSON, and lets good data pass', async (part) => {
      expect(await setup(documents).set(resource(), { host: 'h1' }, part)).toMatchObject({ ran: 1, data: { host: 'h1' } });
    });

    test('that the data does not meet is a validation error', async () => {
      expect(await setup(documents).set(resource(), { host: 1 })).toMatchObject({ ran: 0, error: { type: expect.stringMatching(/validation$/), instance: '/do/0/x', detail: 'the input does not meet its schema: /host must be string' } });
    });

    test('may have an address that depends on the data, in a draft that its format names', async () => {
      const { set, asked } = setup({ ...documents, 'https://docs.test/h2.json': JSON.stringify({ properties: { host: { exclusiveMinimum: 3 } } }) });
      expect(await set(resource('https://docs.test/{host}.json'))).toMatchObject({ ran: 1 });
      expect(await set({ ...resource('${ "https://docs.test/" + .host + ".json" }'), format: 'json:draft-07' }, { host: 'h2' })).toMatchObject({ ran: 1 });
      expect(asked.map(({ url }) => url)).toEqual(['https://docs.test/h1.json', 'https://docs.test/h2.json']);
    });

    test.each([
      ['is not there', 'nothing', /communication$/, 'answered 404'],
      ['refers to others', 'refers.yaml', /configuration$/, 'refers to another document, https://elsewhere.test/x.json: put what it needs under $defs'],
      ['is no schema', 'page.html', /configuration$/, 'must be an object or a boolean'],
      ['is of a draft that is not its own', 'old.json', /configuration$/, 'the schema of the input cannot be used: schema is invalid'],
      ['is too large', 'huge.json', /configuration$/, 'larger than 256 KiB'],
    ])('that %s is an error of the task', async (_, name, type, detail) => {
      expect(await setup(documents).set(resource(`https://docs.test/${name}`))).toMatchObject({ ran: 0, error: { type: expect.stringMatching(type), instance: '/do/0/x', detail: expect.stringContaining(detail) } });
    });

    test('is fetched with an authentication, whose secrets no error gives away', async () => {
      const { set, asked, world } = setup(documents);
      expect(await set(resource({ uri: 'https://docs.test/host.yaml', authentication: { use: 'shared' } }))).toMatchObject({ ran: 1 });
      expect(asked).toMatchObject([{ headers: { Authorization: `Bearer ${SECRET}` } }]);
      const failed = await set(resource('${ "https://docs.test/" + $secrets.docs }'));
      expect(failed.error).toMatchObject({ type: expect.stringMatching(/communication$/), detail: 'the document at https://docs.test/*** answered 404' });
      delete world.secretValues['docs'];
      expect((await set(resource({ uri: 'https://docs.test/host.yaml', authentication: { use: 'shared' } }))).error).toMatchObject({ type: expect.stringMatching(/authorization$/), detail: "there is no secret 'docs'" });
      expect(JSON.stringify([...world.of('e').steps.values()])).not.toContain(SECRET);
    });
  });

  describe('a script', () => {
    const source = (endpoint: Json): JsonObject => ({ script: { language: 'python', source: { name: 'clean', endpoint }, arguments: ['${ .host }'], environment: { LEVEL: '${ .level }' }, stdin: '${ .text }' } });
    const documents = { 'https://code.test/clean.py?ref=main': 'print("ü")\n', 'https://code.test/binary': 'a\0b', 'https://code.test/long': 'x'.repeat(1024 * 1024) };

    test('is handed to the agent as its code, with arguments, environment and standard input', async () => {
      const { run, world, asked } = setup(documents);
      expect(await run(source({ uri: 'https://code.test/clean.py?ref=main', authentication: { use: 'shared' } }), { host: 'h1', level: 3, text: 'in' })).toMatchObject({ ended: false });
      expect([...world.offered.values()].map(({ request }) => request)).toMatchObject([{
        parameters: { script: { language: 'python', code: 'print("ü")\n', arguments: ['h1'], environment: { LEVEL: 3 }, stdin: 'in' } },
        requiredCapabilities: ['run.script.python'], metadata: { script_source: { uri: 'https://code.test/clean.py', sha256: expect.any(String) } },
      }]);
      expect(asked).toMatchObject([{ headers: { Authorization: `Bearer ${SECRET}` } }]);
      expect(JSON.stringify([...world.offered.values()])).not.toMatch(new RegExp(`${SECRET}|shared|"source"`));
    });

    test.each([
      ['is not there', 'https://code.test/nothing', /communication$/], ['is no text', 'https://code.test/binary', /configuration$/], ['is too large for a ticket', 'https://code.test/long', /configuration$/],
    ])('that %s is an error of the task, and nobody is asked', async (_, endpoint, type) => {
      const { run, world } = setup(documents);
      expect(await run(source(endpoint), { host: 'h1', level: 3, text: '' })).toMatchObject({ error: { type: expect.stringMatching(type), instance: '/do/0/x' } });
      expect(world.offered.size).toBe(0);
    });
  });
});
