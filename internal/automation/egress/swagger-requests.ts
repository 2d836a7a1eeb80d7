import { AppError, invalid } from '#pkg/apperror';
import { BoundedCache } from '#pkg/matchers';
import { parse } from 'yaml';
import type { Json, JsonObject } from '#internal/kernel';
import type { ExternalDocument } from '../ports/external-documents.ts';
import type { OpenApiRequest, OpenApiRequests } from '../ports/outgoing.ts';
import { operationDocument } from './openapi-operation.ts';

const MOST_KEPT = 50;

/** Requests as swagger-client builds them (styles and encodings of parameters, servers, forms); it is given no way to reach the network. */
export class SwaggerRequests implements OpenApiRequests {
  /** Parsed documents by the digest of their text. */
  readonly #documents = new BoundedCache<string, JsonObject>(MOST_KEPT);

  async build(document: ExternalDocument, { operationId, parameters }: { readonly operationId: string; readonly parameters: JsonObject }): Promise<OpenApiRequest> {
    // Loaded when the first such call is made: it is large.
    const { buildRequest } = await import('swagger-client/lib/execute/index.js');
    const { spec, operation } = operationDocument(this.#documents.getOrMake(document.digest, () => parsed(document.text)), operationId);
    const { body, ...rest } = parameters;
    const hasBody = operation['requestBody'] !== undefined && body !== undefined;
    checkMissing(operation, parameters);
    try {
      const request = buildRequest({ spec, operationId, parameters: hasBody ? rest : parameters, ...(hasBody && { requestBody: body }), contextUrl: document.url });
      return { method: request.method.toUpperCase(), url: request.url, headers: Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)])), ...bodyOf(request.body) };
    } catch (error) {
      throw error instanceof AppError ? error : invalid('parameters', error instanceof Error ? error.message : String(error));
    }
  }
}

/** OpenAPI 3 says that a body is needed; the builder would send none. */
function checkMissing(operation: JsonObject, parameters: JsonObject): void {
  const { requestBody } = operation as { readonly requestBody?: { readonly required?: boolean } };
  if (requestBody?.required && parameters['body'] === undefined) throw invalid('parameters/body', 'is required: the operation has a request body');
}

function parsed(text: string): JsonObject {
  let document: unknown;
  try {
    document = parse(text); // JSON is YAML
  } catch {
    throw invalid('document', 'is neither JSON nor YAML');
  }
  const { swagger, openapi } = (typeof document === 'object' && document !== null ? document : {}) as { readonly swagger?: unknown; readonly openapi?: unknown };
  if (swagger !== '2.0' && !/^3\.[01]\.\d+$/.test(String(openapi))) throw invalid('document', 'is no Swagger 2.0, OpenAPI 3.0 or 3.1 document');
  return document as JsonObject; // it was parsed from JSON or YAML
}

/** A form with parts becomes its fields again: whoever sends it sets the boundary. */
function bodyOf(body: unknown): { readonly body?: Json } {
  if (body === undefined) return {};
  if (!(body instanceof FormData)) return { body: body as Json };
  const fields = [...new Set(body.keys())].map((name) => [name, body.getAll(name)] as const);
  if (fields.some(([, values]) => values.some((value) => typeof value !== 'string'))) throw invalid('parameters', 'cannot hold files');
  return { body: Object.fromEntries(fields.map(([name, values]) => [name, (values.length === 1 ? values[0] : values) as Json])) };
}
