const html: Readonly<Record<string, string>> = { '\0': '\ufffd', '"': '&#34;', "'": '&#39;', '&': '&amp;', '<': '&lt;', '>': '&gt;' };

// eslint-disable-next-line no-control-regex -- NUL is one of the characters to escape
export const escapeHtml = (text: string): string => text.replaceAll(/[\u0000"'&<>]/g, (char) => html[char] ?? char);

const hex = (code: number, length: number): string => code.toString(16).toUpperCase().padStart(length, '0');

/** For a string of JavaScript. */
export const escapeJs = (text: string): string =>
  // eslint-disable-next-line no-control-regex -- control characters are what is escaped
  text.replaceAll(/[\\'"<>&=\u0000-\u001f]|[^\u0000-\u007f]/gu, (char) => {
    if (char === '\\' || char === "'" || char === '"') return `\\${char}`;
    const code = char.codePointAt(0) ?? 0;
    return code > 127 && /^[\p{L}\p{M}\p{N}\p{P}\p{S}]$/u.test(char) ? char : `\\u${hex(code, 4)}`;
  });

/** For the query part of a URL, as Go's `url.QueryEscape`. */
export const escapeQuery = (text: string): string =>
  encodeURIComponent(text.toWellFormed()).replaceAll(/[!'()*]/g, (char) => `%${hex(char.charCodeAt(0), 2)}`).replaceAll('%20', '+');
