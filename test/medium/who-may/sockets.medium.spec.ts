// Real: PostgreSQL, the api with its sockets, two counties with people of every role. Not real: the engine.
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { eventually } from '@silverbell/testing-world/scenario';
import { CLIENT_EVENTS, NAMESPACES, SOCKET_EVENTS, type Namespace, type SocketEvent } from '@silverbell/wire';
import { io, type Socket } from 'socket.io-client';
import { CANARY, ROLES, SEATS, TwoCounties, type Person, type Seat } from './another-county.js';
import { WHO_HEARS, WHO_MAY_ENTER, WHO_MAY_SAY } from './table.js';

jest.setTimeout(240_000);

interface Page {
  readonly username: string;
  readonly person: Person;
  readonly seat: Seat;
  readonly namespace: Namespace;
  readonly socket: Socket;
  readonly heard: { readonly name: string; readonly message: Readonly<Record<string, unknown>> }[];
}
const roleOf = (person: Person) => (person === 'learner' ? 'operator' : person);
const namespaceOf = (person: Person): Namespace =>
  person === 'helper' ? '/helper' : person === 'family' ? '/family' : '/console';

describe('the table of sockets', () => {
  it('has a line for every namespace, event and namespace of an event, and none that is gone', () => {
    expect(Object.keys(WHO_MAY_ENTER).sort()).toEqual([...NAMESPACES].sort());
    const lines = (table: Readonly<Record<string, Readonly<Record<string, string>>>>) =>
      Object.fromEntries(Object.entries(table).map(([name, where]) => [name, Object.keys(where).sort()]));
    const events = (map: Readonly<Record<string, { readonly namespaces: readonly Namespace[] }>>) =>
      Object.fromEntries(Object.entries(map).map(([name, { namespaces }]) => [name, [...namespaces].sort()]));
    expect(lines(WHO_HEARS)).toEqual(events(SOCKET_EVENTS));
    expect(lines(WHO_MAY_SAY)).toEqual(events(CLIENT_EVENTS));
  });
});

describe('every namespace, every role, every region', () => {
  const two = new TwoCounties();
  const pages: Page[] = [];
  beforeAll(() => two.begin(), 120_000);
  afterAll(async () => {
    for (const { socket } of pages) socket.disconnect();
    await two.end();
  });

  /** The socket, or the reason at the door. */
  async function enters(namespace: Namespace, token: unknown): Promise<Socket | string> {
    const socket = io(two.origin + namespace, {
      ...{ auth: { token }, transports: ['websocket'], forceNew: true, reconnection: false },
    });
    return new Promise((resolve) => {
      socket.once('connect', () => resolve(socket));
      socket.once('connect_error', (error) => {
        socket.disconnect();
        resolve(error.message);
      });
    });
  }
  const opens = async (person: Person, seat: Seat): Promise<Page> => {
    const username = `${person}-${seat}`;
    const namespace = namespaceOf(person);
    const socket = await enters(namespace, await two.tokenOf(username));
    if (typeof socket === 'string') throw new Error(`${username}: ${socket}`);
    const page: Page = { username, person, seat, namespace, socket, heard: [] };
    socket.onAny((name: string, message: Record<string, unknown>, answer?: () => void) => {
      page.heard.push({ name, message });
      answer?.();
    });
    pages.push(page);
    return page;
  };

  it.each(NAMESPACES)(
    '%s lets in the roles the table names, from every region, and turns away everybody else',
    async (namespace) => {
      const roles = (WHO_MAY_ENTER[namespace] ?? '').split(' ');
      const wrong: string[] = [];
      for (const token of [undefined, '', 'x.y.z', 7, { a: 1 }, null])
        if ((await enters(namespace, token)) !== 'not-logged-in')
          wrong.push(`a stranger with ${JSON.stringify(token)}`);
      for (const person of ROLES)
        for (const seat of SEATS) {
          const entered = await enters(namespace, await two.tokenOf(`${person}-${seat}`));
          if (typeof entered !== 'string') entered.disconnect();
          const right = roles.includes(roleOf(person)) ? typeof entered !== 'string' : entered === 'not-allowed';
          if (!right) wrong.push(`${person} ${seat}: ${typeof entered === 'string' ? entered : 'let in'}`);
        }
      expect(wrong).toEqual([]);
    },
  );

  const inView = (seat: Seat): boolean => seat === 'there' || seat === 'above';
  const may = (how: string | undefined, { person, seat }: Page): boolean => {
    switch (how) {
      case 'region':
        return inView(seat) && person !== 'learner';
      case 'positions':
        return inView(seat);
      case 'asked':
      case 'bound':
        return seat === 'there';
      default:
        return false;
    }
  };

  /** Every page says that it looks at the case; what is wrong with who was answered, and with whom. */
  async function everybodyLooksAt(incident: string, onlookers: readonly Page[]): Promise<string[]> {
    const names = onlookers.map(({ username }) => username).sort();
    const besides = (page: Page): string => names.filter((name) => name !== page.username).join();
    const toldBy = ({ people }: { people?: readonly { id: string }[] }): string =>
      (people ?? []).map(({ id }) => id).join();
    const asked = pages.map(async (page) => {
      // Whoever is not listened to gets no answer, and nobody need wait for it.
      if (WHO_MAY_SAY['looking']?.[page.namespace] === undefined)
        return void page.socket.emit('looking', { incidentId: incident });
      const answer = (await page.socket.timeout(60_000).emitWithAck('looking', { incidentId: incident })) as {
        people: { id: string }[];
      };
      return onlookers.includes(page) || answer.people.length === 0 ? null : `${page.username}: ${toldBy(answer)}`;
    });
    const answered = await Promise.all(asked);
    await eventually(
      'everybody who may see the case knows everybody else who looks at it',
      () =>
        onlookers.every((page) =>
          page.heard.some(({ name, message }) => name === 'onlookers' && toldBy(message) === besides(page)),
        ),
      () => onlookers.map(({ username, heard }) => [username, heard.filter(({ name }) => name === 'onlookers').at(-1)]),
    );
    return answered.filter((one) => typeof one === 'string');
  }

  it('a case is heard by those the table names, and by nobody else', async () => {
    const { pendant } = await two.newHome();
    const connecting = ROLES.filter((person) =>
      Object.values(WHO_MAY_ENTER).join(' ').split(' ').includes(roleOf(person)),
    );
    for (const person of connecting) for (const seat of SEATS) await opens(person, seat);
    const post = (username: string, path: string, body: unknown = {}) =>
      two.json<{ id: string; version: number }>(username, { method: 'POST', path: `/api/v1${path}`, body });
    await two.json('helper-there', { method: 'PUT', path: '/api/v1/me/duty', body: { onDuty: true } });
    const at = { lat: 45.502, lng: 126.502, accuracyM: 5 };
    await post('helper-there', '/me/position', at);
    // Now, not at the end: whoever is suspended is off duty, and nobody hears where she is any more.
    const positionOf = ({ heard }: Page) =>
      heard.some(({ name, message }) => name === 'positions' && JSON.stringify(message).includes('helper-there'));
    await eventually('every page above has its positions', () =>
      pages.filter(({ namespace, seat }) => namespace === '/console' && inView(seat)).every(positionOf),
    );

    // One whole case: asked, accepted, gone, taken back; and a second offer that is over with the case.
    const incident = await two.press(pendant);
    const onlookers = pages.filter((page) => may(WHO_MAY_SAY['looking']?.[page.namespace], page));
    const wrong = await everybodyLooksAt(incident, onlookers);
    await post('operator-there', `/incidents/${incident}/attend`);
    const call = { party: 'senior', result: 'senior-recognised', recognisedBy: 'voice' };
    await post('operator-there', `/incidents/${incident}/calls`, call);
    await post('operator-there', `/incidents/${incident}/verdict`, { verdict: 'real' });
    await two.api.runNow();
    const { items } = await two.json<{ items: { id: string; incidentId: string }[] }>('helper-there', {
      ...{ method: 'GET', path: '/api/v1/me/offers' },
    });
    const offer = items.find((one) => one.incidentId === incident);
    const of = (username: string): Page => {
      const page = pages.find((one) => one.username === username);
      if (!page) throw new Error(`${username} has no page`);
      return page;
    };
    const hears = (username: string, name: SocketEvent) =>
      eventually(
        `${username} hears ${name}`,
        () => of(username).heard.find((one) => one.name === name),
        () => of(username).heard,
      );
    await hears('helper-there', 'offer.made');
    const { id: assignment } = await post('helper-there', `/offers/${offer?.id ?? ''}/accept`);
    await post('helper-there', `/assignments/${assignment}/depart`);
    await post('helper-there', `/assignments/${assignment}/withdraw`, { reason: 'breakdown' });
    const again = { helperIds: ['helper-there'], reason: 'knows-senior' };
    const asked = await two.ask('operator-there', {
      method: 'POST',
      path: `/api/v1/incidents/${incident}/offers`,
      body: again,
    });
    await two.api.runNow();
    await post('lead-there', '/helpers/helper-there/suspend', { reason: 'abuse' });
    await two.api.runNow();
    await hears('helper-there', 'notice');
    if (asked.status < 300) await hears('helper-there', 'offer.over');

    // What nobody heard is known once everybody's line has answered after the last word.
    const { version } = await two.json<{ version: number }>('operator-there', {
      ...{ method: 'GET', path: `/api/v1/incidents/${incident}` },
    });
    await eventually(
      'the desk has heard the last of it',
      async () => (
        await two.api.runNow(),
        of('operator-there').heard.some(
          ({ name, message }) =>
            name === 'incident.changed' && message['id'] === incident && Number(message['version']) >= version,
        )
      ),
    );
    const resumed = new Map<Page, readonly { id: string }[]>();
    for (const page of pages.filter(({ socket }) => socket.connected)) {
      const answer = (await page.socket.timeout(60_000).emitWithAck('resume', {})) as { items: { id: string }[] };
      resumed.set(page, answer.items);
    }

    for (const page of pages) {
      for (const [name, where] of Object.entries(WHO_HEARS)) {
        const how = where[page.namespace];
        const heard = page.heard.filter(
          (one) =>
            one.name === name &&
            (name !== 'positions' || JSON.stringify(one.message).includes('helper-there')) &&
            (name !== 'incident.changed' || one.message['id'] === incident) &&
            // without an engine the platform is late after 10 s, which every console is told
            one.message['code'] !== 'platform-late',
        );
        const own = name === 'notice' && page.username === 'helper-there';
        if (heard.length > 0 !== (own || may(how, page)))
          wrong.push(`${page.username} heard ${name} ${String(heard.length)} times`);
      }
      const known = page.heard.filter(({ name }) => !(name in WHO_HEARS)).map(({ name }) => name);
      if (known.length > 0) wrong.push(`${page.username} heard ${known.join()}, which is on no line`);
      // Names of those who are helped or help never travel over a socket: the area of an offer, and a colleague's name, are all a page is told.
      const named = page.heard.filter(
        ({ name, message }) => !['offer.made', 'onlookers'].includes(name) && JSON.stringify(message).includes(CANARY),
      );
      if (named.length > 0) wrong.push(`${page.username} was told a name: ${JSON.stringify(named[0])}`);
      const items = resumed.get(page);
      if (items === undefined) continue;
      const sees = may(WHO_HEARS['incident.changed']?.[page.namespace], page);
      if (items.some(({ id }) => id === incident) !== sees)
        wrong.push(`${page.username} resumed ${JSON.stringify(items)}`);
    }
    expect(wrong).toEqual([]);
    expect(pages.filter(({ socket }) => !socket.connected).map(({ username }) => username)).toEqual(['helper-there']);
  });
});
