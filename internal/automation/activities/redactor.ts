import type { Json } from '#internal/kernel';

const MASK = '***';
/** Shorter texts stand in too many others; they are masked only where they are a whole value. */
const SHORTEST_INSIDE = 4;

/**
 * Keeps confidential values out of what is stored: wherever one of them turns up in a text, as it is or encoded (base64, percent, JSON), it is
 * masked. It knows values, not places: a receiver that echoes a secret does not bring it into the journal.
 */
export class Redactor {
  readonly #inside = new Set<string>();
  readonly #whole = new Set<string>();

  /** Every text and number inside the value is confidential from now on. */
  add(value: Json | undefined): void {
    if (typeof value === 'string' || typeof value === 'number') this.#addText(String(value));
    else if (typeof value === 'object' && value !== null) for (const part of Object.values<Json>(value as Readonly<Record<string, Json>>)) this.add(part);
  }

  /** The value without anything confidential; names of properties are looked at, too. */
  clean<Value extends Json>(value: Value): Value {
    return this.#whole.size === 0 ? value : (this.#clean(value) as Value); // the same shape, with other texts
  }

  text(text: string): string {
    if (this.#whole.has(text)) return MASK;
    let clean = text;
    for (const secret of this.#inside) if (clean.includes(secret)) clean = clean.replaceAll(secret, MASK);
    return clean;
  }

  #addText(text: string): void {
    if (text === '') return;
    this.#whole.add(text);
    if (text.length < SHORTEST_INSIDE) return;
    const forms = [text, Buffer.from(text).toString('base64'), Buffer.from(text).toString('base64url'), encodeURIComponent(text), new URLSearchParams([['', text]]).toString().slice(1), JSON.stringify(text).slice(1, -1)];
    for (const form of forms) this.#inside.add(form);
    // An address that is itself the credential, as messages quote it: without its query.
    const [address] = /^https?:\/\/[^/?#]+\/[^?#]+(?=[?#])/.exec(text) ?? [];
    if (address !== undefined) this.#inside.add(address);
  }

  #clean(value: Json): Json {
    if (typeof value === 'string') return this.text(value);
    if (typeof value === 'number') return this.#whole.has(String(value)) ? MASK : value;
    if (typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value)) return (value as readonly Json[]).map((part) => this.#clean(part));
    return Object.fromEntries(Object.entries(value).map(([name, part]: [string, Json]) => [this.text(name), this.#clean(part)]));
  }
}
