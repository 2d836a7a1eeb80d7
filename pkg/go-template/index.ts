export { type AlertData, type AlertExpansionContext, expandAlertTemplate, parseAlertTemplate } from './alert-template.ts';
export { TEMPLATE_LIMITS, type TemplateLimits } from './execution/template-limits.ts';
export { type ExpansionContext, type QueriedSample, Template } from './template.ts';
export { TemplateError } from './template-error.ts';
export { formatFloat } from './values/format-float.ts';
export { type GoFunction, GoMap, GoObject, GoSlice, GoStruct, type GoValue } from './values/go-value.ts';
