import { execFileSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';

/** Of user and system time in `/proc`. */
const ticksPerSecond = Number(process.platform === 'linux' ? execFileSync('getconf', ['CLK_TCK']) : 0);

/** Seconds of processor time that a process and those that it started have used; null where the system has no `/proc`. */
export async function processorSeconds(pid: number): Promise<number | null> {
  if (!ticksPerSecond) return null;
  const processes = [pid, ...(await descendants(pid))];
  const ticks = await Promise.all(processes.map(ticksOf));
  return ticks.reduce((sum, of) => sum + of, 0) / ticksPerSecond;
}

/** One that has ended counts no more. */
async function ticksOf(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  // The name of the program, in brackets, may hold anything.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return Number(fields[11] ?? 0) + Number(fields[12] ?? 0);
}

export async function descendants(pid: number): Promise<readonly number[]> {
  const listed = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8').catch(() => '');
  const children = listed.split(' ').filter(Boolean).map(Number);
  const below = await Promise.all(children.map(descendants));
  return [...children, ...below.flat()];
}
