import { describe, expect, it } from '@jest/globals';
import { as, type GeoPoint, geoPoint, type HelperId } from '@silverbell/kernel';
import { fold, assignedDestination, type RankedHelper } from '../index.js';
import { helper, home, operator, people, signal, Story } from './story.js';

const market = geoPoint(30.02, 119.02) as GeoPoint;
const fix = { choice: 'fix', point: market } as const;

const near = (chosen: boolean): readonly RankedHelper[] =>
  people(['wang', 4], ['zhao', 5], ['qian', 6], ['sun', 7]).map((one) => ({
    ...one,
    to:
      one.helperId === 'wang' || one.helperId === 'qian' ? { choice: 'home', point: home, chosen } : { ...fix, chosen },
  }));

/** Home is the likelier place, a fix far away the other; some helpers are nearer to the one, some to the other. */
function twoPlaces(): Story {
  const story = new Story();
  story.candidates = near(false);
  return story.raise('sos', { facts: { dispatchFirst: true }, alternative: fix });
}
const goes = (story: Story, name: string) => {
  const assignment = story.case.assignments.findLast((one) => one.helperId === name);
  return assignment === undefined ? undefined : assignedDestination(story.case, assignment)?.choice;
};
const stateOf = (story: Story, name: string) => story.case.assignments.findLast((one) => one.helperId === name)?.state;

describe('two places speak for themselves', () => {
  it('everybody who accepts goes to the place she was asked for', () => {
    const story = twoPlaces();
    story.accepts('wang');
    story.accepts('zhao');
    expect([goes(story, 'wang'), goes(story, 'zhao')]).toEqual(['home', 'fix']);
    expect(assignedDestination(story.case, story.case.assignments[1]!)?.point).toEqual(market);
    expect(story.case.assignments.map(({ role }) => role)).toEqual(['primary', 'backup']);
  });

  it('an acceptance for one place leaves the offers of the other open', () => {
    const story = twoPlaces();
    story.accepts('wang');
    const open = story.case.offers.filter((one) => one.state === 'open').map((one) => one.helperId);
    expect(open).toContain('zhao');
    expect(open).not.toContain('qian');
  });

  it('the search goes on until somebody goes to the likelier place', () => {
    const story = twoPlaces();
    story.accepts('zhao');
    expect(story.case.search.mode).toBe('waves');
    story.accepts('wang');
    expect(story.case.search.mode).toBe('none');
  });

  it('an arrival at the other place stands down no helper; the senior found stands down all', () => {
    const story = twoPlaces();
    story.accepts('wang');
    story.visited('zhao');
    expect(stateOf(story, 'wang')).toBe('accepted');
    const assignmentId = story.assignmentOf('zhao');
    story.does(helper('zhao'), { type: 'finish', assignmentId, condition: 'fine', flags: [], note: null });
    expect(stateOf(story, 'wang')).toBe('withdrawn');
  });

  it('a helper stalled towards the likelier place is replaced, also if another goes elsewhere', () => {
    const story = twoPlaces();
    story.accepts('wang');
    story.accepts('zhao');
    story.does(helper('zhao'), { type: 'depart', assignmentId: story.assignmentOf('zhao') });
    story.wait(300);
    expect(story.happened('stalled').map((one) => one.helperId)).toContain('wang');
    expect(story.case.search.mode).toBe('waves');
  });

  it('a decision sends everybody to the one place, except who stands at hers already', () => {
    const story = twoPlaces();
    story.accepts('wang');
    story.visited('zhao');
    story.does(operator, { type: 'set-destination', choice: 'home', point: home, reason: 'senior-said' });
    expect(goes(story, 'wang')).toBe('home');
    expect(goes(story, 'zhao')).toBe('fix');
    const again = twoPlaces();
    again.accepts('wang');
    again.accepts('zhao');
    again.does(operator, { type: 'set-destination', choice: 'home', point: home, reason: 'senior-said' });
    expect(goes(again, 'zhao')).toBe('home');
    const told = again.told.flatMap((one) =>
      one.kind === 'assignment-changed' && one.what === 'destination' ? [one.helperId] : [],
    );
    expect(new Set(told)).toEqual(new Set(['wang', 'zhao']));
  });
});

describe('a split offer of an operator', () => {
  const split = (): Story => {
    const story = new Story().raise('wandering').attend();
    story.candidates = near(true);
    story.does(operator, {
      type: 'make-offers',
      helperIds: [as<HelperId>('wang'), as<HelperId>('zhao')],
      reason: null,
      places: [
        { helperId: as<HelperId>('wang'), place: { choice: 'home', point: home } },
        { helperId: as<HelperId>('zhao'), place: fix },
      ],
    });
    return story;
  };

  it('a fresher fix moves those who follow it, not the one who was sent home by name', () => {
    const story = split();
    story.accepts('wang');
    story.accepts('zhao');
    const there = geoPoint(30.03, 119.03) as GeoPoint;
    const position = { point: there, accuracyM: 10, fixAt: null, source: 'gnss' };
    const heard = signal('geofence-exit', { alertId: 'a2', position });
    story.does({ kind: 'device', id: 'pendant' }, { type: 'join-signal', signal: heard, repeat: false });
    expect(goes(story, 'wang')).toBe('home');
    expect(assignedDestination(story.case, story.case.assignments[1]!)).toMatchObject({ choice: 'fix', point: there });
  });

  it('offers written before there were split offers fold as before, and go where the case goes', () => {
    const story = new Story().raise('sos', { facts: { dispatchFirst: true } });
    story.accepts('wang');
    const old = JSON.parse(JSON.stringify(story.events)) as typeof story.events;
    expect(old.filter((one) => one.type === 'offered' && 'to' in one)).toEqual([]);
    const folded = fold(old);
    expect(assignedDestination(folded, folded.assignments[0]!)).toEqual(folded.destination);
  });
});
