import { Template, TemplateError, TemplateLibrary, type TemplateLimits } from '#pkg/go-template';
import { BoundedCache } from '#pkg/matchers';
import type { NotificationData } from '../notifications/notification-data.ts';
import { DEFAULT_TEMPLATES } from './default-templates.ts';
import { templateData } from './template-data.ts';
import { alertmanagerFunctions } from './template-functions.ts';

/** Notifications hold many alerts: more than what texts of single alerts may need. */
const LIMITS: Partial<TemplateLimits> = { maxOutput: 1024 * 1024, maxSteps: 1_000_000 };

/**
 * Texts of notifications: Go templates with Alertmanager's functions, data and default templates (https://prometheus.io/docs/alerting/latest/notifications/). They can neither reach anything outside of their
 * data nor run without end.
 */
export class AlertmanagerTemplates {
  private readonly parsed = new BoundedCache<string, Template>(500);

  private constructor(private readonly library: TemplateLibrary) {}

  /** The default templates and, over them, those of files. Throws `TemplateError` with Go's message, which names the file and the line. */
  static parse(files: readonly { readonly name: string; readonly text: string }[] = []): AlertmanagerTemplates {
    return new AlertmanagerTemplates(TemplateLibrary.parse([{ name: 'default.tmpl', text: DEFAULT_TEMPLATES }, ...files], alertmanagerFunctions));
  }

  /** Throws `TemplateError` when the text is no template. */
  check(text: string): void {
    this.template(text);
  }

  /** The text with its actions carried out, for places that are no HTML. Throws `TemplateError`. */
  text(text: string, data: NotificationData, nowMs: number): string {
    return this.expand(text, data, nowMs, false);
  }

  /** As {@link text}, with values escaped for where they stand in HTML. */
  html(text: string, data: NotificationData, nowMs: number): string {
    return this.expand(text, data, nowMs, true);
  }

  private expand(text: string, data: NotificationData, nowMs: number, html: boolean): string {
    const expanded = this.template(text).expand({ data: templateData(data), timeMs: nowMs, limits: LIMITS, html });
    // Only queries are waited for, and there are none here.
    if (typeof expanded !== 'string') throw new TemplateError('a template of a notification asks nothing');
    return expanded;
  }

  private template(text: string): Template {
    return this.parsed.getOrMake(text, () => Template.parse('', text, { functions: alertmanagerFunctions, library: this.library }));
  }
}
