// What the contract promises beyond being valid OpenAPI: every operation is complete and every input is bounded.
import { METHODS } from './bundle.mjs';

const BOUNDED_FORMATS = new Set(['uuid', 'date-time', 'date', 'ipv4', 'ipv6', 'binary']);
const MAY_BE_NULL = new Set(['const', 'default', 'example', 'value']);
const FREE_FORM = new Set(['#/components/schemas/Json', '#/components/schemas/JsonObject']);

/** Answers the broken rules, one sentence each. */
export function brokenRules(document) {
  const broken = [];
  const resolve = (node) => (node?.$ref ? node.$ref.slice(2).split('/').reduce((at, key) => at?.[key], document) : node);

  function boundedScalar(schema, where, types) {
    if (types.includes('string') && schema.maxLength === undefined && !BOUNDED_FORMATS.has(schema.format)) broken.push(`${where}: a string needs maxLength`);
    if ((types.includes('integer') || types.includes('number')) && (schema.minimum ?? schema.exclusiveMinimum) === undefined) broken.push(`${where}: a number needs minimum`);
    if ((types.includes('integer') || types.includes('number')) && (schema.maximum ?? schema.exclusiveMaximum) === undefined) broken.push(`${where}: a number needs maximum`);
  }

  function boundedObject(schema, where, seen) {
    const closed = schema.additionalProperties === false || schema.unevaluatedProperties === false;
    if (!closed && typeof schema.additionalProperties !== 'object') broken.push(`${where}: an object needs additionalProperties: false, or a schema for them`);
    if (typeof schema.additionalProperties === 'object') {
      if (schema.maxProperties === undefined) broken.push(`${where}: a map needs maxProperties`);
      bounded(schema.additionalProperties, `${where}/*`, seen);
    }
    for (const [name, property] of Object.entries(schema.properties ?? {})) bounded(property, `${where}/${name}`, seen);
  }

  function bounded(node, where, seen) {
    if (node?.$ref) {
      if (FREE_FORM.has(node.$ref)) return;
      if (seen.includes(node.$ref)) return void broken.push(`${where}: ${node.$ref} is recursive`);
      return bounded(resolve(node), where, [...seen, node.$ref]);
    }
    if (!node) return void broken.push(`${where}: a reference leads nowhere`);
    for (const key of ['oneOf', 'anyOf', 'allOf']) for (const part of node[key] ?? []) bounded(part, where, seen);
    if (node.enum || node.const !== undefined) return;
    const types = [node.type ?? []].flat();
    boundedScalar(node, where, types);
    if (types.includes('array')) {
      if (node.maxItems === undefined) broken.push(`${where}: an array needs maxItems`);
      bounded(node.items, `${where}[]`, seen);
    }
    if (types.includes('object')) boundedObject(node, where, seen);
  }

  function operationRules(operation, name, shared, template) {
    for (const key of ['operationId', 'summary', 'x-permission']) if (!operation[key]) broken.push(`${name}: needs ${key}`);
    if (operation.tags?.length !== 1 || !document.tags.some((tag) => tag.name === operation.tags[0])) broken.push(`${name}: needs one tag of openapi.yaml`);
    if (!Object.keys(operation.responses).some((status) => status.startsWith('2'))) broken.push(`${name}: needs a 2xx answer`);
    const parameters = [...shared, ...operation.parameters].map(resolve);
    for (const parameter of parameters) bounded(parameter?.schema, `${name} ${parameter?.name}`, []);
    const inPath = parameters.filter((parameter) => parameter?.in === 'path').map((parameter) => parameter.name);
    for (const [, placeholder] of template.matchAll(/\{(\w+)\}/g)) if (!inPath.includes(placeholder)) broken.push(`${name}: {${placeholder}} is not declared`);
    for (const [type, media] of Object.entries(resolve(operation.requestBody)?.content ?? {})) {
      bounded(media.schema, `${name} ${type}`, []);
      if (media.example === undefined && media.schema?.format !== 'binary') broken.push(`${name} ${type}: needs an example of the body under examples/, by its operationId`);
    }
    if (operations.has(operation.operationId)) broken.push(`${name}: operationId ${operation.operationId} is taken`);
    operations.add(operation.operationId);
  }

  function everyNode(node, where) {
    if (typeof node !== 'object' || node === null) return;
    if (typeof node.$ref === 'string' && resolve(node) === undefined) broken.push(`${where}: ${node.$ref} leads nowhere`);
    for (const [key, value] of Object.entries(node)) {
      // A comma in an unquoted description starts a new key in YAML's flow style.
      if (value === null && !MAY_BE_NULL.has(key) && !Array.isArray(node)) broken.push(`${where}: "${key}" is empty; a text with a comma needs quotes`);
      everyNode(value, `${where}/${key}`);
    }
  }

  const operations = new Set();
  everyNode({ paths: document.paths, components: document.components }, '');
  for (const [template, item] of Object.entries(document.paths)) {
    for (const method of METHODS) if (item[method]) operationRules(item[method], `${method.toUpperCase()} ${template}`, item.parameters ?? [], template);
  }
  return broken;
}
