/** What a browser does at a sign-in: keeps cookies, follows redirects, fills forms. For tests and demonstrations without a browser. */
export class FormBrowser {
  private readonly cookies = new Map<string, string>();

  /** `stopAt`: redirects to addresses that begin so are not followed but returned. */
  constructor(private readonly stopAt: string) {}

  /**
   * Opens a page and submits every form on the way with the given values until an address below `stopAt` is reached, which is returned.
   * When a page has no form, or asks again for what was already answered, its text is returned instead.
   */
  async follow(url: string | URL, values: Readonly<Record<string, string>> = {}): Promise<{ readonly arrived: URL } | { readonly status: number; readonly page: string }> {
    let target = new URL(url);
    let body: URLSearchParams | undefined;
    const answered = new Set<string>();
    for (;;) {
      const response = await fetch(target, { method: body ? 'POST' : 'GET', redirect: 'manual', headers: { cookie: this.cookieHeader() }, ...(body ? { body } : {}) });
      for (const cookie of response.headers.getSetCookie()) this.keep(cookie);
      const location = response.headers.get('location');
      if (location !== null) {
        [target, body] = [new URL(location, target), undefined];
        if (target.href.startsWith(this.stopAt)) return { arrived: target };
        continue;
      }
      const page = await response.text();
      const form = parseForm(page);
      const asked = form?.fields.filter(([name]) => name in values).map(([name]) => name) ?? [];
      if (!form || asked.some((name) => answered.has(name) && name === 'password')) return { status: response.status, page };
      for (const name of asked) answered.add(name);
      target = new URL(form.action, target);
      body = new URLSearchParams(form.fields.map(([name, value]): [string, string] => [name, values[name] ?? value]));
    }
  }

  private keep(cookie: string): void {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
    if (value === '' || /max-age=0|expires=thu, 01 jan 1970/i.test(cookie)) this.cookies.delete(name);
    else this.cookies.set(name, value);
  }

  private cookieHeader(): string {
    return [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }
}

interface Form {
  readonly action: string;
  readonly fields: readonly (readonly [name: string, value: string])[];
}

function parseForm(page: string): Form | undefined {
  const [, attributes, content] = /<form\b([^>]*)>(.*?)<\/form>/s.exec(page) ?? [];
  if (attributes === undefined || content === undefined) return undefined;
  const fields = [...content.matchAll(/<input\b([^>]*)>/gs)].map(([, input = '']) => [attribute(input, 'name'), attribute(input, 'value')] as const);
  return { action: attribute(attributes, 'action'), fields: fields.filter(([name]) => name !== '') };
}

const attribute = (tag: string, name: string): string =>
  (new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1] ?? '').replaceAll('&amp;', '&').replaceAll('&quot;', '"').replaceAll('&#39;', "'");
