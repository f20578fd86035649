/** The most that Chromium reports, in GiB: it stands for this much or more, which is no reason to refuse anything. */
export const MOST_REPORTED_GIB = 8;
/** A page gets about half of a machine's memory before the system begins to end it. */
const SHARE_OF_MACHINE = 0.5;
const BYTES_IN_GIB = 2 ** 30;

/** About how many bytes a page can use on a machine of that memory. */
export function pageBytes(machineGiB: number): number {
  return machineGiB * BYTES_IN_GIB * SHARE_OF_MACHINE;
}

/** Whether a machine of that memory cannot hold so many bytes. One whose browser does not tell (null) gets the benefit of the doubt. */
export function isShortOfMemory(neededBytes: number, machineGiB: number | null): boolean {
  return machineGiB !== null && machineGiB < MOST_REPORTED_GIB && neededBytes > pageBytes(machineGiB);
}
