import { describe, expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const root = fileURLToPath(new URL('../../', import.meta.url));
const own = 'test/architecture/words.spec.ts';
const read = (path: string): string => readFileSync(`${root}${path}`, 'utf8');

const files = execFileSync('git', ['ls-files', '-co', '--exclude-standard'], { cwd: root, encoding: 'utf8' })
  .split('\n')
  .filter((path) => /^(?:apps|libs|devices|test)\//.test(path) && path !== own && existsSync(`${root}${path}`));
/** Migrations are released, recorders belong to the commit they were written for. */
const sources = files.filter(
  (path) => /\.tsx?$/.test(path) && !/\/migrations\/|architecture\/(?:probes|compose-spec)/.test(path),
);

const production = sources.filter(
  (path) => !path.startsWith('test/') && !/\.(?:spec|suite|fake)\.tsx?$/.test(basename(path)),
);

/** Identifiers that were renamed to the field's word; the words and what replaced them are in CONTRIBUTING. A rename adds a line. */
const BANNED = [
  ...['Rooms', 'RelayRooms', 'PracticeRooms', 'StandingRooms', 'PresenceRooms', 'ROOMS'],
  ...[
    'CaseStore',
    'CaseRef',
    'CaseChange',
    'FoundCase',
    'ChangedCase',
    'CaseQueries',
    'TypeormCaseStore',
    'openCaseOfHome',
  ],
  ...['WakeNews', 'WakeKind', 'FakeWake', 'wakeAll', 'EngineWake', 'PgWake', 'WakeWords'],
  ...['AtOnce', 'ReceivedAtOnce', 'claimedAtOnce', 'Deciding', 'Acted', 'ActRequest', 'Ticked', 'Whereto', 'whereTo'],
  ...['isHarsh', 'isHarshAround', 'isHarshWeather', 'HarshPolicy', 'KeptForATime', 'keepPeriods', 'SignsOfLife'],
  ...['HelperRoster', 'PostgresRoster', 'StandingTransaction', 'SilenceFile', 'KnownLine', 'hearsOf', 'tellOutage'],
  ...['IncomingSignal', 'AlertDelivery', 'Convoys', 'LeftBehind', 'Shelf', 'SHELVES', 'storableJson', 'isLostRace'],
  ...[
    'openParts',
    'House',
    'openHouse',
    'Gathering',
    'useWatched',
    'useCommand',
    'openErrands',
    'Soon',
    'CaseDesk',
    'GoingDesk',
  ],
  ...['RateMeter', 'laneOf', 'laneOfTopic', 'OnLane', 'readingList', 'dayIn', 'outsideSlug'],
  ...['SaidKinds', 'saysAlarm', 'saysHelp', 'saidIn', 'saidAloud', 'LOOKING_S'],
  ...['PATIENCE_MS', 'patienceMs', 'Sighting', 'tellUntold', 'suspendedAndTold', 'readSoon', 'leaveSoon', 'RosterRow'],
  ...['useSay', 'Chatter', 'SeenLane', 'SignsLane', 'SelfWatch', 'ReplicaLine', 'SocketHouse', 'CaseWatch', 'SeenCase'],
  ...['cryIn', 'strangersCry', 'hearHelp', 'writePatiently', 'AlertProof', 'ProvenAt', 'heardBefore', 'KeptWatch'],
  ...['lookNow', 'LOOKS_EVERY_MS', 'makePractice', 'HearsOfCalls', 'stationToKeep', 'AlertMemory', 'UNKNOWN_DELIVERY'],
  ...['signalWork', 'ButtonLook', 'FilledHouse', 'isHelpWord', 'isCallForHelp', 'isButtonChild'],
  ...['ProblemLine', 'SeniorLine', 'DeviceTrailLine', 'VillageLine', 'LineState', 'FakeLine', 'CutLine', 'FilterLine'],
  ...['HeldConnections', 'HoldOnFile', 'holdCase', 'holdPerson', 'caseLegalHolds', 'liftLegalHold', 'hearQuiet'],
  ...['hearMisdirected', 'heardSinceEmpty', 'stepWords', 'classWords', 'MapWords', 'DueWords', 'PositionWord'],
  ...['PresenceWord', 'HeardWords', 'setWords', 'ComplaintWords', 'SealedWords'],
  ...['HomeReach', 'toLookAt', 'linesToLookAt', 'keepLine', 'keepSilence', 'silencesOf', 'silenceOf', 'HeardDevice'],
];
/** Words of a sentence that name no thing: in production code no identifier is called so. */
const NO_NAMES = new Set([
  'said',
  'says',
  'Said',
  'SAID',
  'saidAt',
  'saidOf',
  'acted',
  'patience',
  'inEarnest',
  'sighting',
  'sightings',
  'deciding',
]);
/** A store is a `*Store`; nobody reads a book. */
const BANNED_FORMS = [
  /\b(?!PhoneBook\b)[A-Z]\w*Book\b/,
  /\bTypeorm\w*Store\b/,
  /\b[A-Z]\w*Rooms\b/,
  /\binterface \w*Parts\b/,
];

/** Folders and files; `*.store.ts` and the like are roles. */
const BANNED_PATHS = [
  /\/rooms\.ts$/,
  /\/usecases\/src\/(?:keeping|standing|ladders|practice|presence|watch)\//,
  /\/postgres\/src\/(?:cases|wake|standing|holds|ladders|practice)\//,
  /\/(?:convoy|riders|turns|chatter|gathering|heard-memory|harsh-around|at-once|case-watch|who-sees|socket-house)\.tsx?$/,
  /\/(?:station\/src|test\/medium)\/keeping\/|\/console\/src\/standing\//,
  /\/(?:practice-loop|practice-mark|keeping|filled-house)\.tsx?$/,
  /\/(?:utils|helpers|common|misc)\.tsx?$/,
  /\/(?:said|said-kinds|looking|sighting)\.tsx?$/,
];

describe('the machinery speaks like the trade', () => {
  it('names that were renamed away do not come back', () => {
    const banned = new RegExp(`\\b(?:${BANNED.join('|')})\\b`);
    const found = sources.flatMap((path) =>
      read(path)
        .split('\n')
        .flatMap((line, at) =>
          [banned, ...BANNED_FORMS].some((form) => form.test(line)) ? [`${path}:${String(at + 1)} ${line.trim()}`] : [],
        ),
    );
    expect(sources.length).toBeGreaterThan(1_000);
    expect(found).toEqual([]);
  });

  it.each(['Rooms', 'LadderBook', 'TypeormOutboxStore', 'IntakeRooms', 'interface ApiParts'])(
    '%s would be caught',
    (word) => {
      const banned = new RegExp(`\\b(?:${BANNED.join('|')})\\b`);
      expect([banned, ...BANNED_FORMS].some((form) => form.test(`readonly one: ${word};`))).toBe(true);
    },
  );

  const unnamed = (path: string, text: string): string[] => {
    const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
    const found: string[] = [];
    const visit = (node: ts.Node): void => {
      if ((ts.isIdentifier(node) || ts.isPrivateIdentifier(node)) && NO_NAMES.has(node.text.replace('#', '')))
        found.push(`${path}: ${node.parent.getText(source).slice(0, 80)}`);
      ts.forEachChild(node, visit);
    };
    visit(source);
    return found;
  };

  it('identifiers of production code name a thing', () => {
    const mentions = new RegExp(`\\b(?:${[...NO_NAMES].join('|')})\\b`);
    const texts = production.map((path) => [path, read(path)] as const).filter(([, text]) => mentions.test(text));
    expect(texts.length).toBeGreaterThan(50);
    expect(texts.flatMap(([path, text]) => unnamed(path, text))).toEqual([]);
  });

  it('such an identifier is found, a comment and a sentence are not', () => {
    expect(unnamed('a.ts', "// said\nconst said = 'said';\nthis.#said(one.says);")).toHaveLength(3);
  });

  it('folders and files that were renamed away do not come back', () => {
    expect(files.filter((path) => BANNED_PATHS.some((form) => form.test(`/${path}`)))).toEqual([]);
  });
});

describe('comments name their subject', () => {
  /** There were 583; a comment names its subject. Lower it, never raise it. */
  const MOST = 60;
  const COMMENT = /\/\*[\s\S]*?\*\/|(?<![:'"`\w])\/\/[^\n]*/g;
  const RIDDLE = /\b(?:whoever|nobody|somebody)\b/gi;
  const riddles = (text: string): number =>
    (text.match(COMMENT) ?? []).reduce((sum, comment) => sum + (comment.match(RIDDLE) ?? []).length, 0);

  it('whoever, nobody and somebody become fewer in comments of production code', () => {
    const count = production.reduce((sum, path) => sum + riddles(read(path)), 0);
    expect(count).toBeLessThanOrEqual(MOST);
  });

  it('a comment with such a word is counted, a string is not', () => {
    expect(riddles("/** Whoever waits. */\n// nobody\nconst a = 'somebody';")).toBe(2);
  });
});

describe('test titles', () => {
  /** A ratchet towards none: a title stands alone in a red log and has at most 90 characters. */
  const MOST = 139;
  const TITLE = /\b(?:it|test|describe|promise)(?:\.\w+)*\(\s*(['"])((?:(?!\1)[^\\]|\\.)*)\1/g;

  it('titles with more than 90 characters become fewer', () => {
    const long = sources
      .filter((path) => /\.(?:spec|suite)\.tsx?$/.test(path))
      .flatMap((path) => [...read(path).matchAll(TITLE)].map(([, , title = '']) => title))
      .filter((title) => title.length > 90);
    expect(long.length).toBeLessThanOrEqual(MOST);
  });
});

describe('the table of features in CONTRIBUTING', () => {
  const floors = [
    ...['libs/domain', 'libs/usecases/src', 'libs/adapters/postgres/src', 'apps/api/src'],
    ...['libs/contracts/wire/src/routes', 'apps/console/src', 'apps/office/src/features', 'apps'],
  ] as const;
  const WIRE = 4;
  const CONSOLE = 5;
  const OFFICE = 6;
  const PHONES = 7;
  /** Phone pages are named `app/feature`. */
  const fileOf = (column: number, place: string): string =>
    column === WIRE ? `${place}.ts` : column === PHONES ? place.replace('/', '/src/features/') : place;
  const rows = read('CONTRIBUTING.md')
    .split('| feature | domain | use cases | PostgreSQL | api | wire (`routes`) | console |')[1]!
    .replace(/^.*\n/, '\n')
    .split('\n\n')[0]!
    .split('\n')
    .slice(2)
    .map((row) => row.split('|').slice(1, -1));
  const places = floors.map((floor, column) =>
    rows.flatMap((row) =>
      [...(row[column + 1] ?? '').matchAll(/`([^`]+)`/g)].map(([, place = '']) => `${floor}/${fileOf(column, place)}`),
    ),
  );

  it('names places that exist', () => {
    expect(rows.length).toBeGreaterThan(7);
    expect(places.flat().filter((place) => !existsSync(`${root}${place}`))).toEqual([]);
  });

  it('names every folder of use cases, PostgreSQL and api that holds a feature', () => {
    const noFeature =
      /^(?:facts|fakes|ports|backup|change-notifier|connection|crypto|embedded|migrations|seed|auth|documents|http|persistence|realtime)$/;
    for (const column of [1, 2, 3] as const) {
      const base = `${floors[column]}/`;
      const folders = files
        .filter((path) => path.startsWith(base) && path.slice(base.length).includes('/'))
        .map((path) => path.slice(base.length).split('/')[0]!)
        .filter((name) => !noFeature.test(name));
      const named = new Set(places[column]);
      expect([...new Set(folders)].filter((name) => !named.has(base + name))).toEqual([]);
    }
  });

  it('has the word of the feature on every floor below the pages', () => {
    const other = rows.flatMap((row) => {
      const [feature = '', ...cells] = row.map((cell) => cell.trim());
      const missing = cells.slice(0, CONSOLE).filter((cell) => cell !== '–' && !cell.includes(`${feature}\``));
      return missing.map((cell) => `${feature}: ${cell}`);
    });
    expect(other).toEqual([]);
  });

  it('names every file of routes', () => {
    const noRoutes = /\/(?:idempotent-write|route|shape)\.ts$/;
    const routes = files.filter((path) => path.startsWith(`${floors[WIRE]}/`) && !noRoutes.test(path));
    const named = new Set(places[WIRE]);
    expect(routes.filter((path) => !named.has(path))).toEqual([]);
  });

  it('names every folder of the console that holds a feature', () => {
    const base = `${floors[CONSOLE]}/`;
    const folders = files
      .filter((path) => path.startsWith(base))
      .map((path) => /^(?:features\/)?[^/]+(?=\/)/.exec(path.slice(base.length))?.[0])
      .filter((name) => name !== undefined && !/^(?:app|features|messages|shared)$/.test(name));
    const named = new Set(places[CONSOLE]);
    expect([...new Set(folders)].filter((name) => !named.has(base + (name ?? '')))).toEqual([]);
  });

  it.each([
    { app: 'office', column: OFFICE, none: /^$/ },
    { app: 'helper', column: PHONES, none: /^settings$/ },
    { app: 'family', column: PHONES, none: /^$/ },
    { app: 'pendant', column: PHONES, none: /^$/ },
  ])('names every folder of features of the $app pages', ({ app, column, none }) => {
    const base = `apps/${app}/src/features/`;
    const folders = files
      .filter((path) => path.startsWith(base) && path.slice(base.length).includes('/'))
      .map((path) => path.slice(base.length).split('/')[0]!)
      .filter((name) => !none.test(name));
    const named = new Set(places[column]);
    expect(folders.length).toBeGreaterThan(2);
    expect([...new Set(folders)].filter((name) => !named.has(base + name))).toEqual([]);
  });
});
