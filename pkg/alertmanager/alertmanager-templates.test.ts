import { TemplateError } from '#pkg/go-template';
import { AlertmanagerTemplates, type NotificationData, parseConfig } from './index.ts';
import recorded from './testdata/templates.json';

const NOW = Date.parse('2026-11-20T12:05:00Z');
const data = recorded.data as unknown as NotificationData;
const templates = AlertmanagerTemplates.parse();
/** What lines say; how many of them are blank is ours to choose. */
const lines = (text: string): string[] => text.split('\n').map((line) => line.trim()).filter((line) => line !== '');

describe('templates are expanded as by Alertmanager', () => {
  test.each(recorded.cases.map((known) => [known.template, known] as const))('%s', (template, known) => {
    const expand = () => (known.html === true ? templates.html(template, data, NOW) : templates.text(template, data, NOW));
    if (known.error !== undefined) expect(expand).toThrow(new TemplateError(known.error));
    else if (/^\{\{ template "[a-z0-9]+\.default/.test(template)) expect(lines(expand())).toEqual(lines(known.expanded ?? ''));
    else expect(expand()).toBe(known.expanded);
  });
});

describe('the default templates', () => {
  test('of e-mail are HTML with everything escaped', () => {
    const html = templates.html('{{ template "email.default.html" . }}', data, NOW);
    expect(html).toContain('2 alerts for alertname=Down cluster=eu');
    expect(html).toContain('summary = it is &lt;down&gt; &amp; out<br>');
    expect(html).toContain('<a href="http://prom.example/graph?g0.expr=up">Source</a>');
    expect(html).not.toContain('<down>');
  });

  test('may be defined anew by files, and call each other', () => {
    const own = AlertmanagerTemplates.parse([{ name: 'own.tmpl', text: '{{ define "__alertmanager" }}Orchestrix{{ end }}{{ define "mine" }}{{ template "__alertmanager" }}: {{ .Status }}{{ end }}' }]);
    expect(own.text('{{ template "slack.default.username" . }} {{ template "mine" . }}', data, NOW)).toBe('Orchestrix Orchestrix: firing');
  });

  test('a file that is no template is refused with its name and line', () => {
    expect(() => AlertmanagerTemplates.parse([{ name: 'own.tmpl', text: '\n{{ if }}' }])).toThrow('template: own.tmpl:2: missing value for if');
  });
});

describe('a template', () => {
  test('knows the time that it is given', () => {
    expect(templates.text('{{ now | date "15:04" }} {{ since (index .Alerts 0).StartsAt }}', data, NOW)).toBe('12:05 4m59.75s');
  });

  test('is checked before it is used', () => {
    expect(() => templates.check('{{ .Status')).toThrow(TemplateError);
    templates.check('{{ .Status }}');
  });

  test('can neither run nor write without end', () => {
    expect(() => templates.text('{{ define "a" }}{{ template "a" . }}{{ end }}{{ template "a" . }}', data, NOW)).toThrow('exceeded maximum template depth');
    expect(() => templates.text('{{ range 1000000000 }}x{{ end }}', data, NOW)).toThrow(TemplateError);
  });

  test('puts no value where scripts or styles are written', () => {
    for (const html of ['<script>{{ .Status }}</script>', '<a onclick="{{ .Status }}">', '<p style="{{ .Status }}">', '<p {{ .Status }}>']) expect(() => templates.html(html, data, NOW)).toThrow('a value cannot stand');
  });

  test('that an alertmanager.yml holds is a text like any other', () => {
    expect(parseConfig('route: { receiver: a }\nreceivers: [{ name: a, slack_configs: [{ api_url: "http://s", title: \'{{ template "__subject" . }}\' }] }]').problems).toEqual([]);
  });
});
