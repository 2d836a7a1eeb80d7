/**
 * The zone that a location names, or undefined. As in Go, the empty name is UTC; `Local` is the zone of the machine there, and UTC here, where one machine serves many.
 * Names differ in case, and an offset is no name.
 */
export function zoneOf(location: string): string | undefined {
  if (location === '' || location === 'Local') return 'UTC';
  if (!/^[A-Za-z][\w+-]*(\/[\w+-]+)*$/.test(location)) return undefined;
  try {
    // The answer is spelled as in the database where it is no alias.
    const { timeZone } = new Intl.DateTimeFormat('en', { timeZone: location }).resolvedOptions();
    return timeZone !== location && timeZone.toLowerCase() === location.toLowerCase() ? undefined : location;
  } catch {
    return undefined;
  }
}
