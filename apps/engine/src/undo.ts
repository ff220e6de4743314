import { errorFacts, type Log } from '@silverbell/adapter-mqtt';

/** What was opened, closed in the opposite order. */
export type Undo = (() => Promise<unknown>)[];

/** What cannot be closed must not keep the rest open. */
export async function undoAll(undo: Undo, log: Log): Promise<void> {
  for (const step of undo.splice(0).reverse())
    await step().catch((error: unknown) => log.error('stopping', errorFacts(error)));
}
