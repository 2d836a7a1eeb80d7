/** As much of a foreign text as is kept with a record of it: no half characters, and no U+0000, which PostgreSQL cannot store. */
export const excerpt = (text: string, longest = 1_000): string => text.slice(0, longest).toWellFormed().replaceAll('\0', '\u{fffd}');
