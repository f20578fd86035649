import { describe, expect, it } from 'vitest';
import { calendarFile } from './calendar-file';

const entry = (due: Parameters<typeof calendarFile>[0][number]['due']) => ({
  uid: 'abc@deskside',
  title: 'Send form; name, place',
  description: 'Line one\nline two',
  due,
});
const lines = (due: Parameters<typeof entry>[0]) =>
  calendarFile([entry(due)], new Date('2026-10-13T08:00:00Z')).split('\r\n');

describe('calendarFile', () => {
  it('makes a whole day of a deadline without a time', () => {
    const file = lines({ day: '2026-10-16', time: null, offsetMinutes: 120 });
    expect(file).toContain('DTSTART;VALUE=DATE:20261016');
    expect(file).toContain('UID:abc@deskside');
    expect(file).toContain('DTSTAMP:20261013T080000Z');
    expect(file[0]).toBe('BEGIN:VCALENDAR');
  });

  it('ends when the deadline is due, in UTC where the zone is known', () => {
    const file = lines({ day: '2026-10-16', time: '17:00', offsetMinutes: 120 });
    expect(file).toContain('DTSTART:20261016T144500Z');
    expect(file).toContain('DTEND:20261016T150000Z');
  });

  it('follows the clock of the reader where the zone is not known', () => {
    const file = lines({ day: '2026-10-16', time: '00:10', offsetMinutes: null });
    expect(file).toContain('DTSTART:20261015T235500');
    expect(file).toContain('DTEND:20261016T001000');
  });

  it('escapes what would break the file', () => {
    const file = lines({ day: '2026-10-16', time: null, offsetMinutes: null });
    expect(file).toContain('SUMMARY:Send form\\; name\\, place');
    expect(file).toContain('DESCRIPTION:Line one\\nline two');
  });
});
