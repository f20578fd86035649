/** A greeting for the time of day, with the first name where it is known. */
export function greeting(now: Date, ownerName: string): string {
  const hour = now.getHours();
  const words = hour < 5 || hour >= 18 ? 'Good evening' : hour < 12 ? 'Good morning' : 'Good afternoon';
  const first = ownerName.trim().split(/\s+/)[0];
  return first ? `${words}, ${first}` : words;
}
