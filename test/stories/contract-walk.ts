import { openApiDocument, type OperationId } from '#internal/platform/http';
import { OPERATIONS, type Parts } from '../support/product-client.ts';

/** Where an operation takes an id. */
export interface IdPlace {
  readonly operation: OperationId;
  readonly in: 'path' | 'query' | 'header' | 'body';
  readonly name: string;
}

interface Parameter {
  readonly in: 'path' | 'query' | 'header' | 'cookie';
  readonly name: string;
  readonly schema: Schema;
}
interface Schema {
  readonly $ref?: string;
  readonly format?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
}
type PathItem = Readonly<Record<string, unknown>> & { readonly parameters?: readonly object[] };
interface Operation {
  readonly operationId: OperationId;
  readonly 'x-permission': string;
  readonly 'x-errors'?: 'prometheus' | 'alertmanager' | 'pagerduty' | 'text' | 'rpc-status';
  readonly parameters?: readonly object[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> };
}

/** Follows `$ref` inside the document. */
function resolved<Thing>(thing: object): Thing {
  if (!('$ref' in thing) || typeof thing.$ref !== 'string') return thing as Thing;
  const found = thing.$ref.slice(2).split('/').reduce<unknown>((node, key) => (node as Readonly<Record<string, unknown>>)[key], openApiDocument);
  return resolved<Thing>(found as object);
}

/** An operation of the contract with what its path shares. */
export function operationOf(id: OperationId): { readonly permission: string; readonly errors: 'problem' | 'prometheus' | 'alertmanager' | 'pagerduty' | 'text' | 'rpc-status'; readonly parameters: readonly Parameter[]; readonly bodyFields: Readonly<Record<string, Schema>> } {
  const { method, template } = OPERATIONS.get(id)!;
  const item = (openApiDocument.paths as Readonly<Record<string, PathItem>>)[template]!;
  const operation = item[method.toLowerCase()] as Operation;
  const parameters = [...(item.parameters ?? []), ...(operation.parameters ?? [])].map((parameter) => resolved<Parameter>(parameter));
  const schema = operation.requestBody?.content['application/json']?.schema;
  return { permission: operation['x-permission'], errors: operation['x-errors'] ?? 'problem', parameters, bodyFields: schema === undefined ? {} : (resolved<Schema>(schema).properties ?? {}) };
}

const isUuid = (schema: Schema): boolean => resolved<Schema>(schema).format === 'uuid';

/** Every place of the contract where an id may stand: all path parameters, whatever has the format `uuid`, and what is named in `ids`. */
export function idPlaces(ids: Readonly<Record<string, string>>): IdPlace[] {
  return [...OPERATIONS.keys()].flatMap((operation) => {
    const { parameters, bodyFields } = operationOf(operation);
    const named = parameters.filter(({ in: where, name, schema }) => where === 'path' || name in ids || isUuid(schema)).map(({ in: where, name }) => ({ operation, in: where as IdPlace['in'], name }));
    const fields = Object.entries(bodyFields).filter(([name, schema]) => name in ids || isUuid(schema));
    return [...named, ...fields.map(([name]): IdPlace => ({ operation, in: 'body', name }))];
  });
}

/** A request that is right but for the id in that place. `own` are ids that the caller may use, `body` is a valid one. */
export function requestWith(place: IdPlace, id: string, { own, body }: { readonly own: Readonly<Record<string, string>>; readonly body: object | undefined }): Parts {
  const { parameters } = operationOf(place.operation);
  const path = Object.fromEntries(parameters.filter(({ in: where }) => where === 'path').map(({ name }) => [name, own[name]]));
  const headers: Record<string, string> = parameters.some(({ name }) => name === 'If-Match') ? { 'If-Match': '*' } : {};
  switch (place.in) {
    case 'path':
      return { path: { ...path, [place.name]: id }, headers, body };
    case 'query':
      return { path, headers, body, query: { [place.name]: id } };
    case 'header':
      return { path, headers: { ...headers, [place.name]: id }, body };
    case 'body':
      return { path, headers, body: { ...body, [place.name]: id } };
  }
}
