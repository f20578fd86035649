/** The names of files in a Maildir: https://cr.yp.to/proto/maildir.html */

/** Before the flags; `:` cannot stand in names on Windows, where programs write `;`, `!` or `-` for it. */
const NAME = /^(.+?)(?:[:;!-]2,([A-Za-z]*))?$/u;

/** What names the mail, whatever its flags are and wherever it lies. */
export const maildirKey = (name: string): string => NAME.exec(name)?.[1] ?? name;

/** Letters such as `S` for seen, `D` for a draft, `T` for thrown away. */
export const maildirFlags = (name: string): string => NAME.exec(name)?.[2] ?? '';

/** When the mail was delivered, milliseconds since 1970: names begin with it in seconds. Null where they do not. */
export function maildirTime(key: string): number | null {
  const seconds = /^(\d{9,10})\./u.exec(key)?.[1];
  return seconds === undefined ? null : Number(seconds) * 1000;
}
