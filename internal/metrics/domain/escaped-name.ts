/** What an escaped name (`U__…`) stands for: `__` is an underscore, `_2e_` the character U+002E. A name that is not escaped properly stands for itself. */
export function unescapedName(name: string): string {
  if (!name.startsWith('U__')) return name;
  const escaped = name.slice('U__'.length);
  let text = '';
  for (let at = 0; at < escaped.length; ) {
    const char = escaped.charAt(at);
    if (char !== '_') {
      text += char;
      at += 1;
      continue;
    }
    if (escaped.charAt(at + 1) === '_') {
      text += '_';
      at += 2;
      continue;
    }
    const [whole, digits = ''] = /^_([0-9a-f]{1,6})_/i.exec(escaped.slice(at)) ?? [];
    const code = Number.parseInt(digits, 16);
    if (whole === undefined || code > 0x10ffff || (code >= 0xd800 && code < 0xe000)) return name;
    text += String.fromCodePoint(code);
    at += whole.length;
  }
  return text;
}
