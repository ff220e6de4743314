import type { Action } from '@silverbell/vocabulary';
import type { ParseKeys } from 'i18next';
import type { ActionAsked } from './action-asked.js';

/** What the console's commands act on. */
export interface CommandTargets {
  /** An incident is on the screen. */
  readonly hasIncident: boolean;
  /** May act on incidents at all; others look. */
  readonly acts: boolean;
  readonly allowed: (action: Action) => boolean;
  readonly attendNext: () => void;
  readonly ask: (asked: Omit<ActionAsked, 'incidentId'>) => void;
  readonly mute: () => void;
  readonly help: () => void;
  readonly palette: () => void;
  readonly newIncident: () => void;
  readonly newest: () => void;
  readonly toggleMap: () => void;
  readonly secondWindow: () => void;
  readonly wallboard: () => void;
  /** Whether there is such a place on the screen. */
  readonly has: (target: FocusTarget) => boolean;
  readonly goTo: (target: FocusTarget) => void;
}

export type FocusTarget =
  | 'person'
  | 'protocol'
  | 'candidates'
  | 'timeline'
  | 'layers'
  | 'answer'
  | 'hang-up'
  | 'hold-call'
  | 'microphone'
  | 'undo';

export interface Command {
  readonly id: string;
  /** As the button and the help show it; `null`: it has no key. */
  readonly keys: string | null;
  /** `KeyboardEvent.code` with `Alt+`, `Shift+` and `Ctrl+` before it. By the place of the key: with Alt some layouts write another letter. */
  readonly press: string | null;
  readonly label: ParseKeys<'console'>;
  /** Why it cannot be done now; `null`: it can. */
  readonly off: ParseKeys<'console'> | null;
  readonly run: () => void;
}

type Act = readonly [
  id: string,
  keys: string | null,
  press: string | null,
  label: ParseKeys<'console'>,
  asked: Omit<ActionAsked, 'incidentId'>,
  /** What the server must allow for it. */
  needs: Action,
];

const ACTS: readonly Act[] = [
  ['wave', 'F7', 'F7', 'keys.wave', { action: 'wave' }, 'wave'],
  ['call-senior', 'F8', 'F8', 'keys.senior', { action: 'call', party: 'senior' }, 'call'],
  ['call-contact', 'Shift+F8', 'Shift+F8', 'keys.contact', { action: 'call', party: 'contact' }, 'call'],
  ['agency', 'Alt+E', 'Alt+KeyE', 'keys.agency', { action: 'services' }, 'agency-call'],
  ['verdict', 'Alt+V', 'Alt+KeyV', 'keys.verdict', { action: 'verdict' }, 'verdict'],
  ['destination', 'Alt+D', 'Alt+KeyD', 'keys.destination', { action: 'destination' }, 'destination'],
  ['hold', 'Alt+H', 'Alt+KeyH', 'keys.hold', { action: 'hold' }, 'hold'],
  ['note', 'F9', 'F9', 'keys.note', { action: 'note' }, 'note'],
  ['close', 'F10', 'F10', 'keys.close', { action: 'close' }, 'close'],
  ['shelve', null, null, 'act.shelve', { action: 'shelve' }, 'shelve'],
  ['release', null, null, 'act.release', { action: 'release' }, 'release'],
  ['hand-over', null, null, 'act.hand-over', { action: 'hand-over' }, 'hand-over'],
  ['take-over', null, null, 'act.take-over', { action: 'take-over' }, 'take-over'],
];

const PLACES: readonly (readonly [FocusTarget, string, string, ParseKeys<'console'>])[] = [
  ['person', 'F3', 'F3', 'keys.person'],
  ['protocol', 'F4', 'F4', 'keys.protocol'],
  ['candidates', 'F6', 'F6', 'keys.candidates'],
  ['timeline', 'Alt+T', 'Alt+KeyT', 'keys.timeline'],
  ['answer', 'Alt+A', 'Alt+KeyA', 'keys.answer'],
  ['hang-up', 'Alt+X', 'Alt+KeyX', 'keys.hangUp'],
  ['hold-call', 'Alt+W', 'Alt+KeyW', 'keys.holdCall'],
  ['microphone', 'Alt+Q', 'Alt+KeyQ', 'keys.microphone'],
  ['undo', 'Alt+Z', 'Alt+KeyZ', 'keys.undo'],
];

const OFF_WHY: Partial<Record<FocusTarget, ParseKeys<'console'>>> = {
  answer: 'keys.off.noCall',
  'hang-up': 'keys.off.noTalk',
  'hold-call': 'keys.off.noTalk',
  microphone: 'keys.off.noTalk',
  undo: 'keys.off.noUndo',
};

/** Tasks that are opened beside the incident on the screen. */
const TASKS = [
  ['call-back', 'Alt+B', 'Alt+KeyB'],
  ['near-miss', 'Alt+R', 'Alt+KeyR'],
] as const;

/** Everything that can be done by a key or from the palette, in the order of an incident; each with the reason why it is off. */
export function commandsOf(targets: CommandTargets): readonly Command[] {
  const { hasIncident, acts, allowed, ask, has, goTo } = targets;
  const readOnly = acts ? null : 'keys.off.readOnly';
  const act = ([id, keys, press, label, asked, needs]: Act): Command => ({
    ...{ id, keys, press, label, run: () => ask(asked) },
    off: readOnly ?? (!hasIncident ? 'keys.off.noIncident' : allowed(needs) ? null : 'keys.off.notNow'),
  });
  const task = ([id, keys, press]: (typeof TASKS)[number]): Command => ({
    ...{ id, keys, press, label: `act.${id}`, run: () => ask({ action: id }) },
    off: readOnly ?? (hasIncident ? null : 'keys.off.noIncident'),
  });
  const always = (id: string, keys: string | null, press: string | null, label: Command['label'], run: () => void) => ({
    ...{ id, keys, press, label, run, off: null },
  });
  return [
    { ...always('attend-next', 'F2', 'F2', 'keys.attendNext', targets.attendNext), off: readOnly },
    ...PLACES.map(([target, keys, press, label]) => ({
      ...always(target, keys, press, label, () => goTo(target)),
      off: has(target) ? null : (OFF_WHY[target] ?? ('keys.off.notHere' as const)),
    })),
    ...ACTS.map(act),
    ...TASKS.map(task),
    { ...always('new-incident', 'Alt+N', 'Alt+KeyN', 'keys.newIncident', targets.newIncident), off: readOnly },
    always('newest', 'Home', null, 'keys.newest', targets.newest),
    always('layers', 'Alt+L', 'Alt+KeyL', 'keys.layers', () => goTo('layers')),
    always('map', 'Alt+M', 'Alt+KeyM', 'keys.map', targets.toggleMap),
    always('second-window', null, null, 'map.secondWindow', targets.secondWindow),
    always('wallboard', null, null, 'wallboard.title', targets.wallboard),
    always('mute', 'F1', 'F1', 'keys.mute', targets.mute),
    always('palette', 'Ctrl+K', 'Ctrl+KeyK', 'keys.palette', targets.palette),
    always('help', '?', null, 'keys.help', targets.help),
  ];
}
