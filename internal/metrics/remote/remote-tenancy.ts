import type { TenantId } from '#internal/kernel';
import { invalid } from '#pkg/apperror';
import { compileMatchers, type Matcher } from '#pkg/matchers';
import { compareUtf8, type Label } from '#pkg/sample-model';
import type { RemoteStoreOptions } from './remote-store-options.ts';

/** How one tenant's series are marked, asked for and shown: what marks the tenant is never seen, and nobody can name it. */
export class RemoteTenancyOf {
  constructor(
    private readonly options: Pick<RemoteStoreOptions, 'tenancy' | 'dialect'>,
    private readonly tenantId: TenantId,
  ) {}

  /** The label that marks the tenant, if one does. */
  get label(): string | undefined {
    return this.options.tenancy.kind === 'label' ? this.options.tenancy.name : undefined;
  }

  get headers(): Readonly<Record<string, string>> {
    return this.options.tenancy.kind === 'header' ? { [this.options.tenancy.name]: this.tenantId } : {};
  }

  /** Labels as the remote store gets them. */
  marked(labels: readonly Label[]): readonly Label[] {
    if (this.label === undefined) return labels;
    return [...labels, { name: this.label, value: this.tenantId }].sort((one, other) => compareUtf8(one.name, other.name));
  }

  /** Labels as the tenant knows them, sorted by name. */
  unmarked(labels: Readonly<Record<string, string>>): readonly Label[] {
    return Object.entries(labels).filter(([name, value]) => name !== this.label && value !== '').map(([name, value]) => ({ name, value })).sort((one, other) => compareUtf8(one.name, other.name));
  }

  /** A selector of the tenant's series; undefined when none can fit. The tenant's view has no label that marks it: such a matcher is judged here. */
  selector(matchers: readonly Matcher[]): string | undefined {
    const hidden = matchers.filter(({ name }) => name === this.label || name === '');
    if (!compileMatchers(hidden)({})) return undefined;
    const own = matchers.filter((matcher) => !hidden.includes(matcher));
    const forced: Matcher = this.label === undefined ? { name: '__name__', op: '!=', value: '' } : { name: this.label, op: '=', value: this.tenantId };
    return `{${[...own, forced].map((matcher) => this.matcherText(matcher)).join(',')}}`;
  }

  /** Selectors as parameters `match[]`; undefined when none can fit. */
  parameters(selectors: readonly (readonly Matcher[])[]): URLSearchParams | undefined {
    const texts = (selectors.length === 0 ? [[]] : selectors).map((matchers) => this.selector(matchers)).filter((text) => text !== undefined);
    return texts.length === 0 ? undefined : new URLSearchParams(texts.map((text): [string, string] => ['match[]', text]));
  }

  private matcherText({ name, op, value }: Matcher): string {
    return `${this.nameText(name)}${op}${quoted(value)}`;
  }

  private nameText(name: string): string {
    if (/^[a-zA-Z_][a-zA-Z0-9_]*$/.test(name)) return name;
    if (this.options.dialect === 'prometheus') return quoted(name);
    if (!/^[a-zA-Z_.:/-][a-zA-Z0-9_.:/-]*$/.test(name)) throw invalid('match', `the remote store cannot select by the label ${JSON.stringify(name.slice(0, 100))}`);
    return name.replaceAll(/[.:/-]/g, (character) => `\\${character}`);
  }
}

/** A string of PromQL: JSON's escapes are some of Go's. */
const quoted = (text: string): string => JSON.stringify(text).replaceAll('\u007f', '\\u007f');
