import type { Ladder, Ladders, Rung, RungStep } from '../ladder.js';
import { canonical } from './canonical.js';
import { type AlertKind, INCIDENT_CLASSES, type IncidentClass, label, type Label } from '@silverbell/vocabulary';
import { classLabel, conditionLabel, kindLabel, spanLabel, stepLabel } from './labels.js';

/** One line of what an edit changes, in words. */
export interface LadderChange {
  readonly class: IncidentClass;
  readonly words: Label;
}

/** What a region changes: whole ladders of some classes, the rest stays as it is when the edit takes effect. */
export type LadderEdit = Readonly<Partial<Record<IncidentClass, Ladder>>>;

/** Where the numbers come from is no difference. */
const body = ({ rungs, lastRung }: Ladder): string => canonical([rungs.map(plainRung), lastRung]);
const plainRung = (rung: Rung): unknown => [
  rung.id,
  rung.when,
  rung.after,
  rung.afterFor ?? {},
  rung.atOnceWhenHarsh ?? false,
  rung.afterWhenNobodyOnDuty ?? null,
  rung.atLatest ?? null,
  rung.earlyWhenFar ?? false,
  rung.steps,
];

export const sameLadder = (a: Ladder, b: Ladder): boolean => body(a) === body(b);

/** Equal texts, equal ladders: what is hashed, so that an approval names exactly what was looked at. */
export const laddersText = (ladders: Ladders): string =>
  JSON.stringify(INCIDENT_CLASSES.map((code) => body(ladders[code])));

/** Only the classes that really differ. */
export const editOf = (present: Ladders, proposed: LadderEdit): LadderEdit =>
  Object.fromEntries(
    INCIDENT_CLASSES.flatMap((code) => {
      const ladder = proposed[code];
      return ladder === undefined || sameLadder(ladder, present[code]) ? [] : [[code, ladder]];
    }),
  );

export const applyEdit = (present: Ladders, edit: LadderEdit): Ladders => ({ ...present, ...edit });

export const ladderChanges = (before: Ladders, after: Ladders): readonly LadderChange[] =>
  INCIDENT_CLASSES.flatMap((code) =>
    [...changesOf(before[code], after[code])].map((one) => ({
      class: code,
      words: label(`${classLabel(code)['zh-CN']}：${one['zh-CN']}`, `${classLabel(code).en}: ${one.en}`),
    })),
  );

const keyOf = (rung: Rung): string => `${rung.when}:${rung.id}`;

function* changesOf(before: Ladder, after: Ladder): Iterable<Label> {
  const was = new Map(before.rungs.map((rung) => [keyOf(rung), rung]));
  const is = new Map(after.rungs.map((rung) => [keyOf(rung), rung]));
  for (const [key, rung] of was) if (!is.has(key)) yield around('去掉', 'no longer: ', rung);
  for (const [key, rung] of is) {
    const old = was.get(key);
    if (old === undefined) yield around('新增', 'new: ', rung);
    else yield* rungChanges(old, rung);
  }
  const [beforeOrder, afterOrder] = [before, after].map((one) => one.rungs.map(keyOf).join());
  if (beforeOrder !== afterOrder && [...was.keys()].sort().join() === [...is.keys()].sort().join())
    yield label('各级的排列次序改变', 'the rungs are listed in another order');
  const last = label('最后一级', 'the last rung');
  if (before.lastRung.every !== after.lastRung.every)
    yield moved(last, label('重复间隔', 'repeats every'), before.lastRung.every, after.lastRung.every);
  yield* stepChanges(last, before.lastRung.steps, after.lastRung.steps);
}

function* rungChanges(old: Rung, rung: Rung): Iterable<Label> {
  const name = nameOf(rung);
  if (old.after !== rung.after) yield moved(name, label('等待', 'waits'), old.after, rung.after);
  if (old.afterWhenNobodyOnDuty !== rung.afterWhenNobodyOnDuty)
    yield moved(
      name,
      label('无人值班时等待', 'with nobody on duty waits'),
      old.afterWhenNobodyOnDuty,
      rung.afterWhenNobodyOnDuty,
    );
  if (old.atLatest !== rung.atLatest)
    yield moved(name, label('通话中最迟', 'at the latest during a call'), old.atLatest, rung.atLatest);
  const kinds = new Set([...Object.keys(old.afterFor ?? {}), ...Object.keys(rung.afterFor ?? {})] as AlertKind[]);
  for (const kind of kinds) {
    const [was, is] = [old.afterFor?.[kind], rung.afterFor?.[kind]];
    const of = kindLabel(kind);
    if (was !== is) yield moved(name, label(`${of['zh-CN']}等待`, `for ${of.en} waits`), was, is);
  }
  if ((old.atOnceWhenHarsh ?? false) !== (rung.atOnceWhenHarsh ?? false))
    yield rung.atOnceWhenHarsh
      ? label(`${name['zh-CN']}：夜间或恶劣天气即刻`, `${name.en}: now at once at night or in harsh weather`)
      : label(`${name['zh-CN']}：夜间或恶劣天气不再即刻`, `${name.en}: no longer at once at night or in harsh weather`);
  if ((old.earlyWhenFar ?? false) !== (rung.earlyWhenFar ?? false))
    yield rung.earlyWhenFar
      ? label(`${name['zh-CN']}：无人可派或过远时提前`, `${name.en}: now early when everybody is far`)
      : label(`${name['zh-CN']}：无人可派或过远时不再提前`, `${name.en}: no longer early when everybody is far`);
  yield* stepChanges(name, old.steps, rung.steps);
}

function* stepChanges(name: Label, before: readonly RungStep[], after: readonly RungStep[]): Iterable<Label> {
  const text = (step: RungStep): string => canonical(step);
  const [was, is] = [before.map(text), after.map(text)];
  for (const step of before.filter((one) => !is.includes(text(one)))) {
    const wording = stepLabel(step);
    yield label(`${name['zh-CN']}：不再${wording['zh-CN']}`, `${name.en}: no longer ${wording.en}`);
  }
  for (const step of after.filter((one) => !was.includes(text(one)))) {
    const wording = stepLabel(step);
    yield label(`${name['zh-CN']}：增加${wording['zh-CN']}`, `${name.en}: also ${wording.en}`);
  }
  if (was.join() !== is.join() && [...was].sort().join() === [...is].sort().join())
    yield label(`${name['zh-CN']}：次序改变`, `${name.en}: in another order`);
}

const nameOf = (rung: Rung): Label => {
  const when = conditionLabel(rung.when);
  return label(`“${rung.id}”（${when['zh-CN']}）`, `"${rung.id}" (${when.en})`);
};

function moved(name: Label, what: Label, from: number | undefined, to: number | undefined): Label {
  const spanOf = (ms: number | undefined): Label => (ms === undefined ? label('未设', 'not set') : spanLabel(ms));
  const [was, is] = [spanOf(from), spanOf(to)];
  return label(
    `${name['zh-CN']}${what['zh-CN']} ${was['zh-CN']} → ${is['zh-CN']}`,
    `${name.en} ${what.en} ${was.en} → ${is.en}`,
  );
}

function around(zh: string, en: string, rung: Rung): Label {
  const name = nameOf(rung);
  const [wait, steps] = [spanLabel(rung.after), rung.steps.map(stepLabel)];
  return label(
    `${zh}${name['zh-CN']} ${wait['zh-CN']}：${steps.map((one) => one['zh-CN']).join('、')}`,
    `${en}${name.en} ${wait.en}: ${steps.map((one) => one.en).join(', ')}`,
  );
}
