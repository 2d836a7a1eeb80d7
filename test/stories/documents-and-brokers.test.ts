import { connectAsync, type MqttClient } from 'mqtt';
import { installed, startMosquitto, type RunningBroker } from '../support/brokers.ts';
import { makeCertificates } from '../support/certificates.ts';
import { eventually } from '../support/eventually.ts';
import type { ProductClient } from '../support/product-client.ts';
import { allowLoopback, definitionOf } from '../support/product-entities.ts';
import { useSampleService } from '../support/product-service.ts';
import { useProduct } from '../support/product-suite.ts';

const program = installed('mosquitto');

describe('a workflow lives on documents that lie elsewhere', () => {
  const suite = useProduct();
  const outside = useSampleService();
  let ana: ProductClient;
  beforeAll(async () => {
    ana = await suite.product.as('ana');
    await allowLoopback(ana);
    outside.service.answer('/host.yaml', 200, 'type: object\nrequired: [host]\n');
  });
  const create = (name: string, tasks: readonly object[], rest: object = {}) => ana.send('createWorkflow', { body: { name, definition: { ...definitionOf(name, tasks as never), ...rest } } });
  const run = async (name: string, tasks: readonly object[], input: Readonly<Record<string, unknown>>, rest: object = {}) => {
    const { body } = await create(name, tasks, rest);
    const { id } = (await ana.call('executeWorkflow', { path: { workflowId: (body as { readonly id: string }).id }, body: { input: input as never } })).body;
    return eventually(async () => (await ana.call('getExecution', { path: { executionId: id } })).body, ({ finished_at: at }) => at !== null, 40_000);
  };
  const checked = () => ({ input: { schema: { resource: { endpoint: `${outside.service.url}/host.yaml` } } } });

  test('its input is held against a schema that is fetched', async () => {
    const tasks = [{ keep: { set: { seen: '${ .host }' } } }];
    expect(await run('checked', tasks, { host: 'h1' }, checked())).toMatchObject({ status: 'completed', output: { seen: 'h1' } });
    expect(await run('checked-again', tasks, {}, checked())).toMatchObject({ status: 'failed', error: { type: expect.stringMatching(/\/validation$/) as string } });
  });

  test('a schema that is not there is caught where it is needed', async () => {
    const schema = { resource: { endpoint: `${outside.service.url}/gone.yaml` } };
    outside.service.answer('/gone.yaml', 404, '');
    const guarded = { guarded: { try: [{ keep: { set: { x: 1 }, input: { schema } } }], catch: { as: 'problem', do: [{ tell: { set: { said: '${ $problem.detail }' } } }] } } };
    expect(await run('caught', [guarded], {})).toMatchObject({ status: 'completed', output: { said: expect.stringContaining('/gone.yaml answered 404') as string } });
  });

  test('what cannot be run is refused when it is saved, with its place', async () => {
    const refusal = async (task: object, rest: object = {}) => ((await create('refused', [{ x: task }], rest)).body as { readonly errors: readonly object[] }).errors;
    expect(await refusal({ set: { a: 1 }, input: { schema: { format: 'avro', resource: { endpoint: 'https://docs.example/s' } } } })).toMatchObject([{ field: '/definition/do/0/x/input/schema/format' }]);
    expect(await refusal({ call: 'asyncapi', with: { document: { endpoint: 'https://docs.example/a.yaml' }, channel: 'c', protocol: 'kafka', message: {} } })).toMatchObject([{ field: '/definition/do/0/x/with/protocol' }]);
    expect(await refusal({ set: { a: 1 } }, { use: { authentications: { idp: { oauth2: { authority: 'https://idp.example', grant: 'authorization_code' } } } } })).toMatchObject([{ field: '/definition/use/authentications/idp/oauth2/grant' }]);
  });

  (program === undefined ? describe.skip : describe)('and publishes where an AsyncAPI document says', () => {
    const certificates = makeCertificates(['DNS:broker.test']);
    let broker: RunningBroker;
    let listener: MqttClient;
    const heard: string[] = [];
    beforeAll(async () => {
      broker = await startMosquitto(program ?? '', certificates);
      listener = await connectAsync(`mqtt://127.0.0.1:${broker.port}`);
      listener.on('message', (topic, text) => heard.push(`${topic} ${text.toString()}`));
      await listener.subscribeAsync('alerts/#', { qos: 1 });
    });
    afterAll(async () => {
      await listener.endAsync();
      await broker.stop();
      certificates.remove();
    });

    test('to a broker, which has confirmed it when the task is done', async () => {
      outside.service.answer('/api.json', 200, JSON.stringify({ asyncapi: '3.0.0', servers: { queue: { host: `127.0.0.1:${broker.port}`, protocol: 'mqtt' } }, channels: { alerts: { address: 'alerts/{team}' } } }));
      const tell = { tell: { call: 'asyncapi', with: { document: { endpoint: `${outside.service.url}/api.json` }, channel: 'alerts', protocol: 'mqtt', message: { payload: { alert: '${ .alert }' } } } } };
      expect(await run('told', [tell], { alert: 'DiskFull', team: 'db' })).toMatchObject({ status: 'completed', output: { topic: 'alerts/db', qos: 1 } });
      expect(await eventually(async () => heard, ({ length }) => length > 0)).toEqual(['alerts/db {"alert":"DiskFull"}']);
    });
  });
  if (program === undefined) console.warn('NOT TESTED: a workflow that publishes to a real broker, for there is no mosquitto on this machine');
});
