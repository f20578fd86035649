/** A name in small letters without accents, so that "Jose" is found as "José". */
export function foldName(name: string): string {
  return name.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replace('’', "'");
}
