// TypeScript types of the contract.
import openapiTS, { astToString } from 'openapi-typescript';
import ts from 'typescript';
import { METHODS } from './bundle.mjs';

const HEADER = `// Generated from api/openapi/v1 by scripts/generate-operations.mjs. Do not edit.
import type { Json, JsonObject } from '#internal/kernel';
import type { RawJson } from './raw-answer.ts';

`;

/** The text of operations.gen.ts. */
export async function typesOf(document) {
  const nodes = await openapiTS(document, {
    silent: true,
    immutable: true,
    alphabetize: true,
    // Answers list what is set; a default is applied by the server before a handler sees the request.
    defaultNonNullable: false,
    transform: (schema) => (schema['x-typescript'] ? ts.factory.createTypeReferenceNode(schema['x-typescript']) : undefined),
  });
  const operations = Object.values(document.paths).flatMap((item) => METHODS.map((method) => item[method])).filter((operation) => operation !== undefined);
  const named = (which) => operations.filter(which).map(({ operationId }) => `'${operationId}'`).sort().join(' | ') || 'never';
  const isPublic = named((operation) => operation['x-permission'] === 'public');
  const takesBytes = named((operation) => operation['x-raw-body'] === true);
  return `${HEADER}${astToString(nodes)}\n/** Operations that anybody may call. */\nexport type PublicOperationId = ${isPublic};\n/** Operations whose body is handed over as bytes. */\nexport type BytesOperationId = ${takesBytes};\n`;
}
