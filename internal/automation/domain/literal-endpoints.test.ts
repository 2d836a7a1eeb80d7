import type { Task, TaskList } from './definition.ts';
import { literalEndpoints } from './literal-endpoints.ts';

const call = (endpoint: string | { uri: string }): Task => ({ call: 'http', with: { method: 'get', endpoint } });
const found = (...tasks: TaskList) => literalEndpoints({ document: { dsl: '1.0.3', namespace: 'n', name: 'w', version: '1.0.0' }, do: tasks });

test('an endpoint is found in either form, with its place', () => {
  expect(found({ a: call('http://one/x?y=1') }, { 'b/c': call({ uri: 'https://two' }) })).toEqual([
    { pointer: '/do/0/a/with/endpoint', url: 'http://one/x?y=1' },
    { pointer: '/do/1/b~1c/with/endpoint/uri', url: 'https://two' },
  ]);
});

test('endpoints are found wherever tasks may be', () => {
  const tried: Task = { try: [{ t: call('http://try') }], catch: { do: [{ c: call('http://catch') }] } };
  const undone: Task = { set: { done: true }, compensate: { do: [{ u: call('http://undo') }] } };
  expect(found({ d: { do: [{ n: tried }] } }, { s: undone }).map(({ url }) => url)).toEqual(['http://try', 'http://catch', 'http://undo']);
});

test('of a template the part before the first variable counts, when the host is in it', () => {
  expect(found({ a: call('http://host/{id}/x') }).map(({ url }) => url)).toEqual(['http://host/']);
  expect(found({ a: call('http://host:80?{q}') }).map(({ url }) => url)).toEqual(['http://host:80?']);
});

test.each(['${ .url }', 'http://{host}/x', 'http://a{b}/x', '{+base}/x'])('%s is known only when it runs', (endpoint) => {
  expect(found({ a: call(endpoint) })).toEqual([]);
});
