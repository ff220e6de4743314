import { describe, expect, it } from '@jest/globals';
import { VIEWER_PRESENCE_S } from '@silverbell/wire/viewer-presence';
import { ViewerPresence, type ViewerTransport, type Viewer } from './viewer-presence.store.js';
import type { Push } from './transport.port.js';

const wang = { id: 'wang', name: '王芳' };
const li = { id: 'li', name: '李某' };

/** A line that can be cut, and a server that answers when the test says so. */
const rig = () => {
  const said: (string | null)[] = [];
  const answers: ((people: readonly Viewer[]) => void)[] = [];
  const refuses: ((error: Error) => void)[] = [];
  const state = { connected: true, everyMs: 0 };
  let again = (): void => undefined;
  let connection = (_: boolean): void => undefined;
  let pushed = (_: Push<'onlookers'>): void => undefined;
  const transport: ViewerTransport = {
    get connected() {
      return state.connected;
    },
    viewing: (incidentId) => {
      said.push(incidentId);
      return new Promise((resolve, reject) => {
        answers.push(resolve);
        refuses.push(reject);
      });
    },
    onConnection: (listener) => {
      connection = listener;
      return () => (connection = () => undefined);
    },
    on: (_, listener) => {
      pushed = listener as typeof pushed;
      return () => (pushed = () => undefined);
    },
  };
  const viewers = new ViewerPresence({
    transport,
    every: (ms, run) => {
      state.everyMs = ms;
      again = run;
      return () => (again = () => undefined);
    },
  });
  const stop = viewers.start();
  let changes = 0;
  viewers.subscribe(() => (changes += 1));
  const settle = async (): Promise<void> => {
    for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
  };
  return {
    ...{ viewers, said, stop, state },
    names: () => viewers.state().map(({ name }) => name),
    changes: () => changes,
    again: () => again(),
    answers: async (at: number, people: readonly Viewer[]) => (answers[at]?.(people), await settle()),
    refuses: async (at: number) => (refuses[at]?.(new Error('timeout')), await settle()),
    pushes: (incidentId: string, people: Viewer[]) => pushed({ incidentId, people }),
    line: (up: boolean) => {
      state.connected = up;
      connection(up);
    },
  };
};

describe('who else looks at the case on this screen', () => {
  it('is said by the answer, and by every push about this case and no other', async () => {
    const { viewers, said, names, answers, pushes } = rig();
    viewers.show('i-1');
    expect(said).toEqual(['i-1']);
    await answers(0, [wang]);
    expect(names()).toEqual(['王芳']);
    pushes('i-1', [wang, li]);
    expect(names()).toEqual(['王芳', '李某']);
    pushes('i-2', []);
    expect(names()).toEqual(['王芳', '李某']);
  });

  it('is nobody at once when another case is opened, and a late answer about the one before says nothing', async () => {
    const { viewers, said, names, answers } = rig();
    viewers.show('i-1');
    await answers(0, [wang]);
    viewers.show('i-2');
    expect(names()).toEqual([]);
    await answers(0, [wang]);
    await answers(1, [li]);
    viewers.show(null);
    expect([names(), said]).toEqual([[], ['i-1', 'i-2', null]]);
  });

  it('is asked again every 10 s while a case is open, and not without one', () => {
    const { viewers, said, state, again } = rig();
    expect(state.everyMs).toBe(VIEWER_PRESENCE_S.refreshEvery * 1_000);
    again();
    viewers.show('i-1');
    again();
    expect(said).toEqual(['i-1', 'i-1']);
  });

  it('is nobody while the line is cut, and said again as soon as it is back', async () => {
    const { viewers, said, names, answers, line, again } = rig();
    viewers.show('i-1');
    await answers(0, [wang]);
    line(false);
    again();
    expect([names(), said]).toEqual([[], ['i-1']]);
    line(true);
    expect(said).toEqual(['i-1', 'i-1']);
    await answers(1, [wang]);
    expect(names()).toEqual(['王芳']);
  });

  it('stays as it was when the server does not answer once, and nothing is drawn again when nothing changed', async () => {
    const { viewers, names, answers, refuses, again, changes } = rig();
    viewers.show('i-1');
    await answers(0, []);
    expect(changes()).toBe(0);
    again();
    await answers(1, [wang]);
    again();
    await refuses(2);
    expect([names(), changes()]).toEqual([['王芳'], 1]);
  });

  it('is said to have ended when the desk is left', () => {
    const { viewers, said, stop, again } = rig();
    viewers.show('i-1');
    stop();
    again();
    expect(said).toEqual(['i-1', null]);
  });
});
