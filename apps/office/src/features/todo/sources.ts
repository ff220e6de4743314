import {
  ALERT_KIND_LABELS,
  DEVICE_WORK,
  DEVICE_WORK_LABELS,
  EMERGENCY_SERVICE_LABELS,
  FOLLOW_UP_SUBJECT_LABELS,
  HELPER_CHANNEL_LABELS,
  LADDER_ROLE_LABELS,
  OUTCOME_LABELS,
  ROLE_LABELS,
  SEAT_GAP_LABELS,
  TASK_KIND_LABELS,
  TASK_KINDS,
  type DeviceWork,
} from '@silverbell/vocabulary';
import { labelOf, roleLabel } from '@silverbell/web-ui';
import type { FollowUp, ImportOnWire } from '@silverbell/wire';
import type { TFunction } from 'i18next';
import { api } from '../../shared/app-client.js';
import { everyPage, PAGE } from '../../shared/every-page.js';
import type { TodoGroup, TodoRow } from './todo-row.js';
import { FILE_EDITORS } from '../../shared/roles.js';

/** What a source needs to name things in words. */
export interface TodoTexts {
  readonly t: TFunction<'office'>;
  readonly regionName: (id: string | null | undefined) => string;
  /** The top of the regions she may see; `undefined`: not read yet. */
  readonly topRegionId: string | undefined;
}

export interface Source {
  readonly name: string;
  readonly group: TodoGroup;
  /** Commands on this route make it be read again. */
  readonly route: string;
  readonly roles: readonly string[];
  readonly read: (words: TodoTexts) => Promise<readonly TodoRow[]>;
}

const placesRead = ['admin', 'county-officer', 'lead', 'operator', 'supervisor'];
const devicesRead = [...placesRead, 'township-officer', 'community-officer', 'installer', 'auditor'];
/** So many of one kind have a row each; more become one row that leads to the list. */
const SINGLE_ROWS = 4;
const FOLLOW_UPS = 50;
const TASKS = 500;
const CHANNELS = 20;
const DAY_MS = 86_400_000;

async function unknownDevices({ t, regionName }: TodoTexts): Promise<readonly TodoRow[]> {
  const { items, counts } = await api.call('unknownDevices', { query: { group: 'alerting', limit: SINGLE_ROWS } });
  const shared = { group: 'devices', what: t('todo.unknown'), dueAt: null, owner: null, act: t('todo.claim') } as const;
  const to = '/unknown-devices?group=alerting';
  if (counts.alerting > items.length)
    return [
      {
        ...shared,
        ...{ key: 'unknown', about: t('todo.devicesN', { n: counts.alerting }), n: counts.alerting, to },
        why: t('todo.unknownWhyN'),
      },
    ];
  return items.map((one) => ({
    ...shared,
    ...{ key: `unknown ${one.id}`, about: `${one.id}，${regionName(one.regionId)}`, n: 1, to },
    why: t('todo.unknownWhy', { kinds: one.kinds.map((kind) => labelOf(ALERT_KIND_LABELS, kind)).join('、') }),
  }));
}

async function workOf(kind: DeviceWork, count: number, { t }: TodoTexts): Promise<readonly TodoRow[]> {
  const { items } = await api.call('deviceWork', { query: { kind, limit: SINGLE_ROWS } });
  const what = labelOf(DEVICE_WORK_LABELS, kind);
  const shared = { group: 'devices', what, why: t(`todo.work.${kind}`), act: t('todo.handle') } as const;
  const to = `/device-work?kind=${kind}`;
  const [first] = items;
  if (first !== undefined && count > items.length)
    return [
      {
        ...shared,
        ...{ key: `work ${kind}`, about: t('todo.devicesN', { n: count }), dueAt: Date.parse(first.dueAt), n: count },
        ...{ owner: null, to },
      },
    ];
  return items.map((one) => ({
    ...shared,
    key: `work ${kind} ${one.deviceId}`,
    about: [`${roleLabel(one.role)} ${one.deviceId}`, one.senior?.name ?? one.home?.label].filter(Boolean).join('，'),
    ...{ dueAt: Date.parse(one.dueAt), owner: one.owner?.name ?? null, n: 1 },
    to: `/devices/${encodeURIComponent(one.deviceId)}`,
  }));
}

async function deviceWork(words: TodoTexts): Promise<readonly TodoRow[]> {
  const { counts } = await api.call('deviceWork', { query: { limit: 1 } });
  const kinds = DEVICE_WORK.filter((kind) => counts[kind] > 0);
  return (await Promise.all(kinds.map((kind) => workOf(kind, counts[kind], words)))).flat();
}

function whyAsked({ about, number, outcome, triedOn }: FollowUp, t: TodoTexts['t']): string {
  const name = [labelOf(FOLLOW_UP_SUBJECT_LABELS, about), number].filter((part) => part !== null).join(' ');
  if (triedOn.length > 0) return t('todo.followUpTried', { number: name, n: triedOn.length });
  return outcome === null ? name : t('todo.followUpWhy', { number: name, outcome: labelOf(OUTCOME_LABELS, outcome) });
}

async function followUps({ t }: TodoTexts): Promise<readonly TodoRow[]> {
  const pages = await Promise.all(
    (['due', 'waiting'] as const).map(async (state) => {
      const { items } = await api.call('followUps', { query: { state, limit: FOLLOW_UPS } });
      return items.map((one) => ({
        key: `follow-up ${one.id}`,
        group: 'followUps' as const,
        what: t(one.kind === 'visit' ? 'todo.visit' : 'todo.followUp'),
        about: [one.seniors.map(({ name }) => name).join('、'), one.home?.label].filter(Boolean).join('，'),
        ...{ dueAt: Date.parse(one.dueAt), owner: one.owner?.name ?? t('followUps.township'), n: 1 },
        why: whyAsked(one, t),
        ...{ to: state === 'due' ? '/follow-ups' : '/follow-ups?state=waiting', act: t('todo.callUp') },
      }));
    }),
  );
  return pages.flat();
}

/** What helpers saw, by kind; each kind has its own term. */
async function tasks({ t, regionName }: TodoTexts): Promise<readonly TodoRow[]> {
  const { items } = await api.call('tasks', { query: { limit: TASKS } });
  return TASK_KINDS.flatMap((kind): readonly TodoRow[] => {
    const ofKind = items.filter((one) => one.kind === kind);
    const shared = {
      ...{ group: 'tasks' as const, what: labelOf(TASK_KIND_LABELS, kind), why: t('todo.taskWhy') },
      ...{ to: `/tasks?kind=${kind}`, act: t('todo.handle') },
    };
    const n = ofKind.length;
    const [first] = ofKind;
    if (first !== undefined && n > SINGLE_ROWS)
      return [
        {
          ...{ ...shared, key: `tasks ${kind}`, about: t('todo.taskN', { n }), dueAt: Date.parse(first.dueAt), n },
          owner: null,
        },
      ];
    return ofKind.map(({ id, senior, homeLabel, regionId, dueAt, takenBy, owner }) => ({
      ...{ ...shared, key: `task ${id}`, dueAt: Date.parse(dueAt), n: 1 },
      about: [senior?.name, homeLabel ?? regionName(regionId)].filter(Boolean).join('，'),
      owner: takenBy?.name ?? labelOf(ROLE_LABELS, owner),
    }));
  });
}

/** Seats and numbers that an alert would look for in vain; each is missing now, whenever the alert comes. */
async function duty({ t, regionName, topRegionId }: TodoTexts): Promise<readonly TodoRow[]> {
  if (topRegionId === undefined) return [];
  const { seatGaps, numberGaps } = await api.call('regionReadiness', { params: { id: topRegionId } });
  const none = seatGaps.filter(({ gap }) => gap === 'no-seat');
  const seats = [
    ...new Map(seatGaps.filter(({ gap }) => gap === 'check-due').map((one) => [one.seatId, one])).values(),
  ];
  const missing = numberGaps.filter(({ gap }) => gap === 'no-number');
  const unchecked = numberGaps.filter(({ gap }) => gap === 'check-due');
  const services = (of: typeof numberGaps): string =>
    [...new Set(of.map(({ service }) => labelOf(EMERGENCY_SERVICE_LABELS, service)))].join('、');
  const row = (key: string, n: number, more: Pick<TodoRow, 'what' | 'about' | 'why' | 'to' | 'act'>): TodoRow[] =>
    n === 0 ? [] : [{ ...{ key, group: 'duty', dueAt: null, owner: null, n }, ...more }];
  const gapLabel = (of: typeof seatGaps): string =>
    of
      .slice(0, 2)
      .map(({ regionId, role }) => `${regionName(regionId)} ${labelOf(LADDER_ROLE_LABELS, role)}`)
      .join('、') + (of.length > 2 ? t('todo.andMore', { n: of.length }) : '');
  return [
    ...row('no-seat', none.length, {
      ...{ what: t('todo.noSeat'), about: gapLabel(none), why: labelOf(SEAT_GAP_LABELS, 'no-seat') },
      ...{ to: '/duty-seats', act: t('todo.fill') },
    }),
    ...row('no-number', missing.length, {
      ...{ what: t('todo.noNumber'), about: services(missing), why: t('todo.noNumberWhy') },
      ...{ to: `/regions/${encodeURIComponent(missing[0]?.regionId ?? '')}`, act: t('todo.fill') },
    }),
    ...row('seat-check', seats.length, {
      ...{ what: t('todo.seatCheck'), about: gapLabel(seats), why: labelOf(SEAT_GAP_LABELS, 'check-due') },
      ...{ to: '/duty-seats', act: t('todo.check') },
    }),
    ...row('number-check', unchecked.length, {
      ...{ what: t('todo.numberCheck'), about: services(unchecked), why: t('todo.numberCheckWhy') },
      ...{ to: `/regions/${encodeURIComponent(unchecked[0]?.regionId ?? '')}`, act: t('todo.check') },
    }),
  ];
}

/** SR-50: certificates that end soon; an expired one only lowers the rank in an emergency. */
async function papers({ t }: TodoTexts): Promise<readonly TodoRow[]> {
  const { items } = await api.call('helperCertificates', { query: {} });
  return items.map(({ helper, kind, validUntil, expired }) => ({
    ...{ key: `paper ${helper.id} ${kind} ${validUntil}`, group: 'helpers', what: t(`todo.papers.${kind}`) },
    ...{ about: helper.name, dueAt: Date.parse(`${validUntil}T15:59:59Z`), owner: null, n: 1 },
    why: t(expired ? 'todo.papersEnded' : 'todo.papersEnd', { day: validUntil }),
    ...{ to: `/helpers/${encodeURIComponent(helper.id)}`, act: t('todo.renew') },
  }));
}

async function channels({ t }: TodoTexts): Promise<readonly TodoRow[]> {
  const { items } = await api.call('helperChannels', { query: { state: 'fails', limit: CHANNELS } });
  return items.map(({ helper, channel, work }) => ({
    ...{ key: `channel ${helper.id} ${channel}`, group: 'helpers', what: t('todo.channel'), about: helper.name, n: 1 },
    ...{ dueAt: work === null ? null : Date.parse(work.dueAt), owner: work?.owner?.name ?? null },
    why: t('todo.channelWhy', { channel: labelOf(HELPER_CHANNEL_LABELS, channel) }),
    ...{ to: '/channels?state=fails', act: t('todo.handle') },
  }));
}

/** SR-58, and the hours of a rota without a person, shown before an alert needs them. */
async function rotas({ t, regionName, topRegionId }: TodoTexts): Promise<readonly TodoRow[]> {
  if (topRegionId === undefined) return [];
  const { rotaGaps, withoutResponsible } = await api.call('regionReadiness', { params: { id: topRegionId } });
  const gaps = rotaGaps.map(({ regionId, seatId, role, from }) => ({
    ...{ key: `gap ${seatId} ${from}`, group: 'duty' as const, what: t('todo.rotaGap'), owner: null, n: 1 },
    about: `${regionName(regionId)} ${labelOf(LADDER_ROLE_LABELS, role)}`,
    ...{ dueAt: Date.parse(from), why: t('todo.rotaGapWhy'), to: '/rota', act: t('todo.fill') },
  }));
  if (withoutResponsible.length === 0) return gaps;
  const named = withoutResponsible.slice(0, 3).map(regionName).join('、');
  const more = withoutResponsible.length > 3 ? t('todo.andMore', { n: withoutResponsible.length }) : '';
  return [
    ...gaps,
    {
      ...{ key: 'responsible', group: 'duty', what: t('todo.responsible'), about: named + more, dueAt: null },
      ...{ owner: null, n: withoutResponsible.length, why: t('todo.responsibleWhy') },
      ...{ to: '/duty-seats', act: t('todo.fill') },
    },
  ];
}

function whatOfImport({ state, failure, rejected }: ImportOnWire) {
  if (state === 'failed') return 'importFailed';
  if (failure !== null) return 'importColumns';
  return rejected > 0 ? 'importWrong' : 'importWaits';
}

async function imports({ t }: TodoTexts): Promise<readonly TodoRow[]> {
  const { items } = await api.call('imports', {});
  return items
    .filter(({ state, expired }) => !expired && (state === 'checked' || state === 'failed'))
    .map((one) => ({
      ...{ key: `import ${one.id}`, group: 'imports' as const, about: one.fileName, owner: one.createdBy.name, n: 1 },
      what: t(`todo.${whatOfImport(one)}`),
      dueAt: Date.parse(one.createdAt) + DAY_MS,
      why:
        one.failure?.sentence ?? t('todo.importWhy', { rows: one.rows, rejected: one.rejected, ready: one.accepted }),
      ...{ to: `/imports/${encodeURIComponent(one.id)}`, act: t('todo.goOn') },
    }));
}

async function waitingRoles({ t }: TodoTexts): Promise<readonly TodoRow[]> {
  const accounts = await everyPage((cursor) =>
    api.call('accounts', { query: { waiting: 'true', cursor, limit: PAGE } }),
  );
  return accounts.map((one) => ({
    ...{ key: `roles ${one.id}`, group: 'rights' as const, what: t('todo.agree'), about: one.name, n: 1 },
    why: t('todo.agreeWhy', { roles: one.waitingRoles.map(({ role }) => labelOf(ROLE_LABELS, role)).join('、') }),
    ...{ dueAt: null, owner: null, to: `/accounts?q=${encodeURIComponent(one.username)}`, act: t('todo.look') },
  }));
}

async function reveals({ t }: TodoTexts): Promise<readonly TodoRow[]> {
  const { items } = await api.call('reveals', { query: {} });
  if (items.length === 0) return [];
  const people = [...new Set(items.map(({ by }) => by.name))].join('、');
  return [
    {
      ...{ key: 'reveals', group: 'rights', what: t('todo.reveals'), about: people, dueAt: null, owner: null },
      ...{ why: t('todo.revealsWhy', { n: items.length }), n: items.length, to: '/reveals', act: t('todo.look') },
    },
  ];
}

/** Everything that can be due, in the order of the design; each is asked for itself, so that one that fails hides no other. */
export const SOURCES: readonly Source[] = [
  { name: 'unknown', group: 'devices', route: 'unknownDevices', roles: devicesRead, read: unknownDevices },
  { name: 'work', group: 'devices', route: 'deviceWork', roles: devicesRead, read: deviceWork },
  {
    ...{ name: 'follow-ups', group: 'followUps', route: 'followUps' },
    ...{ roles: ['operator', 'lead', 'admin', 'supervisor', 'auditor', 'township-officer'], read: followUps },
  },
  {
    ...{ name: 'tasks', group: 'tasks', route: 'tasks', read: tasks },
    roles: ['community-officer', 'township-officer', 'county-officer', 'protection-officer'],
  },
  { name: 'imports', group: 'imports', route: 'imports', roles: FILE_EDITORS, read: imports },
  {
    ...{ name: 'papers', group: 'helpers', route: 'helperCertificates' },
    ...{ roles: [...placesRead, 'township-officer'], read: papers },
  },
  {
    ...{ name: 'channels', group: 'helpers', route: 'helperChannels' },
    ...{ roles: [...placesRead, 'township-officer'], read: channels },
  },
  { name: 'rotas', group: 'duty', route: 'regionReadiness', roles: placesRead, read: rotas },
  { name: 'duty', group: 'duty', route: 'regionReadiness', roles: placesRead, read: duty },
  { name: 'roles', group: 'rights', route: 'accounts', roles: ['security-admin'], read: waitingRoles },
  { name: 'reveals', group: 'rights', route: 'reveals', roles: ['lead', 'auditor'], read: reveals },
];
