import { invalid } from '#pkg/apperror';
import type { Json, JsonObject } from '#internal/kernel';
import { acceptDefinition, type DefinitionChecks } from './accept-definition.ts';

const checks: DefinitionChecks = {
  checkExpression: async (program, variables) => {
    const unknown = /\$(\w+)/.exec(program)?.[1];
    if (program.includes('(((')) return 'syntax error';
    return unknown === undefined || variables.includes(unknown) ? undefined : `$${unknown} is not defined`;
  },
  checkUrl: async (url) => {
    if (url.includes('169.254.')) throw invalid('url', 'is not an address that this tenant may call');
  },
  checkSchema: async (schema) => (schema === 'bad' ? 'must be an object or a boolean' : undefined),
};
const workflow = (tasks: Json, rest: JsonObject = {}): JsonObject => ({ document: { dsl: '1.0.3', namespace: 'n', name: 'x', version: '1.0.0' }, ...rest, do: tasks });
const http = (endpoint: Json): JsonObject => ({ call: 'http', with: { method: 'get', endpoint } });
const faultsOf = async (definition: Json): Promise<readonly (readonly [string, string])[]> => {
  try {
    await acceptDefinition(definition, checks);
    return [];
  } catch (error) {
    return (error as ReturnType<typeof invalid>).details.map(({ field, reason }) => [field, reason] as const);
  }
};

describe('acceptDefinition', () => {
  test('hands back the document itself', async () => {
    const definition = workflow([{ a: { set: { x: 1 } } }]);
    expect(await acceptDefinition(definition, checks)).toBe(definition);
  });

  test.each([
    ['call', { call: 'a2a', with: {} }, "call 'a2a' is not supported: an agent is given work by a `run` task, whose ticket it leases"],
  ])('refuses a %s task by name and place', async (name, task, reason) => {
    expect(await faultsOf(workflow([{ outer: { do: [{ [name]: task }] } }]))).toEqual([[`/do/0/outer/do/0/${name}`, reason]]);
  });

  test('takes a process with the terms of its ticket', async () => {
    const metadata = { orchestrix: { ticket: { capabilities: ['kubernetes'] }, idempotencyKey: '${ .key }' } };
    expect(await faultsOf(workflow([{ a: { run: { shell: { command: 'ls' } }, metadata } }, { b: { run: { container: { image: 'i' } } } }]))).toEqual([]);
  });

  test('takes scripts and schemas that lie elsewhere, with secrets where they are fetched and nowhere else', async () => {
    const resource = { endpoint: { uri: '${ "https://x.test/" + .name + $secrets.path }', authentication: { basic: { username: 'u', password: '${ $secrets.path }' } } } };
    const use = { secrets: ['path'] };
    const script = (more: JsonObject = {}): JsonObject => ({ run: { script: { language: 'js', source: resource, ...more } } });
    expect(await faultsOf({ ...workflow([{ a: script() }, { b: { set: { x: 1 }, input: { schema: { resource } }, export: { schema: { resource } } } }], { use }), output: { schema: { resource } } })).toEqual([]);
    expect(await faultsOf(workflow([{ a: script({ stdin: '${ $secrets.path }' }) }], { use }))).toEqual([['/do/0/a/run/script/stdin', 'uses $secrets, which only the arguments of calls and authentications may']]);
  });

  test('judges the addresses of schemas and scripts like those of calls', async () => {
    const resource = (endpoint: Json): JsonObject => ({ schema: { resource: { endpoint } } });
    const faults = await faultsOf({ ...workflow([
      { a: { set: { x: 1 }, output: resource({ uri: 'http://169.254.169.254/{b', authentication: { use: 'u' } }) } },
      { b: { listen: { to: { any: [] } }, foreach: { export: resource('http://169.254.169.254/') } } },
      { c: { run: { script: { language: 'js', source: { endpoint: 'http://169.254.169.254/a.js' } } } } },
    ]), input: resource('http://169.254.169.254/in') });
    expect(faults).toEqual([
      ['/do/0/a/output/schema/resource/endpoint/authentication/use', 'names no authentication of use.authentications'],
      ['/do/0/a/output/schema/resource/endpoint/uri', 'has a brace without its partner'],
      ...['/input/schema/resource/endpoint', '/do/0/a/output/schema/resource/endpoint/uri', '/do/1/b/foreach/export/schema/resource/endpoint', '/do/2/c/run/script/source/endpoint'].map((field) => [field, 'is not an address that this tenant may call']),
    ]);
  });

  test.each([
    ['avro', 'is not supported: data is JSON here, so its schemas are, too; write json'],
    ['json:draft-03', 'names a draft that is not supported: 2020-12, 2019-09, draft-07, draft-06 are'],
  ])('refuses the schema format %s', async (format, reason) => {
    const schema = { format, resource: { endpoint: 'https://x.test/s' } };
    expect(await faultsOf(workflow([{ a: { listen: { to: { any: [] } }, foreach: { output: { schema } } } }]))).toEqual([['/do/0/a/foreach/output/schema/format', reason]]);
  });

  test.each<[Json, string]>([
    [workflow([{ a: http({ uri: 'http://x.test', authentication: { oauth2: { authority: 'https://idp.test', grant: 'authorization_code' } } }) }]), '/do/0/a/with/endpoint/authentication/oauth2/grant'],
    [workflow([{ a: { set: { x: 1 } } }], { use: { authentications: { idp: { oidc: { authority: 'https://idp.test', grant: 'authorization_code' } } } } }), '/use/authentications/idp/oidc/grant'],
  ])('refuses a grant that needs a person, and says what to use instead (%#)', async (definition, pointer) => {
    expect(await faultsOf(definition)).toEqual([[pointer, expect.stringMatching(/needs a person at a browser.*use client_credentials.*refresh_token/)]]);
  });

  test('names every fault at once, each with its place', async () => {
    expect(await faultsOf({ document: { dsl: 'one', namespace: 'n', name: 'x' }, do: [{ a: { set: 5 } }, { b: { wait: 'soon', then: 1 } }], what: 1 })).toEqual([
      ['/document/version', 'is missing'],
      ['/document/dsl', 'must be a version like 1.0.3'],
      ['/do/0/a/set', 'must be a string or an object'],
      ['/do/1/b/wait', 'must be an ISO 8601 duration or an expression'],
      ['/do/1/b/then', 'must be a string'],
      ['/what', 'is not a known property'],
    ]);
  });

  test.each<[string, Json, string, string]>([
    ['two tasks of one name', workflow([{ a: { set: { x: 1 } } }, { a: { set: { x: 1 } } }]), '/do/1/a', 'has the name of an earlier task of the same list'],
    ['a jump out of the list', workflow([{ a: { do: [{ b: { set: { x: 1 }, then: 'c' } }] } }, { c: { set: { x: 1 } } }]), '/do/0/a/do/0/b/then', "names no task of the same list: 'c'"],
    ['a case that points nowhere', workflow([{ a: { switch: [{ x: { then: 'b' } }] } }]), '/do/0/a/switch/0/x/then', "names no task of the same list: 'b'"],
    ['a task with the name of a directive', workflow([{ end: { set: { x: 1 } } }]), '/do/0/end', 'has the name of a flow directive'],
    ['no tasks', workflow([]), '/do', 'must not be empty'],
    ['a version to come', { ...workflow([{ a: { set: { x: 1 } } }]), document: { dsl: '2.0.0', namespace: 'n', name: 'x', version: '1.0.0' } }, '/document/dsl', 'is a version that is not supported: 1.0.x is'],
    ['a negative wait', workflow([{ a: { wait: { seconds: -1 } } }]), '/do/0/a/wait', 'must be a duration from zero to a year'],
    ['a wait for ever', workflow([{ a: { wait: 'P2Y' } }]), '/do/0/a/wait', 'must be a duration from zero to a year'],
    ['retries without bound', workflow([{ a: { try: [], catch: { retry: { delay: 'PT1S' } } } }]), '/do/0/a/catch/retry/limit', 'must bound the retries, by attempt.count or by duration'],
    ['too many retries', workflow([{ a: { try: [], catch: { retry: { limit: { attempt: { count: 101 } } } } } }]), '/do/0/a/catch/retry/limit/attempt/count', 'must be from 0 to 100'],
    ['an unknown retry policy', workflow([{ a: { try: [], catch: { retry: 'r' } } }]), '/do/0/a/catch/retry', 'names no policy of use.retries'],
    ['an unknown error', workflow([{ a: { raise: { error: 'e' } } }]), '/do/0/a/raise/error', 'names no error of use.errors'],
    ['an unknown timeout', workflow([{ a: { set: { x: 1 }, timeout: 't' } }]), '/do/0/a/timeout', 'names no timeout of use.timeouts'],
    ['an unknown authentication', workflow([{ a: http({ uri: 'http://x.test', authentication: { use: 'u' } }) }]), '/do/0/a/with/endpoint/authentication/use', 'names no authentication of use.authentications'],
    ['a name that is no variable', workflow([{ a: { try: [], catch: { as: 'input' } } }]), '/do/0/a/catch/as', 'is not a name for a variable'],
    ['a compensation of a compensation', workflow([{ a: { set: { x: 1 }, compensate: { do: [{ b: { set: { x: 1 }, compensate: { do: [] } } }] } } }]), '/do/0/a/compensate/do/0/b/compensate', 'cannot stand inside a compensation'],
    ['a compensation in both places', workflow([{ a: { set: { x: 1 }, compensate: { do: [] }, metadata: { orchestrix: { compensate: { do: [] } } } } }]), '/do/0/a/compensate', 'is written twice: here and in metadata.orchestrix'],
    ['an extension that is not there', workflow([{ a: { set: { x: 1 }, metadata: { orchestrix: { retries: 3 } } } }]), '/do/0/a/metadata/orchestrix/retries', 'is not a known property'],
    ['an MCP call', workflow([{ a: { call: 'mcp', with: {} } }]), '/do/0/a', "call 'mcp' is not supported: a tool server keeps a session, which no execution could resume; use call 'http' or an agent"],
    ['a subscription', workflow([{ a: { call: 'asyncapi', with: { document: { endpoint: 'http://x.test' }, channel: 'c', message: {}, subscription: {} } } }]), '/do/0/a/with/subscription', 'is not supported: a message that arrives from outside is an event, and `listen` waits for it'],
    ['a catalog', workflow([{ a: { set: { x: 1 } } }], { use: { catalogs: {} } }), '/use/catalogs', 'is not supported: a saved definition must not change, and what lies in a catalog may; put its functions into use.functions'],
    ['$authorization without an authentication', workflow([{ a: { ...http('http://x.test'), output: { as: '$authorization' } } }]), '/do/0/a/output/as', 'uses $authorization, which only a call with an authentication has'],
    ['a secret that is not listed', workflow([{ a: { call: 'http', with: { method: 'get', endpoint: 'http://x.test', body: '${ $secrets.key.part }' } } }]), '/do/0/a/with/body', "uses the secret 'key', which use.secrets does not list"],
    ['all secrets at once', workflow([{ a: { call: 'http', with: { method: 'get', endpoint: 'http://x.test', body: '${ $secrets }' } } }]), '/do/0/a/with/body', 'must name the secret: $secrets.<name>'],
    ['a loop over the name of another variable', workflow([{ a: { for: { each: 'input', in: '.x' }, do: [] } }]), '/do/0/a/for/each', 'is not a name for a variable'],
    ['a loop with one name for two', workflow([{ a: { for: { each: 'x', at: 'x', in: '.x' }, do: [] } }]), '/do/0/a/for/at', 'is the name of the other variable'],
    ['a fork into nothing', workflow([{ a: { fork: { branches: [] } } }]), '/do/0/a/fork/branches', 'must not be empty'],
    ['a branch that goes to another', workflow([{ a: { fork: { branches: [{ b: { set: { x: 1 }, then: 'c' } }, { c: { set: { x: 1 } } }] } } }]), '/do/0/a/fork/branches/0/b/then', "names no task of the same list: 'c'"],
    ['the item outside of its loop', workflow([{ a: { for: { in: '$item.x' }, do: [] } }]), '/do/0/a/for/in', '$item is not defined'],
    ['a function that is not there', workflow([{ a: { call: 'f' } }]), '/do/0/a/call', "names no function of use.functions: 'f'"],
    ['the variables of a call in its function', workflow([{ a: { for: { in: '.x' }, do: [{ b: { call: 'f' } }] } }], { use: { functions: { f: { set: { x: '${ $item }' } } } } }), '/use/functions/f/set/x', '$item is not defined'],
    ['a program that does not compile', workflow([{ a: { set: { x: { y: '${ ((( }' } } } }]), '/do/0/a/set/x/y', 'syntax error'],
    ['a variable out of its place', workflow([{ a: { if: '$input.x', set: { x: 1 } } }]), '/do/0/a/if', '$input is not defined'],
    ['a secret', workflow([{ a: { set: { x: '${ $secrets.key }' } } }]), '/do/0/a/set/x', 'uses $secrets, which only the arguments of calls and authentications may'],
    ['a schema that is none', workflow([{ a: { set: { x: 1 }, input: { schema: { document: 'bad' } } } }]), '/do/0/a/input/schema/document', 'must be an object or a boolean'],
    ['an address that is not allowed', workflow([{ a: http('http://169.254.169.254/{id}') }]), '/do/0/a/with/endpoint', 'is not an address that this tenant may call'],
    ['a brace without partner', workflow([{ a: http('http://x.test/{id') }]), '/do/0/a/with/endpoint', 'has a brace without its partner'],
    ['an operator in a template', workflow([{ a: http('http://x.test/{?id}') }]), '/do/0/a/with/endpoint', '{?id} is not a simple name'],
  ])('refuses %s', async (_, definition, field, reason) => {
    expect(await faultsOf(definition)).toEqual([[field, reason]]);
  });

  test('inside catch and compensate their variables are there, outside they are not', async () => {
    const caught = (variable: string): JsonObject => workflow([{ a: { try: [], catch: { as: 'err', do: [{ b: { set: { x: `\${ $${variable} }` } } }] } } }]);
    expect(await faultsOf(caught('err'))).toEqual([]);
    expect(await faultsOf(caught('error'))).toEqual([['/do/0/a/catch/do/0/b/set/x', '$error is not defined']]);
    const undo: JsonObject = { set: { x: '${ [$input, $output, $error] }' } };
    expect(await faultsOf(workflow([{ a: { set: { x: 1 }, compensate: { do: [{ b: undo }], when: '$output.x' } } }]))).toEqual([]);
  });

  test('refuses what is too large or too deep before looking at it', async () => {
    expect(await faultsOf(workflow([{ a: { set: { x: 'é'.repeat(70_000) } } }]))).toEqual([['', 'is larger than 128 KiB']]);
    let deep: Json = 1;
    for (let n = 0; n < 100; n += 1) deep = [deep];
    expect(await faultsOf(workflow([{ a: { set: { x: deep } } }]))).toEqual([['', 'is nested deeper than 64 levels']]);
  });

  test.each([[null], [1], [[]], ['text'], [{}]])('refuses %j', async (definition) => {
    expect((await faultsOf(definition)).length).toBeGreaterThan(0);
  });
});
