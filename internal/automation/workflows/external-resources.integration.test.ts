import { unavailable } from '#pkg/apperror';
import type { JsonObject } from '#internal/kernel';
import { testTemporalAddress } from '#test/support';
import { DefinitionRunner } from '../fakes/definition-runner.ts';

const use = { secrets: ['docs'], authentications: { shared: { bearer: { use: 'docs' } } } };
const resource = (name: string): JsonObject => ({ resource: { endpoint: { uri: `https://docs.test/${name}`, authentication: { use: 'shared' } } } });
const workflow = (rest: JsonObject, ...tasks: readonly JsonObject[]): JsonObject => ({ document: { dsl: '1.0.3', namespace: 'test', name: 'resources', version: '1.0.0' }, use, ...rest, do: tasks });

describe('what lies elsewhere, for an execution', () => {
  jest.setTimeout(60_000);
  let runner: DefinitionRunner;
  const documents: Record<string, string> = { 'host.yaml': 'required: [host]', 'count.json': '{ "properties": { "count": { "maximum": 3 } } }', 'clean.py': 'print(1)' };
  let credentials: (string | undefined)[] = [];
  beforeAll(async () => {
    runner = await DefinitionRunner.start(testTemporalAddress());
    runner.world.secretValues['docs'] = 'a-confidential-token';
    runner.world.agent = () => ({ status: 'completed', begun: true, output: { code: 0, stdout: 'cleaned', stderr: '' } });
    runner.world.answer = ({ url, headers }) => {
      if (!url.startsWith('https://docs.test/')) return { status: 200, headers: {}, body: { count: 4 } };
      credentials.push(headers['Authorization']);
      const body = documents[url.slice('https://docs.test/'.length)];
      if (body === undefined) throw unavailable(`the document at ${url} answered 404`);
      return { status: 200, headers: {}, body };
    };
  });
  beforeEach(() => (credentials = []));
  afterAll(() => runner.stop());
  const end = async (definition: JsonObject, input: JsonObject = { host: 'h1' }) => {
    const { recorded, result } = await runner.run(definition, { input });
    await result();
    return recorded;
  };

  test('schemas of the workflow and of every kind of task are fetched, each with its authentication', async () => {
    const schema = resource('host.yaml');
    const keep = { set: { host: 'h1' }, input: { schema }, output: { schema }, export: { as: '.', schema } };
    const { end: ended } = await end(workflow(
      { input: { schema }, output: { schema } }, { keep }, { wait: { wait: 'PT0S', input: { schema }, output: { schema } } }, { nested: { do: [{ keep }], output: { schema } } },
      { called: { call: 'http', with: { method: 'get', endpoint: 'https://svc.test/' }, input: { schema }, output: { as: '{ host: "h2" }', schema } } },
    ));
    expect(ended).toMatchObject({ status: 'completed', output: { host: 'h2' } });
    expect(new Set(credentials)).toEqual(new Set(['Bearer a-confidential-token']));
    expect(credentials).toHaveLength(13);
  });

  test('a workflow whose input does not meet its schema, or whose schema cannot be had, fails before its first task', async () => {
    expect((await end(workflow({ input: { schema: resource('host.yaml') } }, { a: { set: { x: 1 } } }), {})).end).toMatchObject({ status: 'failed', error: { type: expect.stringMatching(/validation$/) } });
    const { end: ended, story } = await end(workflow({ input: { schema: resource('nothing') } }, { a: { set: { x: 1 } } }));
    expect([ended, story]).toMatchObject([{ status: 'failed', error: { type: expect.stringMatching(/communication$/), detail: 'the document at https://docs.test/nothing answered 404' } }, []]);
  });

  test('a schema that cannot be had is an error of the task, which can be caught', async () => {
    const { end: ended } = await end(workflow({}, { guarded: { try: [{ a: { set: { x: 1 }, output: { schema: resource('nothing') } } }], catch: { errors: { with: { status: 500 } }, as: 'problem', do: [{ keep: { set: { at: '${ $problem.instance }' } } }] } } }));
    expect(ended).toMatchObject({ status: 'completed', output: { at: '/do/0/guarded/try/0/a' } });
  });

  test('a call whose answer does not meet the schema has happened, and is undone', async () => {
    const undo = { compensate: { do: [{ undone: { call: 'http', with: { method: 'delete', endpoint: 'https://svc.test/' } } }] } };
    const { end: ended, called } = await end(workflow({}, { a: { call: 'http', with: { method: 'post', endpoint: 'https://svc.test/' }, output: { schema: resource('count.json') }, ...undo } }));
    expect(ended).toMatchObject({ status: 'compensated', error: { type: expect.stringMatching(/validation$/) } });
    expect(called).toEqual(['POST /', 'DELETE /']);
  });

  test('a script is fetched and run by an agent', async () => {
    const { end: ended } = await end(workflow({}, { clean: { run: { script: { language: 'python', source: { endpoint: { uri: 'https://docs.test/{file}', authentication: { use: 'shared' } } }, arguments: ['${ .file }'] } } } }), { file: 'clean.py' });
    expect(ended).toMatchObject({ status: 'completed', output: 'cleaned' });
    expect([...runner.world.offered.values()].map(({ request }) => request.parameters)).toEqual([{ script: { language: 'python', code: 'print(1)', arguments: ['clean.py'] } }]);
    expect(credentials).toEqual(['Bearer a-confidential-token']);
  });

  test('a script that cannot be had has run nowhere', async () => {
    const { end: ended } = await end(workflow({}, { clean: { run: { script: { language: 'python', source: { endpoint: 'https://docs.test/nothing' } } }, compensate: { do: [{ undo: { set: { x: 1 } } }] } } }));
    expect(ended).toMatchObject({ status: 'failed', error: { type: expect.stringMatching(/communication$/), instance: '/do/0/clean' } });
  });
});
