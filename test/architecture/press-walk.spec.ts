import { describe, expect, it } from '@jest/globals';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const root = fileURLToPath(new URL('../../', import.meta.url));
const read = (path: string): string => readFileSync(`${root}${path}`, 'utf8');

interface Stop {
  readonly file: string;
  /** What is declared here and takes the press, or the incident it became. */
  readonly name: string;
  /** The stop whose file hands it over; absent: the first one. */
  readonly from?: string;
}

/**
 * From the topic to the row on a dispatcher's screen: every file that somebody opens who follows one press of a registered pendant. Left
 * out are tools that know nothing of an incident (queues, caches, pools, encryption, routing), plain inserts, properties handed on, types,
 * and the branches: the receipt to the device, and what helpers and relatives are told.
 */
const WALK: readonly Stop[] = [
  { file: 'libs/adapters/mqtt/src/embedded-broker.ts', name: 'authorizePublish' },
  { file: 'libs/adapters/mqtt/src/device-publishes.ts', name: 'onPublish', from: 'embedded-broker' },
  { file: 'libs/adapters/mqtt/src/intake.ts', name: 'accept', from: 'device-publishes' },
  { file: 'devices/profiles/src/gateway.ts', name: 'gateway', from: 'intake' },
  { file: 'devices/profiles/src/native/native.ts', name: 'native', from: 'gateway' },
  { file: 'libs/adapters/mqtt/src/signal-mapper.ts', name: 'incomingOf', from: 'intake' },
  {
    file: 'libs/usecases/src/incidents/receive-signal/receive-signal.ts',
    name: 'receiveSignal',
    from: 'intake.module',
  },
  {
    file: 'libs/usecases/src/incidents/receive-signal/deliveries.ts',
    name: 'deliveredSignalOf',
    from: 'receive-signal',
  },
  { file: 'libs/usecases/src/incidents/receive-signal/alert-context.ts', name: 'loadContext', from: 'receive-signal' },
  { file: 'libs/usecases/src/incidents/receive-signal/signal-facts.ts', name: 'signalFactsOf', from: 'alert-context' },
  { file: 'libs/domain/incidents/src/destination.ts', name: 'destinationFor', from: 'signal-facts' },
  { file: 'libs/usecases/src/monitoring/adverse-conditions.ts', name: 'areConditionsAdverse', from: 'alert-context' },
  { file: 'libs/domain/incidents/src/classify.ts', name: 'classify', from: 'alert-context' },
  { file: 'libs/usecases/src/run-incident-command.ts', name: 'runAlertCommand', from: 'receive-signal' },
  { file: 'libs/adapters/postgres/src/incidents/incident.store.ts', name: 'withAlerts', from: 'run-incident-command' },
  { file: 'libs/adapters/postgres/src/incidents/alert-reader.ts', name: 'knownSource', from: 'incident.store' },
  { file: 'libs/usecases/src/facts/device-facts.ts', name: 'deviceFactsOf', from: 'alert-reader' },
  { file: 'libs/usecases/src/incidents/decision.ts', name: 'CommandRun', from: 'receive-signal' },
  { file: 'libs/domain/incidents/src/decide/index.ts', name: 'decide', from: 'decision' },
  { file: 'libs/domain/incidents/src/decide/signals.ts', name: 'raise', from: 'index' },
  { file: 'libs/domain/incidents/src/decide/escalation.ts', name: 'raisedRungs', from: 'signals' },
  { file: 'libs/domain/incidents/src/decide/decision-draft.ts', name: 'firstDraft', from: 'signals' },
  { file: 'libs/domain/incidents/src/evolve.ts', name: 'evolve', from: 'decision-draft' },
  { file: 'libs/domain/incidents/src/deadlines.ts', name: 'deadlinesOf', from: 'decision' },
  { file: 'libs/domain/incidents/src/consequences.ts', name: 'consequencesOf', from: 'decision' },
  { file: 'libs/adapters/postgres/src/incidents/write-batches.ts', name: 'write', from: 'incident.store' },
  { file: 'libs/adapters/postgres/src/incidents/write-request.ts', name: 'writeRequestOf', from: 'write-batches' },
  { file: 'libs/adapters/postgres/sql/functions/incidents_write.sql', name: 'incidents_write', from: 'write-batches' },
  { file: 'libs/adapters/postgres/sql/functions/change_save.sql', name: 'change_save', from: 'incidents_write' },
  { file: 'apps/engine/src/engine-notifier.ts', name: 'notify', from: 'decision' },
  { file: 'apps/api/src/realtime/realtime.service.ts', name: 'onApplicationBootstrap' },
  { file: 'apps/api/src/realtime/incident-change-feed.ts', name: 'apply', from: 'realtime.service' },
  { file: 'apps/api/src/realtime/subscriber.gateway.ts', name: 'publishChanged', from: 'realtime.service' },
  { file: 'apps/api/src/realtime/incident-audience.ts', name: 'canSee', from: 'subscriber.gateway' },
  { file: 'libs/web/live/src/live-cases.store.ts', name: 'incident.changed', from: 'subscriber.gateway' },
  { file: 'apps/console/src/shared/app-client.ts', name: 'readSome', from: 'live-cases.store' },
  { file: 'apps/api/src/incidents/incidents.controller.ts', name: 'incidents', from: 'app-client' },
  { file: 'libs/adapters/postgres/src/incidents/incident.queries.ts', name: 'listOf', from: 'incidents.controller' },
  { file: 'apps/api/src/incidents/presenters/incident-summary.ts', name: 'summaryOf', from: 'incidents.controller' },
  { file: 'apps/console/src/features/queue/queue.tsx', name: 'Queue' },
];
/** Wiring that hands on by a name alone. */
const WIRING: Readonly<Record<string, string>> = { 'intake.module': 'apps/engine/src/intake/intake.module.ts' };

const nameOf = (path: string): string => path.replace(/^.*\//, '').replace(/\.(?:tsx?|sql)$/, '');
const fileOf = (stop: string): string => WIRING[stop] ?? WALK.find(({ file }) => nameOf(file) === stop)!.file;
const has = (path: string, name: string): boolean =>
  new RegExp(`(?<![\\w$])${name.replace('.', '\\.')}(?![\\w$])`).test(read(path));

describe('the walk of one press', () => {
  it('visits at most 40 production files', () => {
    expect(WALK.length).toBeLessThanOrEqual(40);
    expect(new Set(WALK.map(({ file }) => file)).size).toBe(WALK.length);
  });

  it.each(WALK)('goes on at $name in $file', ({ file, name, from }) => {
    expect(existsSync(`${root}${file}`)).toBe(true);
    expect(has(file, name)).toBe(true);
    if (from !== undefined) expect(has(fileOf(from), name)).toBe(true);
  });
});

interface Measured {
  readonly name: string;
  readonly lines: number;
}

/** Named functions of a file, each with its lines from its signature to its end. */
function functionsIn(path: string, text: string): readonly Measured[] {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const found: Measured[] = [];
  const lineAt = (position: number): number => source.getLineAndCharacterOfPosition(position).line;
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node) && 'body' in node && node.body !== undefined) {
      const name =
        node.name?.getText(source) ?? (ts.isVariableDeclaration(node.parent) ? node.parent.name.getText(source) : '');
      found.push({ name, lines: lineAt(node.end) - lineAt(node.getStart(source)) + 1 });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

describe('the functions of receive-signal', () => {
  const folder = 'libs/usecases/src/incidents/receive-signal';
  const functions = readdirSync(`${root}${folder}`)
    .filter((file) => /(?<!\.spec)\.ts$/.test(file))
    .flatMap((file) => functionsIn(file, read(`${folder}/${file}`)));

  it('have at most 30 lines each', () => {
    expect(functions.length).toBeGreaterThan(20);
    expect(functions.filter(({ lines }) => lines > 30)).toEqual([]);
  });

  it('a longer one is found', () => {
    const long = `const long = () => {\n${'run();\n'.repeat(30)}};`;
    expect(functionsIn('long.ts', long)).toEqual([{ name: 'long', lines: 32 }]);
  });
});
