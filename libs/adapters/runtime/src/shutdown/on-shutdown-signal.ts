import { fstatSync } from 'node:fs';

/**
 * Calls `shutdown` once: on SIGTERM or SIGINT, and when the parent process is gone. A child of the station holds the end of a pipe; when
 * the station dies, even by SIGKILL, the pipe closes. A terminal or /dev/null on standard input is no pipe and is ignored.
 */
export function onShutdownSignal(shutdown: (reason: string) => void): void {
  let called = false;
  const once = (reason: string) => (): void => {
    if (called) return;
    called = true;
    shutdown(reason);
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
