const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
/** Hours from UTC of the zone names of RFC 5322 and of those that mailers still write. */
const ZONES: Readonly<Record<string, number>> = {
  ut: 0, utc: 0, gmt: 0, z: 0, est: -5, edt: -4, cst: -6, cdt: -5, mst: -7, mdt: -6, pst: -8, pdt: -7,
  bst: 1, wet: 0, west: 1, met: 1, mest: 2, cet: 1, cest: 2, eet: 2, eest: 3, msk: 3, jst: 9, aest: 10, aedt: 11,
}; // prettier-ignore

const RFC_5322 =
  /(\d{1,2})[\s-]+([a-z]{3})[a-z]*[\s-]+(\d{2,4})\s+(\d{1,2})[:.](\d{1,2})(?:[:.](\d{1,2}))?\s*(?:\+?([+-])(\d{2}):?(\d{2})|([a-z]{1,5}))?/i;
const ASCTIME = /([a-z]{3})\s+(\d{1,2})\s+(\d{1,2}):(\d{2}):(\d{2})\s+(?:[a-z+-]\S*\s+)?(\d{4})/i;

/**
 * The Date header as ISO 8601 in UTC, or null when it cannot be read. A date without zone counts as UTC, so that the result never depends
 * on where the browser is.
 */
export function parseMailDate(header: string): string | null {
  const text = header.replace(/\([^)]*\)/g, ' ');
  const parts = RFC_5322.exec(text);
  if (parts) {
    const [
      ,
      day,
      month,
      year,
      hour,
      minute,
      second = '0',
      sign,
      zoneHour = '0',
      zoneMinute = '0',
      zone = '',
    ] = parts;
    const named = (ZONES[zone.toLowerCase()] ?? 0) * 60;
    const numeric = (Number(zoneHour) * 60 + Number(zoneMinute)) * (sign === '-' ? -1 : 1);
    return toIso(year, month, day, hour, minute, second, sign ? numeric : named);
  }
  const asctime = ASCTIME.exec(text);
  if (asctime) {
    const [, month, day, hour, minute, second, year] = asctime;
    return toIso(year, month, day, hour, minute, second, 0);
  }
  const iso = /^\s*(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2})?)(?:\.\d+)?\s*(Z|[+-]\d{2}:?\d{2})?/.exec(
    text,
  );
  if (!iso) return null;
  const zone = (iso[3] ?? 'Z').replace(/^([+-]\d{2})(\d{2})$/, '$1:$2');
  return isoOrNull(new Date(`${iso[1]}T${iso[2]}${zone}`));
}

function toIso(
  year = '',
  month = '',
  day = '',
  hour = '',
  minute = '',
  second = '',
  zoneMinutes: number,
): string | null {
  const monthIndex = MONTHS.indexOf(month.toLowerCase());
  if (monthIndex < 0 || Number(day) < 1 || Number(day) > 31 || Number(hour) > 24 || Number(minute) > 59)
    return null;
  const short = Number(year);
  // RFC 5322, 4.3: two digits up to 49 are of this century, three digits count from 1900.
  const full =
    year.length === 2 ? short + (short < 50 ? 2000 : 1900) : year.length === 3 ? short + 1900 : short;
  return isoOrNull(
    new Date(
      Date.UTC(full, monthIndex, Number(day), Number(hour), Number(minute) - zoneMinutes, Number(second)),
    ),
  );
}

function isoOrNull(date: Date): string | null {
  return Number.isNaN(date.getTime()) ? null : date.toISOString();
}
