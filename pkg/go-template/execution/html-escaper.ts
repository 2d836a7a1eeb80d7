import { escapeHtml } from '../functions/text-escapes.ts';

/** Where in HTML the next value stands. */
type Place = 'text' | 'tag' | 'attribute' | 'comment' | 'raw';

/** Elements whose content is no HTML. */
const RAW = /^(script|style|textarea|title)$/i;
const URL_ATTRIBUTES = /^(href|src|action|formaction|cite|background|poster|data|longdesc|manifest|profile|icon|xlink:href)$/i;
const SCRIPT_ATTRIBUTES = /^(on.*|style|srcdoc|srcset)$/i;

/**
 * Makes values fit for the place in HTML where a template puts them, as Go's html/template does: text and values of attributes are escaped, addresses are of harmless kinds only. Places that would need
 * JavaScript or CSS to be understood are refused. The literal parts of a template tell the place; values cannot change it.
 */
export class HtmlEscaper {
  private place: Place = 'text';
  /** The text from the last change of place on, as far as it matters. */
  private pending = '';
  private rawEnd = '';
  private quote = '';
  private attribute = '';
  /** Whether nothing of the value of the attribute was written yet. */
  private atStart = false;
  /** Whether the address in the attribute has come to its query or fragment. */
  private inQuery = false;

  /** A part of the template itself. */
  literal(text: string): void {
    for (const character of text) this.step(character);
  }

  /** What is written for a value; `typeName` is that of safe texts. */
  escape(text: string, typeName: string | undefined): { readonly text: string } | { readonly problem: string } {
    switch (this.place) {
      case 'text':
        return { text: typeName === 'template.HTML' ? text : escapeAll(text) };
      case 'raw':
        return this.rawEnd === 'title' || this.rawEnd === 'textarea' ? { text: escapeAll(text) } : { problem: `a value cannot stand inside of <${this.rawEnd}>` };
      case 'comment':
        return { text: '' };
      case 'attribute':
        return this.inAttribute(text, typeName);
      case 'tag':
        return { problem: 'a value cannot stand inside of a tag without quotes' };
    }
  }

  private inAttribute(text: string, typeName: string | undefined): { readonly text: string } | { readonly problem: string } {
    if (SCRIPT_ATTRIBUTES.test(this.attribute)) return { problem: `a value cannot stand in the attribute ${this.attribute}` };
    const isFirst = this.atStart;
    if (text !== '') this.atStart = false;
    if (!URL_ATTRIBUTES.test(this.attribute)) return { text: escapeAll(text) };
    if (this.inQuery && typeName !== 'template.URL') return { text: encoded(text, /[^\w\-.~]/gu) };
    const isSafe = typeName === 'template.URL' || !isFirst || /^([^:/?#]*([/?#]|$)|(https?|mailto):)/i.test(text);
    if (!isSafe) return { text: '#ZgotmplZ' };
    this.inQuery ||= /[?#]/.test(text);
    return { text: escapeAll(normalized(text)) };
  }

  private step(character: string): void {
    switch (this.place) {
      case 'text':
        return this.inText(character);
      case 'tag':
        return this.inTag(character);
      case 'attribute':
        if (character === this.quote) this.enter('tag');
        else {
          this.atStart = false;
          this.inQuery ||= character === '?' || character === '#';
        }
        return;
      case 'comment':
        this.pending = (this.pending + character).slice(-3);
        if (this.pending === '-->') this.enter('text');
        return;
      case 'raw':
        this.pending = (this.pending + character).slice(-(this.rawEnd.length + 3));
        if (this.pending.toLowerCase().startsWith(`</${this.rawEnd}`) && /[\s/>]$/.test(this.pending)) this.enter('text');
        return;
    }
  }

  private inText(character: string): void {
    this.pending = character === '<' ? '<' : this.pending === '' ? '' : this.pending + character;
    if (this.pending === '<!--') this.enter('comment');
    else if (/^<\/?[a-zA-Z][^\s/>]*[\s/>]$/.test(this.pending)) {
      const opened = this.pending.slice(0, -1);
      this.enter('tag');
      this.rawEnd = opened.startsWith('</') ? '' : opened.slice(1);
      this.inTag(character);
    } else if (!/^<(!-{0,2}|\/?[a-zA-Z][^\s/>]*|\/)?$/.test(this.pending)) this.pending = '';
  }

  private inTag(character: string): void {
    if (character === '>') {
      if (RAW.test(this.rawEnd)) {
        this.rawEnd = this.rawEnd.toLowerCase();
        this.enter('raw');
      } else this.enter('text');
      return;
    }
    const [, name] = /([^\s"'<>/=]+)\s*=\s*$/.exec(this.pending) ?? [];
    if ((character === '"' || character === "'") && name !== undefined) {
      this.enter('attribute');
      [this.attribute, this.quote, this.atStart, this.inQuery] = [name, character, true, false];
    } else this.pending = (this.pending + character).slice(-200);
  }

  private enter(place: Place): void {
    this.place = place;
    this.pending = '';
  }
}

const escapeAll = (text: string): string => escapeHtml(text).replaceAll('+', '&#43;');

/** Percent-encodes what may not stand in an address, and leaves what is encoded. */
const normalized = (text: string): string => encoded(text, /[^\w\-.~:/?#[\]@!$&*+,;=%]|%(?![0-9a-fA-F]{2})/gu);

const encoded = (text: string, which: RegExp): string => text.toWellFormed().replaceAll(which, (character) => [...new TextEncoder().encode(character)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join(''));
