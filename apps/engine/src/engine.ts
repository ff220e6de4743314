import 'reflect-metadata';
import { ActivityBuffer, errorFacts, LastSeenBuffer, type Log } from '@silverbell/adapter-mqtt';
import { ImmediateReceiptSender } from './immediate-receipt-sender.js';
import { EngineLoops } from './loops/engine-loops.js';
import type { EngineOptions } from './runtime.module.js';
import { START_ORDER, StartingEngine, type StartStep } from './start-order.js';
import { ENGINE_ID } from './tokens.js';

export type { EngineOptions } from './runtime.module.js';

export interface Engine {
  readonly addresses: { readonly mqttPort: number | null; readonly wsPort: number | null; readonly healthPort: number };
  /** For tests that moved the clock: looks at every deadline and outbox row now, and resolves when that is done. */
  runNow(): Promise<void>;
  /** No new presses; what was begun comes to its end; then the connections close. */
  stop(): Promise<void>;
}

/** Starts an engine, or refuses with a sentence; a start that fails closes what it had opened. */
export async function startEngine(options: EngineOptions): Promise<Engine> {
  const engine = new StartingEngine(options);
  const stop = await startInOrder(START_ORDER, engine, options.log);
  options.log.info('engine-ready', { engineId: engine.get<string>(ENGINE_ID), ...engine.addresses });
  return { addresses: engine.addresses, runNow: () => runNow(engine), stop };
}

/**
 * Takes the steps one after the other. Resolves with what stops them in reverse order; a step that does not stop is logged and
 * keeps no other from stopping. When a step fails, those before it are stopped first.
 */
export async function startInOrder(
  steps: readonly StartStep[],
  engine: StartingEngine,
  log: Log,
): Promise<() => Promise<void>> {
  const stops: { readonly name: string; readonly stop: () => Promise<unknown> }[] = [];
  const stopAll = async (): Promise<void> => {
    for (const { name, stop } of stops.splice(0).reverse())
      await stop().catch((error: unknown) => log.error('stopping', { step: name, ...errorFacts(error) }));
  };
  for (const { name, start } of steps)
    try {
      await start(engine, (stop) => stops.push({ name, stop }));
    } catch (error) {
      await stopAll();
      throw error;
    }
  return stopAll;
}

async function runNow(engine: StartingEngine): Promise<void> {
  const receipts = engine.get<ImmediateReceiptSender>(ImmediateReceiptSender);
  await engine.get<LastSeenBuffer>(LastSeenBuffer).flush();
  await engine.get<ActivityBuffer>(ActivityBuffer).flush();
  await receipts.flush();
  await engine.get<EngineLoops>(EngineLoops).runNow();
  await receipts.flush();
}
