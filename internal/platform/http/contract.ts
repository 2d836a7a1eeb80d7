import type { ValidateFunction } from 'ajv/dist/2020.js';
import { OpenAPIBackend, type Document } from 'openapi-backend';
import { type ParameterReader, parameterReader } from './parameters.ts';
import { Routes } from './routes.ts';
import { schemaValidator } from './schema-validators.ts';
import type { RepeatedKeys } from './strict-json.ts';

/** Who is refused first when the server is full. */
export type Priority = 'critical' | 'normal' | 'sheddable';

/** Problem details (RFC 9457), Prometheus's API, Alertmanager's API v2, a line of text as remote write wants it, or a `google.rpc.Status` as OTLP does. */
export type ErrorFormat = 'problem' | 'prometheus' | 'alertmanager' | 'pagerduty' | 'text' | 'rpc-status';

/** One operation of the contract, prepared at start so that a request costs no look into the document. */
export interface ContractOperation {
  readonly id: string;
  /** Upper case. */
  readonly method: string;
  /** The path template, for spans. */
  readonly template: string;
  /** `undefined`: anybody may call it. */
  readonly permission: string | undefined;
  readonly priority: Priority;
  /** Mostly waits, so that it does not count as work in progress once it was let in. */
  readonly waits: boolean;
  /** How its errors are told. Foreign protocols also pass over parameters that nobody declared, and take the first of those that are repeated. */
  readonly errors: ErrorFormat;
  readonly path: readonly ParameterReader[];
  readonly query: readonly ParameterReader[];
  /** Names are in lower case. */
  readonly headers: readonly ParameterReader[];
  readonly needsIfMatch: boolean;
  readonly takesIdempotencyKey: boolean;
  /** Media types of the body; `undefined` when it takes none. */
  readonly consumes: readonly string[] | undefined;
  readonly needsBody: boolean;
  /** Bytes, inflated. */
  readonly bodyLimit: number | undefined;
  /** The body is handed over as bytes, neither checked nor parsed. */
  readonly takesBytes: boolean;
  /** In a JSON body. */
  readonly repeatedKeys: RepeatedKeys;
  /** Content encodings that the operation unpacks by itself, and then no others; `undefined`: gzip and deflate, which are inflated for it. */
  readonly encodings: readonly string[] | undefined;
  /** Media types of its success answers, in the order of the contract. */
  readonly produces: readonly string[];
  readonly checkParameters: ValidateFunction;
  readonly checkBody: ValidateFunction | undefined;
  /** The check of an answer with this status: `undefined` for a status that the contract does not declare, `null` for an answer without JSON. */
  checkAnswer(status: number): ValidateFunction | null | undefined;
}

export interface Contract {
  readonly document: OpenApiDocument;
  readonly operations: readonly ContractOperation[];
  readonly routes: Routes<ContractOperation>;
}

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly schema?: object;
}
type Contents = Readonly<Record<string, unknown>>;
interface Operation {
  readonly operationId: string;
  readonly method: string;
  readonly path: string;
  readonly parameters: readonly Parameter[];
  readonly requestBody?: { readonly required?: boolean; readonly content: Contents };
  readonly responses: Readonly<Record<string, { readonly content?: Contents }>>;
  readonly 'x-permission'?: string;
  readonly 'x-priority'?: Priority;
  readonly 'x-waits'?: boolean;
  readonly 'x-errors'?: ErrorFormat;
  readonly 'x-body-limit'?: number;
  readonly 'x-raw-body'?: boolean;
  readonly 'x-encodings'?: readonly string[];
  readonly 'x-repeated-keys'?: RepeatedKeys;
}

/** An OpenAPI 3.1 document; its inside is the business of the contract. */
export interface OpenApiDocument {
  readonly openapi: string;
  readonly info: { readonly title: string; readonly version: string };
  readonly paths: object;
}

const readersOf = (operation: Operation, place: string): ParameterReader[] =>
  operation.parameters
    .filter((parameter) => parameter.in === place)
    .map(({ name, schema }) => parameterReader(name, schema, place === 'header' ? name.toLowerCase() : name));

/** Where a path is served: under the URLs of the `servers` that its path item declares, else at the root. */
function prefixesOf({ paths }: OpenApiDocument, template: string): string[] {
  const { servers = [{ url: '/' }] } = (paths as Readonly<Record<string, { readonly servers?: readonly { readonly url: string }[] }>>)[template] ?? {};
  return servers.map(({ url }) => url.replace(/\/$/, ''));
}

function pathReaders(operation: Operation): ParameterReader[] {
  const readers = readersOf(operation, 'path');
  const names = [...operation.path.matchAll(/\{([^}]+)\}/g)].map(([, name]) => name ?? '');
  return names.map((name) => readers.find((reader) => reader.name === name) ?? parameterReader(name, undefined));
}

function prepared(operation: Operation, api: OpenAPIBackend): ContractOperation {
  const { operationId: id, requestBody, responses } = operation;
  const permission = operation['x-permission'];
  if (permission === undefined) throw new Error(`${id} declares no x-permission`);
  // Built by openapi-backend: the body's check comes first, when there is one; the parameters' check is last.
  const checks = (api.validator.getRequestValidatorsForOperation(id) ?? []) as unknown as readonly ValidateFunction[];
  const checkParameters = checks.at(-1);
  if (!checkParameters) throw new Error(`${id} has no check of its parameters`);
  const headers = readersOf(operation, 'header');
  const success = Object.entries(responses).filter(([status]) => status.startsWith('2'));
  return {
    id,
    method: operation.method.toUpperCase(),
    template: operation.path,
    permission: permission === 'public' ? undefined : permission,
    priority: operation['x-priority'] ?? 'normal',
    waits: operation['x-waits'] ?? false,
    errors: operation['x-errors'] ?? 'problem',
    path: pathReaders(operation),
    query: readersOf(operation, 'query'),
    headers,
    needsIfMatch: operation.parameters.some((parameter) => parameter.in === 'header' && parameter.name === 'If-Match' && parameter.required === true),
    takesIdempotencyKey: headers.some(({ name }) => name === 'idempotency-key'),
    consumes: requestBody && Object.keys(requestBody.content),
    needsBody: requestBody?.required === true,
    bodyLimit: operation['x-body-limit'],
    takesBytes: operation['x-raw-body'] ?? false,
    repeatedKeys: operation['x-repeated-keys'] ?? 'refused',
    encodings: operation['x-encodings'],
    produces: [...new Set(success.flatMap(([, { content }]) => Object.keys(content ?? {})))],
    checkParameters,
    checkBody: checks.length > 1 ? checks[0] : undefined,
    checkAnswer(status) {
      if (!(status in responses)) return undefined;
      const check = api.validator.getStatusBasedResponseValidatorForOperation(id)?.[status];
      return responses[status]?.content && check ? (check) : null;
    },
  };
}

/**
 * Prepares an OpenAPI document for serving: openapi-backend resolves its references and builds the checks; routing and reading of parameters are prepared here,
 * because openapi-backend's own walk through all operations on every request is too slow for us.
 */
export async function compileContract(document: OpenApiDocument): Promise<Contract> {
  const ajv = schemaValidator();
  const api = new OpenAPIBackend({
    definition: structuredClone(document) as Document, // dereferencing changes it in place
    quick: true, // checks are built below, those of answers only when they are used
    strict: true,
    ignoreTrailingSlashes: false,
    customizeAjv: () => ajv, // its types know the draft-07 class only
  });
  await api.init();
  const operations = api.router.getOperations().map((operation) => prepared(operation as unknown as Operation, api));
  const routes = new Routes<ContractOperation>();
  for (const operation of operations) {
    for (const prefix of prefixesOf(document, operation.template)) routes.add(operation.method, `${prefix}${operation.template}`, operation);
  }
  return { document, operations, routes };
}
