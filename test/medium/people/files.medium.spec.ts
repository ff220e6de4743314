// Real: PostgreSQL with every migration, the api over HTTP. Not real: the engine; a press is handed in as it would.
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { HomeOnFile, Incident, Problem, SearchFound, SeniorOnFile } from '@silverbell/wire';
import { slugOf } from '../api/api-stage.js';
import { OTHER_VILLAGE, PeopleStage, VILLAGE } from './people-stage.js';

jest.setTimeout(60_000);

const stage = new PeopleStage();
const { post, patch, get } = stage;
beforeAll(() => stage.starts(), 120_000);
afterAll(() => stage.stops());

const NUMBER = '11010519491231002X';

describe('a home and a person who are put on file', () => {
  it('are complete for an alert at once: the case names her and the card shows her file', async () => {
    const home = await stage.home({
      ...{ floorNo: 3, hasLift: false, hazards: ['dog', 'stairs'], doorTag: 'QX-001', entryCode: '4711#' },
      ...{ entryNote: '后门走', roadPoint: { lat: 29.51, lng: 103.61 } },
    });
    expect(home).toMatchObject({ hasEntryCode: true, verified: { by: { name: 'officer' } }, version: 1 });
    const pendant = await stage.pendant(home.id, null);
    // Heard before anybody is on file there: what was remembered of this home is not what decides the next press.
    const before = await stage.press(pendant);
    await stage.act('operator', before, 'attend');
    await stage.act('operator', before, 'calls', {
      party: 'senior',
      result: 'senior-recognised',
      recognisedBy: 'voice',
    });
    const ended = await stage.act('operator', before, 'close', { outcome: 'self-resolved' });
    expect([ended.status, ended.body.seniors]).toEqual([200, []]);
    stage.clock.at += 60_000;

    const senior = await stage.senior(home.id, {
      ...{ name: '陈桂芳', idNumber: NUMBER, birthDate: undefined, hearing: 'hard-of-hearing', dementia: true },
      ...{ electricMedicalDevice: '制氧机', languages: ['zh-sichuan'], healthNotes: '冠心病', medication: '阿司匹林' },
      ...{ allergies: '青霉素', preferredHospital: '县医院', familyDoctor: '村卫生室 罗医生', verifyBy: 'text' },
      ...{ careCategories: ['living-alone', 'empty-nest'], economicClass: 'subsistence', usuallyAtHome: '夜间' },
    });
    expect(senior).toMatchObject({
      ...{ birthDate: '1949-12-31', gender: 'female', dispatchFirst: true, dispatchFirstReason: 'verify-by' },
      ...{ idNumber: '110***********002X', warnings: [] },
    });
    const contact = await post('officer', `/seniors/${senior.id}/contacts`, {
      ...{ name: '陈女儿', relation: '女儿', phone: '00013800000', noticeLevel: 'every-press', mayDecide: true },
      ...{ canComeMinutes: 20, guardianProof: '监护公证 12 号' },
    });
    expect(contact.status).toBe(201);
    const key = await post<{ id: string }>('officer', `/homes/${home.id}/keys`, {
      ...{ holderKind: 'neighbour', holderName: '周邻居', holderPhone: '00013900000', sealedNumber: 'S-7' },
    });
    await post('officer', `/seniors/${senior.id}/consents`, {
      ...{ purpose: 'key', givenBy: '陈桂芳', capacity: 'self', how: 'signed' },
    });
    await post('officer', `/keys/${key.body.id}/fit-test`, { fits: false });

    const id = await stage.press(pendant);
    const { body: incident } = await get<Incident>('operator', `/incidents/${id}`);
    expect(incident.seniors).toEqual([{ id: senior.id, name: '陈桂芳' }]);
    expect(incident.person).toMatchObject({
      home: {
        floorNo: 3,
        hasLift: false,
        hazards: ['dog', 'stairs'],
        entry: '后门走',
        ambulancePoint: '29.51000, 103.61000',
        ambulanceAt: { lat: 29.51, lng: 103.61 },
      },
      people: [
        {
          ...{
            name: '陈桂芳',
            hearing: 'hard-of-hearing',
            dementia: true,
            electricDevice: '制氧机',
            dispatchFirst: true,
          },
          ...{
            languages: ['zh-sichuan'],
            health: '冠心病',
            medication: '阿司匹林',
            allergies: '青霉素',
            verifyBy: 'text',
          },
          ...{ hospital: '县医院', doctor: '村卫生室 罗医生', usuallyAtHome: '夜间', economicClass: 'subsistence' },
          careCategories: ['living-alone', 'empty-nest'],
        },
      ],
      contacts: [{ name: '陈女儿', mayDecide: true, guardian: true, noticeLevel: 'every-press', comesInMinutes: 20 }],
      keys: [{ holder: '周邻居', fits: false, mayUse: true }],
    });
    // The code of the lock is for the door alone.
    expect(JSON.stringify(incident)).not.toContain('4711');
    expect(JSON.stringify(incident)).not.toContain(NUMBER);
  });

  it('are found by label, address, name and number, by pages, only within the own regions', async () => {
    const home = await stage.home({ label: '竹林湾', addressWords: '竹林湾9号' });
    await stage.senior(home.id, { name: '赵竹林', phone: '00012345678' });
    for (const q of ['竹林湾', '竹林湾 9号', '赵竹', '5678', '00012345678', home.id]) {
      const found = await get<{ items: { id: string }[] }>('officer', `/homes?q=${encodeURIComponent(q)}`);
      expect([q, found.body.items.map(({ id }) => id)]).toEqual([q, [home.id]]);
      const older = await get<{ items: { id: string }[] }>('operator', `/homes?query=${encodeURIComponent(q)}`);
      expect(older.body.items.map(({ id }) => id)).toEqual([home.id]);
    }
    expect((await get<{ items: [] }>('officer-elsewhere', '/homes?q=%E7%AB%B9%E6%9E%97')).body.items).toEqual([]);
    const seen: string[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const page: { body: { items: { id: string }[]; nextCursor: string | null } } = await get(
        'officer',
        `/homes?regionId=${VILLAGE}&limit=1${cursor === '' ? '' : `&cursor=${cursor}`}`,
      );
      seen.push(...page.body.items.map(({ id }) => id));
      cursor = page.body.nextCursor;
    }
    expect(seen).toContain(home.id);
    expect(new Set(seen).size).toBe(seen.length);
  });

  it('with a region of others or the id of another row are refused; a place at 0/0 is none', async () => {
    const home = await stage.home();
    const position = { lat: 29.5, lng: 103.6, datum: 'wgs84', source: 'surveyed' };
    const wanted = { regionId: VILLAGE, label: 'x', addressWords: 'x', position };
    const refused = async (path: string, body: object): Promise<string> => slugOf(await post('officer', path, body));
    expect(await refused('/homes', { ...wanted, regionId: OTHER_VILLAGE })).toBe('not-found');
    expect(await refused('/homes', { ...wanted, position: { ...position, lat: 0, lng: 0 } })).toBe('place-nowhere');
    expect(await refused('/homes', { ...wanted, id: home.id })).toBe('id-taken');
    const person = { homeId: 'nowhere', regionId: VILLAGE, name: 'x', verifyBy: 'voice' };
    expect(await refused('/seniors', person)).toBe('home-unknown');
    const tagged = await stage.home({ doorTag: 'QX-900' });
    expect(slugOf(await patch('officer', `/homes/${home.id}`, { doorTag: 'QX-900' }))).toBe('door-tag-taken');
    expect(tagged.doorTag).toBe('QX-900');
  });

  it('outside the region are kept with a warning', async () => {
    const far = { lat: 31.5, lng: 105.6, datum: 'gcj02', source: 'geocoded' };
    const home = await stage.home({ position: far, addressWords: '同一门牌' });
    expect(home.warnings).toEqual(['far-from-centre']);
    expect(home.position).toMatchObject({ datum: 'wgs84', source: 'geocoded' });
    expect(home.position.lat).not.toBe(31.5);
    expect((await stage.home({ addressWords: '同一门牌' })).warnings).toEqual(['twin-address']);
  });
});

describe('a change of a file', () => {
  it('by two officers at once is refused to the second with who changed what (412)', async () => {
    const home = await stage.home();
    const senior = await stage.senior(home.id);
    const match = { 'if-match': `"${String(senior.version)}"` };
    const first = await patch<SeniorOnFile>('officer', `/seniors/${senior.id}`, { hearing: 'deaf' }, match);
    expect(first.body).toMatchObject({ hearing: 'deaf', version: senior.version + 1 });
    const second = await patch<Problem>('officer-2', `/seniors/${senior.id}`, { dementia: true }, match);
    expect([second.status, slugOf(second)]).toEqual([412, 'stale-version']);
    expect(second.body).toMatchObject({
      ...{ changedBy: { name: 'officer' }, current: { hearing: 'deaf', version: senior.version + 1 } },
      facts: { changed: 'hearing' },
    });
    const third = await patch<HomeOnFile>('officer', `/homes/${home.id}`, { label: '新名' }, { 'if-match': '"7"' });
    expect(third.status).toBe(412);
  });

  it('that is sent again with its key is done once, and with another body refused', async () => {
    const home = await stage.home();
    const body = { homeId: home.id, regionId: VILLAGE, name: '钱一次', verifyBy: 'voice' };
    const key = { 'idempotency-key': 'once-1' };
    const [first, again] = [
      await post<SeniorOnFile>('officer', '/seniors', body, key),
      await post<SeniorOnFile>('officer', '/seniors', body, key),
    ];
    expect([first.status, again.status]).toEqual([201, 201]);
    expect(again.body.id).toBe(first.body.id);
    expect(await stage.sql(`select id from senior where name = '钱一次'`)).toHaveLength(1);
    expect(slugOf(await post('officer', '/seniors', { ...body, name: '钱两次' }, key))).toBe('idempotency-key-reused');
  });

  it('is on record with the names of its fields and none of its words', async () => {
    const home = await stage.home();
    const senior = await stage.senior(home.id);
    await patch('officer', `/seniors/${senior.id}`, { healthNotes: '糖尿病', phone: '00099999999' });
    const rows = await stage.sql<{ action: string; details: { fields?: string[] } }>(
      `select action, details from audit_entry where subject_id = $1 order by id`,
      [senior.id],
    );
    expect(rows.map(({ action }) => action)).toEqual(['senior-created', 'senior-changed']);
    expect(rows[1]?.details.fields?.toSorted()).toEqual(['healthNotes', 'phone']);
    expect(JSON.stringify(rows)).not.toMatch(/糖尿病|00099999999/);
  });
});

describe('an identity number (CR-07)', () => {
  it('of another person is refused with whom, masked, and says so of one who died', async () => {
    const home = await stage.home();
    const number = '110105194912310038';
    const senior = await stage.senior(home.id, { name: '张桂芳', idNumber: number, birthDate: undefined });
    const taken = { homeId: home.id, regionId: VILLAGE, name: '李某', idNumber: number, verifyBy: 'voice' };
    const refusal = await post<Problem>('officer', '/seniors', taken);
    expect([refusal.status, slugOf(refusal)]).toEqual([409, 'id-number-known']);
    expect(refusal.body.errors).toEqual([{ field: 'idNumber', message: '张*芳 110***********0038' }]);
    await post('officer', `/seniors/${senior.id}/status`, { status: 'deceased', on: '2026-02-20', reason: '病故' });
    expect(slugOf(await post('officer', '/seniors', taken))).toBe('id-number-deceased');
    // Nothing in clear: neither in her row nor in the answers that were kept.
    const [row] = await stage.sql<{ text: string }>('select senior::text as text from senior where id = $1', [
      senior.id,
    ]);
    expect(row?.text).not.toContain(number);
  });

  it('written for two people at the same moment is one person’s, and taken for the other', async () => {
    const home = await stage.home();
    const wanted = (name: string) =>
      post('officer', '/seniors', {
        ...{ homeId: home.id, regionId: VILLAGE, name, idNumber: '110105194912310097', verifyBy: 'voice' },
      });
    const answers = await Promise.all(['甲', '乙', '丙', '丁'].map(wanted));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409, 409, 409]);
  });

  it('finds its person, who is answered masked', async () => {
    const home = await stage.home();
    const number = '110105194912310054';
    const senior = await stage.senior(home.id, { idNumber: number, birthDate: undefined });
    const { body } = await get<{ items: { id: string }[] }>('officer', `/seniors?q=${number}`);
    expect(body.items.map(({ id }) => id)).toEqual([senior.id]);
    expect(JSON.stringify(body)).not.toContain(number);
  });

  it.each([
    ['110105194912310021', 'check-digit', /校验位/],
    ['110105491231002', 'fifteen-digits', /15 位/],
    ['11010519490230002X', 'birth-date', /出生日期/],
    ['12', 'form', /18 位/],
  ])('%s is refused as id-number-invalid with a sentence: %s (CR-07)', async (idNumber, problem, sentence) => {
    const home = await stage.home();
    const answer = await post<Problem>('officer', '/seniors', {
      ...{ homeId: home.id, regionId: VILLAGE, name: 'x', idNumber, verifyBy: 'voice' },
    });
    expect([answer.status, slugOf(answer)]).toEqual([422, 'id-number-invalid']);
    expect(answer.body).toMatchObject({
      ...{ title: expect.stringContaining('身份证号'), facts: { problem } },
      errors: [{ field: 'idNumber', message: expect.stringMatching(sentence) }],
    });
  });
});

describe('who reads how much of a file', () => {
  it('is by her role: numbers and health in full for who keeps it, conflicts for the lead alone', async () => {
    const home = await stage.home({ entryCode: '0815' });
    const senior = await stage.senior(home.id, {
      ...{ name: '孙大娘', phone: '00013812345678', healthNotes: '哮喘' },
    });
    const add = (name: string, conflict: boolean) =>
      post('officer', `/seniors/${senior.id}/contacts`, {
        ...{ name, relation: '儿子', phone: '0001', noticeLevel: 'at-risk', mayDecide: false, conflict },
      });
    await add('孙儿子', false);
    await add('孙前夫', true);
    await stage.ask('PUT', `/api/v1/seniors/${senior.id}/protection`, {
      ...{ as: 'protector', body: { flags: ['violence'], conflictContactIds: await contactIds('孙前夫') } },
    });
    const read = async (who: string): Promise<SeniorOnFile> =>
      (await get<SeniorOnFile>(who, `/seniors/${senior.id}`)).body;
    const [officer, lead, supervisor] = [await read('officer'), await read('lead'), await read('supervisor')];
    expect(officer).toMatchObject({ name: '孙大娘', phone: '00013812345678', healthNotes: '哮喘', masked: false });
    expect(officer.contacts.map(({ name }) => name)).toEqual(['孙儿子']);
    expect(officer.protectionFlags).toEqual([]);
    expect(lead).toMatchObject({ name: '孙大娘', phone: '138****5678', healthNotes: null, masked: true });
    expect(lead.contacts.map(({ name, conflict }) => [name, conflict])).toEqual([
      ['孙儿子', false],
      ['孙前夫', true],
    ]);
    expect(lead.protectionFlags).toEqual(['violence']);
    expect(supervisor).toMatchObject({ name: '孙*娘', phone: '138****5678', healthNotes: null });
    expect(supervisor.homeFile.address).toBe(home.label);
    for (const one of [officer, lead, supervisor]) expect(JSON.stringify(one)).not.toContain('0815');
    expect((await get('helper-1', `/seniors/${senior.id}`)).status).toBe(403);
    expect((await get('officer-elsewhere', `/seniors/${senior.id}`)).status).toBe(404);
    // Who read it in full stands in the file itself.
    expect((await read('county')).readings.map(({ action, by }) => [action, by.name])).toContainEqual([
      ...['senior-read', 'officer'],
    ]);
  });

  const contactIds = async (name: string): Promise<readonly string[]> =>
    (await stage.sql<{ id: string }>('select id from contact where name = $1', [name])).map(({ id }) => id);

  it('in full is on record before it is answered, and refused when it cannot be recorded (503)', async () => {
    const home = await stage.home({ entryCode: '2580*' });
    const senior = await stage.senior(home.id, {
      idNumber: '110105194912310070',
      birthDate: undefined,
      allergies: '花粉',
    });
    const fields = ['idNumber', 'phone', 'address', 'entryCode', 'health'];
    const shown = await post('officer', `/seniors/${senior.id}/reveal`, { purpose: 'correction', fields });
    expect(shown.body).toEqual({
      ...{ idNumber: '110105194912310070', phone: senior.phone, address: home.addressWords, entryCode: '2580*' },
      health: '过敏：花粉',
    });
    expect(
      await stage.sql(
        `select details ->> 'purpose' as purpose, details -> 'fields' as fields from audit_entry
         where subject_id = $1 and action = 'senior-revealed'`,
        [senior.id],
      ),
    ).toEqual([{ purpose: 'correction', fields }]);
    await stage.sql('alter table audit_entry rename to audit_entry_away');
    try {
      const refused = await post('officer', `/seniors/${senior.id}/reveal`, { purpose: 'service', fields });
      expect([refused.status, slugOf(refused)]).toEqual([503, 'unavailable']);
    } finally {
      await stage.sql('alter table audit_entry_away rename to audit_entry');
    }
  });

  it('in full 60 times an hour; without limit in an own emergency, listed for the lead', async () => {
    const home = await stage.home();
    const senior = await stage.senior(home.id);
    const reveal = (purpose: string) =>
      post('operator', `/seniors/${senior.id}/reveal`, { purpose, fields: ['phone'] });
    for (let n = 0; n < 60; n += 1) {
      stage.clock.at += 100; // below 30 requests a second
      expect((await reveal('service')).status).toBe(200);
    }
    expect((await reveal('service')).status).toBe(429);
    expect((await reveal('emergency')).status).toBe(429);
    const id = await stage.press(await stage.pendant(home.id, senior.id));
    await stage.act('operator', id, 'attend');
    expect((await reveal('emergency')).status).toBe(200);
    const { body } = await get<{ items: object[] }>('lead', '/reveals');
    expect(body.items).toMatchObject([
      {
        by: { id: 'account-operator' },
        senior: { id: senior.id },
        purpose: 'emergency',
        fields: ['phone'],
        incidentId: id,
      },
    ]);
    stage.clock.at += 3_600_000;
    expect((await reveal('service')).status).toBe(200);
  });
});

describe('the search of the console', () => {
  const asks = (who: string, q: string) => get<SearchFound>(who, `/search?q=${encodeURIComponent(q)}`);
  const found = async (who: string, q: string): Promise<SearchFound> => {
    const { status, body } = await asks(who, q);
    expect([q, status]).toEqual([q, 200]);
    return body;
  };
  const seniorsBy = async (who: string, q: string) => (await found(who, q)).seniors.map(({ id, by }) => [id, by]);

  it('finds a senior by name, initials and a whole number, never by a part of one', async () => {
    const home = await stage.home({ label: '柳溪湾', addressWords: '柳溪湾12－3號' });
    const senior = await stage.senior(home.id, { name: '单雨薇', phone: '00017700001' });
    await post('officer', `/seniors/${senior.id}/contacts`, {
      ...{ name: '单子', relation: '儿子', phone: '0001-770-0002', noticeLevel: 'every-press', mayDecide: true },
    });
    expect(await seniorsBy('operator', '雨薇')).toEqual([[senior.id, 'name']]);
    expect(await seniorsBy('operator', 'syw')).toEqual([[senior.id, 'initials']]);
    expect(await seniorsBy('operator', 'SYW')).toEqual([[senior.id, 'initials']]);
    expect(await seniorsBy('operator', '+86 000 1770 0001')).toEqual([[senior.id, 'phone']]);
    expect(await seniorsBy('operator', '00017700002')).toEqual([[senior.id, 'contact-phone']]);
    expect(await seniorsBy('operator', '17700001')).toEqual([]);
    expect((await found('operator', '柳溪湾 12-3号')).homes).toMatchObject([{ id: home.id, by: 'address' }]);
    await patch('officer', `/seniors/${senior.id}`, { name: '单雨萍' });
    expect(await seniorsBy('operator', 'syw')).toEqual([]);
    expect(await seniorsBy('operator', 'syp')).toEqual([[senior.id, 'initials']]);
  });

  it('names her open case, finds it by its number, and finds her device', async () => {
    const home = await stage.home();
    const senior = await stage.senior(home.id, { name: '贺寻欢' });
    const pendant = await stage.pendant(home.id, senior.id);
    expect((await found('operator', '贺寻欢')).seniors).toMatchObject([{ openIncidentId: null }]);
    const id = await stage.press(pendant);
    const { body: incident } = await get<Incident>('operator', `/incidents/${id}`);
    expect((await found('operator', '贺寻欢')).seniors).toMatchObject([{ openIncidentId: id }]);
    for (const q of [incident.number, `#${incident.number}`])
      expect((await found('operator', q)).incidents).toMatchObject([{ id, by: 'number', open: true }]);
    const [device] = (await found('operator', pendant)).devices;
    expect(device).toMatchObject({ id: pendant, by: 'id', label: home.label });
    // who keeps files may not look at cases, nor at helpers of the county
    const kept = await found('officer', incident.number);
    expect([kept.incidents, (await found('officer', '贺寻欢')).seniors[0]?.openIncidentId]).toEqual([[], null]);
    expect(await seniorsBy('officer-elsewhere', '贺寻欢')).toEqual([]);
  });

  it('finds a helper by initials and number, and masks names for a supervisor', async () => {
    const [helper] = await stage.sql<{ id: string; name: string; initials: string }>(
      `select id, name, name_initials as initials from helper where id = 'helper-1'`,
    );
    expect(helper?.initials).toMatch(/^[a-z]{2,}$/);
    const byInitials = await found('operator', helper!.initials);
    expect(byInitials.helpers.map(({ id }) => id)).toContain('helper-1');
    const masked = (await found('supervisor', helper!.name)).helpers.find(({ id }) => id === 'helper-1');
    expect(masked?.name).not.toBe(helper!.name);
    expect(masked?.name[0]).toBe(helper!.name[0]);
  });

  it('takes wildcards, markup and right-to-left marks as what they are', async () => {
    for (const q of ['%', '_', '\\', '<b>', '\u202e周', "'; drop", '0'.repeat(99)])
      expect((await found('operator', q)).seniors).toEqual([]);
    for (const q of ['', '   ', 'x'.repeat(101)]) expect((await asks('operator', q)).status).toBe(400);
  });
});
