import { errorFacts, type Log } from '@silverbell/adapter-mqtt';

/** Close functions of what was opened, in opening order; they are called in reverse. */
export type Disposables = (() => Promise<unknown>)[];

/** A close that fails is logged and does not keep the rest open. */
export async function disposeAll(disposables: Disposables, log: Log): Promise<void> {
  for (const step of disposables.splice(0).reverse())
    await step().catch((error: unknown) => log.error('stopping', errorFacts(error)));
}
