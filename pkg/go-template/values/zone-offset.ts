/** How far the clocks of a zone are ahead of UTC, and what that is called. */
export interface ZoneOffset {
  readonly minutes: number;
  /** `CET`, or `+0530` where nobody has a name for it. */
  readonly abbreviation: string;
}

const UTC: ZoneOffset = { minutes: 0, abbreviation: 'UTC' };

/** What the clocks of a zone of the IANA database do at a moment (milliseconds since 1970). Throws Go's error for a zone that there is not. */
export function zoneOffset(timeMs: number, zone: string): ZoneOffset {
  if (zone === 'UTC') return UTC;
  const [, sign = '+', hours = '0', minutes = '0'] = /^GMT(?:([+-])(\d\d):(\d\d))?/.exec(zoneName(timeMs, zone, 'en', 'longOffset')) ?? [];
  const ahead = (Number(hours) * 60 + Number(minutes)) * (sign === '-' ? -1 : 1);
  // American and British English know the names of different zones.
  const known = ['en-US', 'en-GB'].map((locale) => zoneName(timeMs, zone, locale, 'short')).find((name) => /^[A-Z]{2,5}$/.test(name));
  return { minutes: ahead, abbreviation: known ?? offsetText(ahead, '') };
}

function zoneName(timeMs: number, zone: string, locale: string, style: 'short' | 'longOffset'): string {
  const format = new Intl.DateTimeFormat(locale, { timeZone: zone, timeZoneName: style });
  return format.formatToParts(timeMs).find(({ type }) => type === 'timeZoneName')?.value ?? '';
}

/** `+0200`, or with something between hours and minutes. */
export function offsetText(minutes: number, between: string): string {
  const ahead = Math.abs(minutes);
  return `${minutes < 0 ? '-' : '+'}${String(Math.floor(ahead / 60)).padStart(2, '0')}${between}${String(ahead % 60).padStart(2, '0')}`;
}
