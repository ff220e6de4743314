import { duration, hours, minutes, seconds, type Duration } from '@silverbell/kernel';
import { stricter } from '../classify.js';
import type { Ladder, Ladders, Limits, Policy, Rung, RungStep } from '../ladder.js';
import { canonical } from './canonical.js';
import { INCIDENT_CLASSES, type IncidentClass, label, type Label } from '@silverbell/vocabulary';
import { classLabel, spanLabel } from './labels.js';

/** A limit no region can edit away (safety case 2.1), or what must hold so that the ladder is one at all. */
export type LimitCode =
  | 'unattended-becomes-b'
  | 'attended-becomes-b'
  | 'first-wave'
  | 'last-rung-repeats'
  | 'last-rung-voice'
  | 'last-rung-reached'
  | 'consoles-ring'
  | 'raised-at-once'
  | 'silent'
  | 'no-ringing-in-gas'
  | 'times-readable'
  | 'becomes-stricter'
  | 'rung-names'
  | 'right-class'
  | 'numbers-above-zero'
  | 'practice-ends';

export interface LimitFault {
  readonly code: LimitCode;
  /** `null`: of the numbers that all classes share. */
  readonly class: IncidentClass | null;
  readonly words: Label;
}

/** How long the last rung may be silent. Work has a shift. */
const WORST: Readonly<Record<IncidentClass, Duration>> = {
  A: minutes(10),
  B: minutes(10),
  C: minutes(10),
  D: minutes(10),
  E: minutes(10),
  F: minutes(60),
  G: minutes(60),
  W: duration(Number.POSITIVE_INFINITY),
};
const UNATTENDED_B = seconds(120);
const ATTENDED_B = seconds(180);
const FIRST_WAVE = seconds(10);
/** Faster would be one bell that never ends, for people who hold a telephone. */
const FASTEST_REPEAT = seconds(30);
const LONGEST_WAIT = minutes(48 * 60);
/** Incidents of these classes become one another, so that a rung that fired in one counts in the next. */
const JOINING: readonly IncidentClass[] = ['A', 'B', 'C', 'D', 'E', 'F'];

/** Every limit that this policy breaks, each with its own sentence; an empty list when a region may have it. */
export function limitFaults({ ladders, limits }: Policy): readonly LimitFault[] {
  return [
    ...riskFaults(ladders),
    ...INCIDENT_CLASSES.flatMap((code) => [...ladderFaults(code, ladders[code])]),
    ...nameFaults(ladders),
    ...(limits.waveSize >= 1
      ? []
      : [
          {
            code: 'numbers-above-zero' as const,
            class: null,
            words: label('每一批至少向一人派单。', 'a wave must ask at least one person.'),
          },
        ]),
    ...practiceFaults(limits),
    ...Object.entries(limits).flatMap(([name, value]): LimitFault[] =>
      Number.isFinite(value) && value > 0
        ? []
        : [
            {
              code: 'numbers-above-zero',
              class: null,
              words: label(`参数 ${name} 必须大于零。`, `${name} must be above zero.`),
            },
          ],
    ),
  ];
}

/** A forgotten test window or drill stays unnoticed for at most this long (H13). */
function* practiceFaults({ testWindowLasts, testTimeADay, drillLastsAtMost }: Limits): Iterable<LimitFault> {
  const code = 'practice-ends';
  if (testWindowLasts > hours(1))
    yield { code, class: null, words: label('测试时段最长一小时。', 'a test window must close within an hour.') };
  if (testTimeADay > hours(4))
    yield {
      code,
      class: null,
      words: label('同一设备每天最多测试四小时。', 'one device may be tested for four hours a day at most.'),
    };
  if (drillLastsAtMost > hours(24))
    yield { code, class: null, words: label('演练最长一天。', 'a drill must end within a day.') };
}

/** The same in one language, for logs and for the check at boot. */
export const policyFaults = (policy: Policy): readonly string[] =>
  limitFaults(policy).map((fault) => fault.words.en.replace(/\.$/, ''));

function* riskFaults(ladders: Ladders): Iterable<LimitFault> {
  const becomesB = (when: 'unattended' | 'no-verdict', within: Duration): boolean =>
    ladders.A.rungs.some(
      (rung) =>
        rung.when === when &&
        longestWait(rung) <= within &&
        rung.steps.some((step) => step.do === 'become' && step.class === 'B'),
    );
  if (!becomesB('unattended', UNATTENDED_B))
    yield fault(
      'unattended-becomes-b',
      'A',
      '无人受理时必须在 120 秒内升为 B 类',
      'A must become B within 120 s unattended',
    );
  if (!becomesB('no-verdict', ATTENDED_B))
    yield fault(
      'attended-becomes-b',
      'A',
      '已受理未核实时必须在 180 秒内升为 B 类（通话中也不例外）',
      'A must become B within 180 s attended, also while a call is open',
    );
  if (!ladders.B.rungs.some((rung) => rung.when === 'raised' && rung.after <= FIRST_WAVE && does(rung, 'start-waves')))
    yield fault('first-wave', 'B', '第一批派单必须在 10 秒内发出', 'B must start its first wave within 10 s');
}

function* ladderFaults(code: IncidentClass, ladder: Ladder): Iterable<LimitFault> {
  const { rungs, lastRung } = ladder;
  if (ladder.class !== code)
    yield fault('right-class', code, `填入了 ${ladder.class} 类的阶梯`, `${code} holds the ladder of ${ladder.class}`);
  if (!rungs.some((rung) => rung.when === 'raised' && does(rung, 'ring-consoles')))
    yield fault('consoles-ring', code, '立案即刻必须让坐席响铃', `${code} must ring the consoles at 0 s`);
  for (const rung of rungs) {
    if (rung.when === 'raised' && rung.after !== 0)
      yield fault(
        'raised-at-once',
        code,
        `“${rung.id}”是立案即刻的一级，时间必须为 0 秒`,
        `"${rung.id}" of ${code} comes with the first signal, so its wait must be 0 s`,
      );
    if (waitsOf(rung).some((wait) => !Number.isInteger(wait) || wait < 0 || wait > LONGEST_WAIT))
      yield fault(
        'times-readable',
        code,
        `“${rung.id}”的时间必须是 0 秒到 48 小时之间的整数`,
        `the waits of "${rung.id}" of ${code} must be whole and between 0 s and 48 h`,
      );
    if (rung.steps.length === 0)
      yield fault('times-readable', code, `“${rung.id}”什么也不做`, `"${rung.id}" of ${code} does nothing`);
  }
  yield* stepFaults(code, [...rungs.flatMap((rung) => rung.steps), ...lastRung.steps]);
  if (!Number.isInteger(lastRung.every) || lastRung.every < FASTEST_REPEAT)
    yield fault(
      'times-readable',
      code,
      '最后一级的重复间隔不能短于 30 秒',
      `${code} must not repeat its last rung faster than every 30 s`,
    );
  if (code === 'W') return;
  const worst = spanLabel(WORST[code]);
  if (!(lastRung.every <= WORST[code]))
    yield fault(
      'last-rung-repeats',
      code,
      `最后一级必须至少每 ${worst['zh-CN']}重复一次`,
      `${code} must repeat its last rung within ${String(WORST[code] / 60_000)} min`,
    );
  // The last rung waits for the slowest rung before it: a rung of 3000 s would edit it away.
  for (const rung of rungs) {
    if ((rung.when === 'unattended' || rung.when === 'unaccepted') && longestWait(rung) > WORST[code])
      yield fault(
        'last-rung-reached',
        code,
        `“${rung.id}”等待过久，会推迟最后一级，不得超过 ${worst['zh-CN']}`,
        `"${rung.id}" of ${code} puts the last rung off; it must not wait longer than ${worst.en}`,
      );
  }
  if (!lastRung.steps.some((step) => step.do === 'tell' && step.by === 'voice'))
    yield fault(
      'last-rung-voice',
      code,
      '最后一级必须至少电话呼叫一个值班号码',
      `${code} must reach a voice number on its last rung`,
    );
}

function* stepFaults(code: IncidentClass, steps: readonly RungStep[]): Iterable<LimitFault> {
  if (code === 'D' && steps.some((step) => SPEAKS.includes(step.do)))
    yield fault(
      'silent',
      code,
      '静默求助不得惊动设备、家中、联系人或助老员',
      'D is silent: neither device nor home, contact or helper may be told',
    );
  if (steps.some((step) => step.do === 'call-home' && step.kinds.some((kind) => kind !== 'smoke' && kind !== 'heat')))
    yield fault(
      'no-ringing-in-gas',
      code,
      '只有烟雾和高温火警可以致电家中：燃气中电话不得响铃',
      `${code} may call the home for smoke and heat only: a telephone must not ring in gas`,
    );
  for (const step of steps) {
    if (step.do === 'become' && (step.class === code || stricter(code, step.class) !== step.class))
      yield fault(
        'becomes-stricter',
        code,
        `不能降为 ${step.class} 类：只能升为更严的一类`,
        `${code} cannot become ${step.class}: only a stricter class replaces it`,
      );
  }
}

const SPEAKS: readonly RungStep['do'][] = [
  'tell-contacts',
  'call-home',
  'locate',
  'offer-one',
  'start-waves',
  'become',
];

/** A rung counts as fired when one of the same name fired before, so a borrowed name could swallow the first wave. */
function* nameFaults(ladders: Ladders): Iterable<LimitFault> {
  const groups: readonly (readonly IncidentClass[])[] = [JOINING, ['G'], ['W']];
  for (const group of groups) {
    const named = group.flatMap((code) => ladders[code].rungs.map((rung) => ({ code, rung })));
    for (const { code, rung } of named) {
      const clash = named.find(
        (other) =>
          other.rung !== rung &&
          other.rung.id === rung.id &&
          (weighs(rung) || (other.code === code && other.rung.when === rung.when)) &&
          (canonical(other.rung.steps) !== canonical(rung.steps) ||
            (other.code === code && other.rung.when === rung.when)),
      );
      if (clash !== undefined || rung.id === 'last' || rung.id === '')
        yield fault(
          'rung-names',
          code,
          `“${rung.id}”这个名称已用于${clash ? ` ${clash.code} 类` : '最后一级'}的另一级，请换一个名称`,
          `the name "${rung.id}" in ${code} is taken by another rung${clash ? ` of ${clash.code}` : ''}; choose another`,
        );
    }
  }
}

/** Losing it would lose help, not only a call. */
const weighs = (rung: Rung): boolean =>
  rung.when === 'raised' || rung.steps.some(({ do: what }) => ['start-waves', 'become', 'ask'].includes(what));

const does = (rung: Rung, what: RungStep['do']): boolean => rung.steps.some((step) => step.do === what);

const waitsOf = (rung: Rung): readonly number[] => [
  rung.after,
  ...(rung.afterWhenNobodyOnDuty === undefined ? [] : [rung.afterWhenNobodyOnDuty]),
  ...(rung.atLatest === undefined ? [] : [rung.atLatest]),
  ...Object.values(rung.afterFor ?? {}),
];
const longestWait = (rung: Rung): number => Math.max(...waitsOf(rung));

const fault = (code: LimitCode, of: IncidentClass, zh: string, en: string): LimitFault => ({
  code,
  class: of,
  words: label(`${classLabel(of)['zh-CN']}：${zh}。`, `${en}.`),
});
