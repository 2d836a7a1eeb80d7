// Merges the files of the REST contract into one OpenAPI document and adds what the platform answers for every operation.
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { parse } from 'yaml';

export const METHODS = ['get', 'put', 'post', 'delete', 'patch'];
/** The answer of every failure of operations that speak a foreign protocol, by `x-errors`. */
const ERRORS = { prometheus: 'PrometheusError', alertmanager: 'AlertmanagerError', text: 'TextError', 'rpc-status': 'RpcStatusError' };
const parameter = (name) => ({ $ref: `#/components/parameters/${name}` });
const SECURITY = [{ bearer: [] }, { apiKey: [] }, { basic: [] }, { session: [] }];

async function yamlFile(file) {
  try {
    return parse(await readFile(file, 'utf8'), { merge: true }) ?? {};
  } catch (error) {
    throw new Error(`${file}: ${error.message}`, { cause: error });
  }
}

async function mergeFolder(folder) {
  const merged = {};
  for (const name of (await readdir(folder)).filter((entry) => entry.endsWith('.yaml')).sort()) {
    for (const [key, value] of Object.entries(await yamlFile(path.join(folder, name)))) {
      if (key in merged) throw new Error(`${path.join(folder, name)}: ${key} is already defined in another file`);
      merged[key] = value;
    }
  }
  return merged;
}

const has = (parameters, name) => parameters.some((item) => item.$ref === `#/components/parameters/${name}`);

/** Errors that the operation can answer because of what it is; an answer that it declares itself wins. */
function platformResponses(operation, method, parameters) {
  const response = (name) => ({ $ref: `#/components/responses/${ERRORS[operation['x-errors']] ?? name}` });
  const isPublic = operation['x-permission'] === 'public';
  return {
    400: response('Malformed'),
    405: response('MethodNotAllowed'),
    406: response('NotAcceptable'),
    500: response('InternalError'),
    503: response('Unavailable'),
    // Its queries may be longer than a URL, which is refused before anybody knows what it asks for.
    ...(operation['x-errors'] === 'prometheus' ? { 431: { $ref: '#/components/responses/HeadersTooLarge' } } : {}),
    ...(isPublic ? {} : { 401: response('Unauthenticated'), 403: response('Forbidden'), 429: response('TooManyRequests') }),
    ...(parameters.some(({ in: place }) => place === 'path') ? { 404: response('NotFound') } : {}),
    ...(operation.requestBody ? { 413: response('PayloadTooLarge'), 415: response('UnsupportedMediaType'), 422: response('Unprocessable') } : {}),
    ...(has(parameters, 'IdempotencyKey') ? { 409: response('Conflict'), 422: response('Unprocessable') } : {}),
    ...(has(parameters, 'IfMatch') ? { 412: response('PreconditionFailed'), 428: response('PreconditionRequired') } : {}),
  };
}

const withCorrelationId = ([status, answer]) => [
  status,
  answer.$ref ? answer : { ...answer, headers: { 'X-Correlation-Id': { $ref: '#/components/headers/CorrelationId' }, ...answer.headers } },
];

/** The operation with a body that takes its query parameters as the fields of a form, too (`x-form: true`). */
function withForm(operation, shared) {
  if (!operation['x-form']) return operation;
  const parameters = [...shared, ...(operation.parameters ?? [])].filter((item) => item.in === 'query');
  const schema = { type: 'object', additionalProperties: false, properties: Object.fromEntries(parameters.map((item) => [item.name, { ...item.schema, ...(item.description && { description: item.description }) }])) };
  return { ...operation, requestBody: { required: false, content: { 'application/x-www-form-urlencoded': { schema } } } };
}

/** The operation with an example of its request body; where that may come in several media types, one for each. */
function withExample(operation, example) {
  const { requestBody } = operation;
  if (!requestBody || example === undefined) return operation;
  const types = Object.entries(requestBody.content);
  const content = types.map(([type, media]) => [type, { ...media, example: types.length > 1 ? example[type] : example }]);
  return { ...operation, requestBody: { ...requestBody, content: Object.fromEntries(content) } };
}

function completed({ example, ...declared }, method, shared) {
  const operation = withExample(withForm(declared, shared), example);
  const isPublic = operation['x-permission'] === 'public';
  const takesKey = method === 'post' && !isPublic && operation['x-idempotency'] !== 'none';
  const added = [...(isPublic ? [] : [parameter('XTenantId')]), ...(takesKey ? [parameter('IdempotencyKey')] : [])];
  const own = operation.parameters ?? [];
  const parameters = [...own, ...added.filter(({ $ref }) => !own.some((item) => item.$ref === $ref))];
  const responses = { ...platformResponses(operation, method, [...shared, ...parameters]), ...operation.responses };
  return {
    ...operation,
    security: isPublic ? [] : SECURITY,
    parameters,
    responses: Object.fromEntries(Object.entries(responses).map(withCorrelationId)),
  };
}

function completedPath(item, examples) {
  const shared = item.parameters ?? [];
  const operation = (method, value) => completed({ ...value, example: examples.get(value.operationId) }, method, shared);
  return Object.fromEntries(Object.entries(item).map(([key, value]) => [key, METHODS.includes(key) ? operation(key, value) : value]));
}

/** Examples of request bodies by operationId. Throws for one that no operation takes. */
async function examplesFor(folder, paths) {
  const examples = new Map(Object.entries(await mergeFolder(folder)));
  const takers = new Set(Object.values(paths).flatMap((item) => METHODS.map((method) => item[method])).filter((operation) => operation?.requestBody ?? operation?.['x-form']).map(({ operationId }) => operationId));
  for (const name of examples.keys()) if (!takers.has(name)) throw new Error(`${folder}: no operation ${name} takes a body`);
  return examples;
}

/** The whole contract as one document. `folder` is `api/openapi/v1`. */
export async function bundle(folder) {
  const root = await yamlFile(path.join(folder, 'openapi.yaml'));
  const components = await yamlFile(path.join(folder, 'components.yaml'));
  const schemas = await mergeFolder(path.join(folder, 'schemas'));
  for (const name of Object.keys(schemas)) if (name in components.schemas) throw new Error(`schema ${name} is already defined in components.yaml`);
  const paths = await mergeFolder(path.join(folder, 'paths'));
  const examples = await examplesFor(path.join(folder, 'examples'), paths);
  return {
    ...root,
    paths: Object.fromEntries(Object.entries(paths).map(([template, item]) => [template, completedPath(item, examples)])),
    components: { ...components, schemas: { ...components.schemas, ...schemas } },
  };
}
