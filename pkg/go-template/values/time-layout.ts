import { offsetText, type ZoneOffset, zoneOffset } from './zone-offset.ts';

const months = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];
const days = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

/** The parts of Go's reference time that a layout may name, longer ones first. */
const parts = /January|Jan(?![a-z])|Jan|Monday|Mon|MST|2006|Z07:00:00|Z070000|Z07:00|Z0700|Z07|-07:00:00|-070000|-07:00|-0700|-07|[.,](?:0+|9+)(?!\d)|002|__2|01|02|03|04|05|06|15|_2(?!006)|PM|pm|1|2|3|4|5/g;

/** A moment as Go's `time.Format` writes it (https://pkg.go.dev/time#pkg-constants), as the clocks of a zone show it. */
export function formatGoTime(unixNanoseconds: bigint, layout: string, zone = 'UTC'): string {
  const remainder = ((unixNanoseconds % 1_000_000_000n) + 1_000_000_000n) % 1_000_000_000n;
  const timeMs = Number((unixNanoseconds - remainder) / 1_000_000n);
  const offset = zoneOffset(timeMs, zone);
  const date = new Date(timeMs + offset.minutes * 60_000);
  const fraction = remainder.toString().padStart(9, '0');
  return layout.replaceAll(parts, (part: string) => writePart(part, date, fraction, offset));
}

const two = (value: number): string => String(value).padStart(2, '0');

function writePart(part: string, date: Date, fraction: string, offset: ZoneOffset): string {
  const hour = date.getUTCHours() % 12 === 0 ? 12 : date.getUTCHours() % 12;
  if (/^[.,]/.test(part)) {
    const cut = fraction.slice(0, part.length - 1);
    const shown = part[1] === '9' ? cut.replace(/0+$/, '') : cut;
    return shown === '' ? '' : (part[0] ?? '') + shown;
  }
  const year = date.getUTCFullYear();
  const yearDay = Math.floor((date.getTime() - Date.UTC(year, 0, 1)) / 86_400_000) + 1;
  switch (part) {
    case 'January':
      return months[date.getUTCMonth()] ?? '';
    case 'Jan':
      return (months[date.getUTCMonth()] ?? '').slice(0, 3);
    case 'Monday':
      return days[date.getUTCDay()] ?? '';
    case 'Mon':
      return (days[date.getUTCDay()] ?? '').slice(0, 3);
    case 'MST':
      return offset.abbreviation;
    case '2006':
      return String(year).padStart(4, '0');
    case '06':
      return two(year % 100);
    case '01':
      return two(date.getUTCMonth() + 1);
    case '1':
      return String(date.getUTCMonth() + 1);
    case '02':
      return two(date.getUTCDate());
    case '_2':
      return String(date.getUTCDate()).padStart(2);
    case '2':
      return String(date.getUTCDate());
    case '002':
      return String(yearDay).padStart(3, '0');
    case '__2':
      return String(yearDay).padStart(3);
    case '15':
      return two(date.getUTCHours());
    case '03':
      return two(hour);
    case '3':
      return String(hour);
    case '04':
      return two(date.getUTCMinutes());
    case '4':
      return String(date.getUTCMinutes());
    case '05':
      return two(date.getUTCSeconds());
    case '5':
      return String(date.getUTCSeconds());
    case 'PM':
      return date.getUTCHours() < 12 ? 'AM' : 'PM';
    case 'pm':
      return date.getUTCHours() < 12 ? 'am' : 'pm';
    default:
      return part.startsWith('Z') && offset.minutes === 0 ? 'Z' : offsetPart(part, offset.minutes);
  }
}

/** `-07`, `-0700`, `-07:00`, and with seconds, which no zone has today. */
function offsetPart(part: string, minutes: number): string {
  const [between, digits] = [part.includes(':') ? ':' : '', part.replace(/\D/g, '').length];
  const whole = offsetText(minutes, between);
  return digits <= 2 ? whole.slice(0, 3) : digits <= 4 ? whole : `${whole}${between}00`;
}
