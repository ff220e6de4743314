import { describe, it } from '@jest/globals';
import { dice, type Dice } from '@silverbell/demo';
import { inWorld, Refused, type WorldIncident, type World } from '@silverbell/testing-world/scenario';

const HELPERS = ['helper-1', 'helper-2', 'helper-3', 'helper-4', 'helper-5'];
const KINDS = [
  'sos',
  'sos',
  'fall',
  'smoke',
  'panic',
  'inactivity',
  'cancel',
  'wandering',
  'battery-low',
  'gas',
] as const;

/** One thing that anybody might do next; several of them at once are a race. */
async function something(world: World, d: Dice): Promise<void> {
  const open = await world.openCases();
  if (open.length === 0 || d.chance(0.1)) {
    await world.device(d.pick(['demo-pendant-1', 'demo-pendant-2', 'demo-pendant-3'])).presses(d.pick(KINDS));
    return;
  }
  const one = d.pick(open);
  const now = await one.now();
  const asked = now.offers.filter((offer) => offer.state === 'open');
  const going = now.assignments.filter(
    ({ state }) => state === 'accepted' || state === 'departed' || state === 'arrived',
  );
  if (going.length > 0 && d.chance(0.5)) return helperActs(world, d, one, d.pick(going).helperId);
  if (asked.length > 1 && d.chance(0.2)) {
    await Promise.all(asked.map((offer) => tolerant(() => world.helper(offer.helperId).accepts(one))));
    return;
  }
  if (asked.length > 0 && d.chance(0.4)) {
    const helper = world.helper(d.pick(asked).helperId);
    await (d.chance(0.7) ? helper.accepts(one) : helper.declines(one));
    return;
  }
  if (d.chance(0.25)) return world.advance(d.pick(['5 s', '20 s', '70 s', '4 min', '11 min'] as const));
  await operatorActs(world, d, one);
}

async function helperActs(world: World, d: Dice, one: WorldIncident, id: string): Promise<void> {
  const helper = world.helper(id);
  const acts = [
    () => helper.departs(one),
    () => helper.arrives(one),
    () => helper.finishes(one),
    () => helper.withdraws(one),
    () =>
      helper.reports(
        one,
        d.pick(['no-access', 'need-120', 'unresponsive', 'need-second-person', 'helper-needs-help'] as const),
      ),
  ];
  await d.pick(acts)();
}

async function operatorActs(world: World, d: Dice, one: WorldIncident): Promise<void> {
  const operator = world.operator(d.chance(0.85) ? 'operator' : d.pick(['operator-2', 'lead']));
  const acts = [
    () => operator.attends(one),
    () => operator.speaksWithTheSenior(one),
    () => operator.calls(one, { party: 'senior', result: d.pick(['no-reply', 'distress-heard'] as const) }),
    () =>
      operator.judges(
        one,
        d.pick(['real', 'no-answer', 'unclear', 'false-alarm', 'non-urgent', 'duress', 'unknown'] as const),
      ),
    () => operator.offers(one, d.chance(0.5) ? { wave: true } : { helperIds: [d.pick(HELPERS)] }),
    () => operator.holds(one, d.pick(['senior-calls-back', 'watching', 'helper-coming', 'handover'] as const)),
    () => operator.decides(one, { service: '120', decision: 'no-call', reason: 'not-medical' }),
    () =>
      operator.closes(one, {
        outcome: d.pick(['reassured', 'assisted', 'checked-safe', 'false-press', 'helped-up'] as const),
      }),
    () => operator.releases(one),
  ];
  await d.pick(acts)();
}

/** A refusal is an answer; anything else is a defect. */
async function tolerant(act: () => Promise<unknown>): Promise<void> {
  await act().catch((error: unknown) => {
    if (!(error instanceof Refused) || error.status >= 500 || error.status === 400) throw error;
  });
}

describe('whatever people do, in whatever order', () => {
  it.each([1, 2])('nothing is left undone, unsaid or untrue, also after a crash (life %i)', (seed) =>
    inWorld(async (world) => {
      const d = dice(seed);
      world.expects('role-call', 'contact-message', 'assignment-changed', 'offer-over', 'home-call', 'key-holder-message');
      await world.onDuty(...HELPERS.slice(0, d.int(1, HELPERS.length)));
      for (let step = 0; step < 40; step += 1) await tolerant(() => something(world, d));
      await world.engineDies();
      world.sleep('3 h');
      await world.startEngine();
      for (let step = 0; step < 10; step += 1) await tolerant(() => something(world, d));
      await world.advance('6 min');
    }),
  );
});
