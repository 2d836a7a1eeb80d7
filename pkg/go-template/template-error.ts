/** A template that cannot be read, or cannot be carried out. The message is Go's, with template, line and column. */
export class TemplateError extends Error {}
