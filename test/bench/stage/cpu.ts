import { readdirSync, readFileSync } from 'node:fs';

const TICK_MS = 10;

/** What these processes and their children have spent on a processor so far, in ms; 0 where the system does not say. */
export function cpuMsOf(pids: readonly number[]): number {
  try {
    const wanted = new Set(pids);
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .reduce((sum, name) => {
        const stat = statOf(name);
        if (stat === null || !(wanted.has(Number(name)) || wanted.has(Number(stat[1])))) return sum;
        return sum + (Number(stat[11]) + Number(stat[12])) * TICK_MS;
      }, 0);
  } catch {
    return 0;
  }
}

/** The resident set, in MiB. */
export function rssMiBOf(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1] ?? Number.NaN) / 1_024;
}

/** The largest resident set that it ever had, in MiB. */
export function peakRssMiBOf(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(/^VmHWM:\s+(\d+) kB/m.exec(status)?.[1] ?? Number.NaN) / 1_024;
}

/** Every process that this one started, directly or through others, with its command line. */
export function familyOf(pid: number): { readonly pid: number; readonly runs: string }[] {
  const all = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  const parentOf = new Map(all.map((name) => [Number(name), Number(statOf(name)?.[1] ?? 0)]));
  const belongs = (one: number): boolean => {
    for (let at: number | undefined = one; at; at = parentOf.get(at)) if (at === pid) return true;
    return false;
  };
  return all.map(Number).flatMap((one) => {
    if (!belongs(one)) return [];
    try {
      return [{ pid: one, runs: readFileSync(`/proc/${one}/cmdline`, 'utf8').replaceAll('\0', ' ').trim() }];
    } catch {
      return []; // it left meanwhile
    }
  });
}

/** `/proc/…/stat` from the state on; the name before it may hold spaces and brackets. */
function statOf(pid: string): string[] | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  } catch {
    return null;
  }
}
