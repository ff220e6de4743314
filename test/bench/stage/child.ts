import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

/** A process of the product. Its words go to a file; it leaves when its standard input closes. */
export class Process {
  private constructor(
    private readonly child: ChildProcess,
    private readonly name: string,
    private readonly logFile: string,
  ) {}

  static start(
    name: string,
    entry: string,
    env: NodeJS.ProcessEnv,
    logFile: string,
    nodeFlags: readonly string[] = [],
    words: readonly string[] = [],
  ): Process {
    const child = spawn(process.execPath, [...nodeFlags, entry, ...words], {
      env,
      stdio: ['pipe', 'pipe', 'pipe'],
      detached: true,
    });
    const log = createWriteStream(logFile, { flags: 'a' });
    child.stdout?.pipe(log, { end: false });
    child.stderr?.pipe(log, { end: false });
    child.stdin?.on('error', () => undefined);
    return new Process(child, name, logFile);
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  /** `anyAnswer`: it need not be a good one. */
  async ready(url: string, { anyAnswer = false }: { readonly anyAnswer?: boolean } = {}): Promise<void> {
    const withinMs = 180_000;
    const startedAt = performance.now();
    while (performance.now() - startedAt < withinMs) {
      if (this.child.exitCode !== null || this.child.signalCode !== null)
        throw new Error(`${this.name} died while starting; its words are in ${this.logFile}`);
      const ok = await fetch(url, { signal: AbortSignal.timeout(2_000) }).then(
        (response) => anyAnswer || response.ok,
        () => false,
      );
      if (ok) return;
      await pause(100);
    }
    throw new Error(`${this.name} did not become ready within ${withinMs / 1_000} s; its words are in ${this.logFile}`);
  }

  /** SIGKILL; resolves when it is gone. */
  async kill(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const gone = once(this.child, 'exit');
    this.child.kill('SIGKILL');
    await gone;
  }

  async stop(signal: NodeJS.Signals | null = null): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const gone = once(this.child, 'exit');
    this.child.stdin?.end();
    if (signal) this.child.kill(signal);
    const nudge = setTimeout(() => this.child.kill('SIGTERM'), 5_000);
    const last = setTimeout(() => this.child.kill('SIGKILL'), 40_000);
    await gone;
    clearTimeout(nudge);
    clearTimeout(last);
  }
}
