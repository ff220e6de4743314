import {
  DEVICE_ROLE_LABELS,
  HELPER_KIND_LABELS,
  SENIOR_STATUS_LABELS,
  type DeviceRole,
  type HelperKind,
} from '@silverbell/vocabulary';
import { labelOf } from '@silverbell/web-ui';
import type { SearchFound } from '@silverbell/wire';
import type { TFunction } from 'i18next';
import type { Command } from '../../shared/commands.js';

export interface Entry {
  readonly id: string;
  readonly name: string;
  readonly detail: string;
  /** Beside the name: an open incident, why it was found, or why it cannot be done. */
  readonly mark: string | null;
  readonly keys: string | null;
  /** `null`: cannot be done now. */
  readonly does:
    | { readonly path: string }
    | { readonly look: { readonly lat: number; readonly lng: number; readonly label: string } }
    | { readonly call: { readonly homeId: string; readonly label: string } }
    | { readonly run: () => void }
    | null;
}

export const GROUPS = ['ofSeniors', 'ofHomes', 'ofHelpers', 'ofDevices', 'ofIncidents', 'ofActs'] as const;

interface Given {
  readonly query: string;
  readonly found: SearchFound | undefined;
  readonly commands: readonly Command[];
  readonly mayOpenHelpers: boolean;
  readonly mayCall: boolean;
  readonly t: TFunction<'console'>;
}

/** Acts shown while nothing is typed; with words all that fit. */
const simple = (text: string): string => text.toLowerCase().replace(/[\s+]/g, '');

/** The lines of the palette: what the server found, then what can be done with the first of it, then the acts that fit the words. */
export function entriesOf(
  given: Given,
): readonly { readonly id: (typeof GROUPS)[number]; readonly entries: readonly Entry[] }[] {
  const { found } = given;
  return [
    { id: 'ofSeniors', entries: found?.seniors.map((one) => seniorEntry(one, given)) ?? [] },
    { id: 'ofHomes', entries: found?.homes.map((one) => homeEntry(one, given)) ?? [] },
    { id: 'ofHelpers', entries: found?.helpers.map((one) => helperEntry(one, given)) ?? [] },
    { id: 'ofDevices', entries: found?.devices.map((one) => deviceEntry(one)) ?? [] },
    { id: 'ofIncidents', entries: found?.incidents.map((one) => incidentEntry(one, given)) ?? [] },
    { id: 'ofActs', entries: [...withFirst(given), ...acts(given)] },
  ];
}

function seniorEntry(one: SearchFound['seniors'][number], { t }: Given): Entry {
  const age = one.age === null ? '' : t('palette.age', { n: one.age });
  const found = one.by === 'contact-phone' ? t('palette.byContact') : one.by === 'phone' ? t('palette.byPhone') : '';
  const status = one.status === 'active' ? '' : labelOf(SENIOR_STATUS_LABELS, one.status);
  return {
    ...{ id: `senior ${one.id}`, name: one.name, keys: null },
    detail: [age, one.address, status, found].filter((part) => part !== '').join(' · '),
    mark: t(one.openIncidentId === null ? 'palette.noCase' : 'palette.openCase'),
    does: { path: one.openIncidentId === null ? `/seniors/${one.id}` : `/incidents/${one.openIncidentId}` },
  };
}

const homeEntry = (one: SearchFound['homes'][number], { t }: Given): Entry => ({
  ...{ id: `home ${one.id}`, name: one.address, keys: null, mark: t('palette.onMap') },
  detail: [one.label, one.seniors.map(({ name }) => name).join('、')].filter((part) => part !== '').join(' · '),
  does: { look: { ...one.position, label: one.address } },
});

const helperEntry = (one: SearchFound['helpers'][number], { mayOpenHelpers, t }: Given): Entry => ({
  ...{ id: `helper ${one.id}`, name: one.name, keys: null },
  detail: labelOf(HELPER_KIND_LABELS, one.kind as HelperKind),
  mark: t(one.onDuty ? 'palette.onDuty' : 'palette.offDuty'),
  does: mayOpenHelpers ? { path: `/helpers/${one.id}` } : null,
});

const deviceEntry = (one: SearchFound['devices'][number]): Entry => ({
  ...{ id: `device ${one.id}`, name: one.id, keys: null, mark: null },
  detail: [labelOf(DEVICE_ROLE_LABELS, one.role as DeviceRole), one.label ?? '']
    .filter((part) => part !== '')
    .join(' · '),
  does: { path: `/devices/${encodeURIComponent(one.id)}` },
});

const incidentEntry = (one: SearchFound['incidents'][number], { t }: Given): Entry => ({
  ...{ id: `incident ${one.id}`, name: t('palette.incident', { n: one.number }), keys: null },
  detail: one.label ?? '',
  mark: t(one.open ? 'palette.open' : 'palette.closed'),
  does: { path: `/incidents/${one.id}` },
});

/** What is asked for most after a senior was found. */
function withFirst({ found, mayCall, t }: Given): readonly Entry[] {
  const [first] = found?.seniors ?? [];
  if (first === undefined) return [];
  const { name } = first;
  const plain = { detail: '', mark: null, keys: null };
  return [
    {
      ...{ ...plain, id: 'first on map', name: t('palette.lookAt', { name }) },
      does: { look: { ...first.position, label: first.address } },
    },
    { ...plain, id: 'first file', name: t('palette.file', { name }), does: { path: `/seniors/${first.id}` } },
    ...(mayCall
      ? [
          {
            ...{ ...plain, id: 'first call', keys: 'Alt+N' },
            name: t(first.openIncidentId === null ? 'palette.callOf' : 'palette.callJoins', { name }),
            does: { call: { homeId: first.homeId, label: first.address } },
          },
        ]
      : []),
  ];
}

function acts({ query, commands, t }: Given): readonly Entry[] {
  const asked = simple(query);
  return commands.flatMap(({ id, label, keys, off, run }): readonly Entry[] => {
    const name = t(label);
    if (id === 'palette' || !(simple(name).includes(asked) || (keys !== null && simple(keys) === asked))) return [];
    return [
      {
        ...{ id: `act ${id}`, name, detail: '', keys },
        ...{ mark: off === null ? null : t(off), does: off === null ? { run } : null },
      },
    ];
  });
}
