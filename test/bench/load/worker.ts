import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';

/** What a process of the bench can be asked: names of questions with what they take and answer. */
export type Questions = Record<string, (asked: never) => Promise<unknown>>;

interface Ask {
  readonly n: number;
  readonly name: string;
  readonly asked: unknown;
}
interface Answer {
  readonly n: number;
  readonly answer?: unknown;
  readonly error?: string;
}

/** In the child: answers until the parent lets go. */
export function answers(questions: Questions): void {
  process.on('message', ({ n, name, asked }: Ask) => {
    const say = (answer: Answer): void => void process.send?.(answer);
    const question = questions[name];
    if (!question) return say({ n, error: `nobody answers ${name}` });
    question(asked as never).then(
      (answer) => say({ n, answer }),
      (error: unknown) => say({ n, error: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
    );
  });
  process.on('disconnect', () => process.exit(0));
}

/** A process that makes load: not in the one that takes the time. */
export class Worker<Q extends Questions> {
  private n = 0;
  private readonly waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>();

  private constructor(private readonly child: ChildProcess) {
    child.on('message', ({ n, answer, error }: Answer) => {
      const asker = this.waiting.get(n);
      this.waiting.delete(n);
      if (error !== undefined) asker?.reject(new Error(error));
      else asker?.resolve(answer);
    });
    child.once('exit', (code, signal) => {
      for (const { reject } of this.waiting.values())
        reject(new Error(`a process of the bench died (${signal ?? String(code)})`));
      this.waiting.clear();
    });
  }

  static start<Q extends Questions>(script: URL): Worker<Q> {
    return new Worker<Q>(fork(script, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'], serialization: 'advanced' }));
  }

  ask<N extends keyof Q & string>(name: N, asked: Parameters<Q[N]>[0]): Promise<Awaited<ReturnType<Q[N]>>> {
    this.n += 1;
    const { n } = this;
    return new Promise((resolve, reject) => {
      this.waiting.set(n, { resolve: resolve as (value: unknown) => void, reject });
      this.child.send({ n, name, asked } satisfies Ask);
    });
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  async stop(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const gone = once(this.child, 'exit');
    this.child.disconnect();
    const nudge = setTimeout(() => this.child.kill('SIGKILL'), 5_000);
    await gone;
    clearTimeout(nudge);
  }
}
