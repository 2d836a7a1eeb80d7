export { type AlertData, type AlertExpansionContext, expandAlertTemplate, parseAlertTemplate } from './alert-template.ts';
export { TEMPLATE_LIMITS, type TemplateLimits } from './execution/template-limits.ts';
export { prometheusFunctions } from './functions/prometheus-functions.ts';
export { escapeQuery } from './functions/text-escapes.ts';
export { type ExpansionContext, type QueriedSample, Template, type TemplateLanguage, TemplateLibrary } from './template.ts';
export { TemplateError } from './template-error.ts';
export { formatFloat } from './values/format-float.ts';
export { GoDuration, GoTime } from './values/go-time.ts';
export { type GoFunction, GoMap, GoObject, GoSlice, GoStruct, type GoValue } from './values/go-value.ts';
