import { fstatSync } from 'node:fs';

/**
 * Calls `leave` once: on SIGTERM or SIGINT, and when the parent is gone. A child of the station holds the end of a pipe; when the
 * station dies, however hard, the pipe closes. A terminal or /dev/null on standard input is no pipe and says nothing.
 */
export function whenToldToLeave(leave: (why: string) => void): void {
  let told = false;
  const once = (why: string) => (): void => {
    if (told) return;
    told = true;
    leave(why);
  };
  process.on('SIGTERM', once('SIGTERM'));
  process.on('SIGINT', once('SIGINT'));
  if (process.connected) process.on('disconnect', once('parent gone'));
  if (!stdinIsPipe()) return;
  process.stdin.on('end', once('parent gone'));
  process.stdin.on('error', once('parent gone'));
  process.stdin.resume();
}

function stdinIsPipe(): boolean {
  try {
    const stat = fstatSync(0);
    return stat.isFIFO() || stat.isSocket();
  } catch {
    return false;
  }
}
