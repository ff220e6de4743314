import type { IncidentSummary } from '@silverbell/wire';
import type { LiveCasesState } from '@silverbell/web-live';
import { startI18n } from '@silverbell/web-ui';
import '@silverbell/web-ui/tokens.css';
import { useState } from 'react';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import { MemoryRouter } from 'react-router';
import '../src/app/console.css';
import { en, zh } from '../src/app/messages.js';
import { Queue } from '../src/features/queue/queue.js';
import { summaryOf } from '../src/shared/testing/incidents.js';

type Cases = ReadonlyMap<string, IncidentSummary>;
const FIRST_MS = Date.parse('2026-11-28T06:00:00.000Z');
const SEVERITIES = [1, 2, 3] as const;

function casesOf(count: number): Cases {
  const all = Array.from({ length: count }, (_, n) =>
    summaryOf({
      ...{ id: `row-${n}`, number: `1128-${n}`, severity: SEVERITIES[n % 3] ?? 3 },
      ...{ raisedAt: new Date(FIRST_MS + ((n * 7_919) % count) * 1_000).toISOString(), chattering: false },
    }),
  );
  return new Map(all.map((one) => [one.id, one]));
}

let show: (cases: Cases) => void = () => undefined;

function QueueAlone({ first }: { first: Cases }) {
  const [cases, setCases] = useState(first);
  show = setCases;
  const state: LiveCasesState<IncidentSummary> = {
    ...{ cases, connection: 'live', known: true, listFailed: false, listReadAt: null, missedPushes: 0 },
  };
  return (
    <MemoryRouter>
      <Queue me="me" state={state} selectedId={null} timeZone="Asia/Shanghai" onNew={null} />
    </MemoryRouter>
  );
}

const frame = (): Promise<unknown> => new Promise((done) => requestAnimationFrame(done));

/** @returns ms of script, style and layout for each further press of one incident among so many rows */
async function measured(count: number, changes: number): Promise<readonly number[]> {
  const root = document.getElementById('root');
  if (root === null) throw new Error('index.html has no #root');
  let cases = casesOf(count);
  root.style.cssText = 'display: grid; grid-template-rows: minmax(0, 1fr); height: 100vh; width: 360px';
  createRoot(root).render(<QueueAlone first={cases} />);
  for (let n = 0; n < 10; n += 1) await frame();
  const drawn = root.querySelectorAll('[data-row]').length;
  if (!root.textContent.includes(String(count)) || drawn === 0 || drawn > 40)
    throw new Error(`the queue of ${String(count)} draws ${String(drawn)} rows`);
  const took: number[] = [];
  for (let n = 0; n < changes; n += 1) {
    await frame();
    const [id, one] = [...cases][(n * 37) % count] ?? [];
    if (id === undefined || one === undefined) throw new Error('no row');
    const startedAt = performance.now();
    const next = new Map(cases);
    next.set(id, { ...one, version: one.version + 1, signalCount: one.signalCount + 1 });
    flushSync(() => show(next));
    root.getBoundingClientRect();
    took.push(performance.now() - startedAt);
    cases = next;
  }
  return took;
}

startI18n('console', { zh, en });
Object.assign(window, { measured });
