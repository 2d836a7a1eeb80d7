import type { OpenApiDocument } from './contract.ts';
import document from './openapi.gen.json';

/** The contract of this product, generated from api/openapi/v1. */
export const openApiDocument: OpenApiDocument = document;
