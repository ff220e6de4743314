import type * as codes from '../codes/refusals.js';
import { label, type Labels } from '../label.js';

/** The sentence of each refusal, as a person reads it. */
export const REFUSAL_LABELS: Labels<codes.RefusalSlug> = {
  'role-twice': label('同一角色在同一区划只能有一次', 'A role is held once for a region'),
  'role-without-person': label(
    '助老员账号须对应一名助老员，家属账号才能绑定老人',
    'The account of a helper belongs to a helper, and only one of a relative is bound to seniors',
  ),
  'helper-has-account': label('该助老员已有账号', 'This helper has an account already'),
  'no-code-asked': label('请先取得动态验证码密钥', 'Ask for a second factor first'),
  'nothing-waits': label('没有待确认的角色', 'No role waits for a second person'),
  'already-suspended': label('此人已停用', 'This helper is suspended already'),
  'not-suspended': label('此人未被停用', 'This helper is not suspended'),
  'own-account': label('不能停用、恢复或重置自己的账号', 'Nobody suspends, reinstates, disables or resets herself'),
  'party-to-this': label(
    '因指控停用的，须由提出停用者以外的人核实后恢复',
    'After an allegation somebody else than who suspended her has to reinstate her',
  ),
  'already-on-scene': label(
    '助老员已到场，无需再派单',
    'A helper is on the scene already; nobody else needs to be asked',
  ),
  'entry-code-closed': label(
    '演练或仅限室外的警情不出示门锁密码',
    'In an exercise, and where nobody may enter, the code of the lock is not shown',
  ),
  'helper-not-at-door': label('该助老员尚未报告到达老人家门口', 'This helper has not said that she is at the door'),
  'silent-case': label(
    '静默警情不得成批派单，如需派人请指名并说明理由',
    'In a silent case no wave is sent; name one helper and say why',
  ),
  'assignment-over': label('该任务已结束', 'This assignment is over'),
  'call-unknown': label('没有这通进行中的通话', 'There is no such open call'),
  'door-tag-wrong': label(
    '门牌码与地址不符，请核对是否走错门',
    'This door tag belongs to another home; please check the address',
  ),
  'helper-already-asked': label('已向此人派单', 'This helper has been asked already'),
  'helper-not-eligible': label('此人当前不能派单', 'This helper cannot be asked now'),
  'destination-unknown': label(
    '没有登记这个地点，请选择其他地点',
    'There is no such place on file; please choose another',
  ),
  'helper-on-scene': label(
    '助老员仍在现场，请先由其报告完成',
    'A helper is still on the scene; she reports first that she is done',
  ),
  'door-tag-taken': label('该门牌码已贴在另一处住所', 'This door tag stands on another home already'),
  'id-number-form': label('身份证号须为 18 位数字，末位可为 X', 'An identity number has 18 digits, the last may be X'),
  'id-number-birth-date': label('身份证号中的出生日期不存在', 'The birth date in the identity number does not exist'),
  'id-number-check-digit': label(
    '身份证号校验位不符，请核对',
    'The check digit of the identity number is wrong; please check it',
  ),
  'id-number-fifteen-digits': label(
    '15 位旧身份证号不再使用，请按现行证件填写 18 位号码',
    'Identity numbers of 15 digits are in use no more; please copy the 18 from the present card',
  ),
  'id-number-other-birth-date': label(
    '填写的出生日期与身份证号不一致',
    'The birth date is another than the identity number says',
  ),
  'id-number-other-gender': label('填写的性别与身份证号不一致', 'The sex is another than the identity number says'),
  'id-number-taken': label(
    '该身份证号已登记在另一人名下，请核对（见标出的姓名）',
    'This identity number is on file of another person; see the name beside the field',
  ),
  'id-number-deceased': label(
    '该身份证号登记的老人已去世，请核对（见标出的姓名）',
    'This identity number is on file of a person who died; see the name beside the field',
  ),
  'birth-date-ahead': label('出生日期在将来', 'The birth date lies ahead'),
  'status-ahead': label('状态日期不能晚于今天', 'A status cannot begin after today'),
  'contact-unknown': label('名单中没有这位联系人', 'Her list has no such contact'),
  'occupant-elsewhere': label('此人未登记在这处住所', 'This person is not on file at this home'),
  'occupant-without-name': label('请填写同住人姓名', 'Please give the name of who lives there'),
  'key-returned': label('这把钥匙已归还', 'This key was returned already'),
  'too-many-reveals': label(
    '一小时内查看完整信息的次数已满；处理中的紧急事件不受此限',
    'Full values were read as often as an hour allows; an emergency of your own has no limit',
  ),
  'device-exists': label('已有同名设备', 'There is a device of this name already'),
  'device-unknown': label('没有登记这台设备', 'There is no such device on file'),
  'device-retired': label('该设备已停用或已更换', 'This device is retired or was replaced'),
  'device-not-installed': label('该设备没有安装在住所', 'This device is not installed in a home'),
  'device-installed': label(
    '该设备已安装在住所，请先退回',
    'This device is installed in a home; it has to be returned first',
  ),
  'device-in-open-incident': label(
    '该设备所在住所的求助事件尚未办结，办结后再移动设备',
    'The emergency in which this device called is still open; it can be moved when the case is closed',
  ),
  'device-of-another-role': label('更换须用同类设备', 'A device is replaced by one of the same role'),
  'device-behind-hub': label(
    '该设备经网关上线，没有自己的密钥',
    'This device speaks through its hub and has no secret',
  ),
  'device-model-unknown': label('没有登记这个型号', 'There is no such model on file'),
  'device-model-exists': label('已有同编号型号', 'There is a model of this id already'),
  'device-work-over': label('该待办已结束', 'There is nothing of this kind to do about the device any more'),
  'hub-has-devices': label(
    '网关下还有设备，请先退回或改绑这些设备',
    'Devices still speak through this hub; return or rebind them first',
  ),
  'owner-unknown': label('没有这个账号，或不在您的管辖范围', 'There is no such account in your regions'),
  'home-unknown': label('没有登记这处住所', 'There is no such home on file'),
  'family-notes-full': label(
    '本次事件的留言已达上限，请直接拨打值班电话',
    'This case holds as many notes of yours as it takes; please ring the people on duty',
  ),
  'test-time-used': label(
    '该设备24小时内的测试时间已用完，期间的报警都是真实报警',
    'This device has used up its time for tests of 24 hours: what it presses now is real',
  ),
  'not-closed': label('该事件尚未办结', 'This case is not closed yet'),
  'number-unreadable': label('这不是电话号码', 'This is not a telephone number'),
  'region-unknown': label('没有登记这个区域', 'There is no such region on file'),
  'no-number-here': label(
    '该区划没有自己的这个号码，请在设置它的那一级登记试拨',
    'This region has no such number of its own; record the check where the number stands',
  ),
  'rule-twice': label('同一种静默规则只能有一条', 'There can be only one rule of each sort'),
  'no-sign-hours': label(
    '“无活动”时长须在 2 至 48 小时之间',
    'A silence may last from 2 to 48 hours before it is told',
  ),
  'morning-times': label(
    '早间检查须在 05:00 至 12:00 之间，且晚于开始时间',
    'The morning check lies between 05:00 and 12:00, and after its beginning',
  ),
  'water-litres': label(
    '24 小时用水下限为 0–100 升，上限为 100–20000 升',
    'In 24 h: the lower limit is 0 to 100 litres, the upper one 100 to 20,000',
  ),
  'away-ends-before': label('结束时间须晚于开始时间', 'An absence ends after it begins'),
  'away-over': label('结束时间已过', 'This absence is over already'),
  'away-too-long': label(
    '外出最长登记 31 天，到期可再登记；规则不会一直暂停',
    'An absence is written down for 31 days at most and may be extended; no rule rests for ever',
  ),
  'away-too-far-ahead': label('最多提前 60 天登记外出', 'An absence is written down at most 60 days ahead'),
  'weather-not-yet': label('观测时间在将来', 'The time of this observation lies ahead'),
  'weather-too-old': label(
    '该观测已过 6 小时有效期',
    'This observation is older than six hours and says nothing of now',
  ),
  'hold-needs-contact': label(
    '尚未联系上，也无人在途，不能挂起',
    'Nobody was reached and nobody is on the way, so this case cannot be held',
  ),
  'hold-not-for-this': label('该挂起原因不适用于此事件', 'This reason to hold does not fit this case'),
  'lead-only': label('此操作需由班长进行', 'Only a lead may do this'),
  'name-not-listed': label('此人不在本次失联名单上', 'This person is not on the list of this outage'),
  'case-in-hand': label(
    '您还有真实事件在处理，请先放回或办结，再转为培训席',
    'You still attend a real case: give it back or close it before your seat is one for training',
  ),
  'training-seat-kept': label(
    '培训席由班长或管理员解除，请联系班长',
    'A lead or an administrator ends the training at a seat; please ask your lead',
  ),
  'drill-end-past': label('演练的结束时间已经过去', 'The drill would end in the past'),
  'drill-no-agency': label('这是演练，不呼叫120、119、110', 'This is a drill: 120, 119 and 110 are not called'),
  'drill-outside-region': label(
    '所选住所、设备或人员不在演练区域内',
    'Some of the homes, devices or people are not of the region of this drill',
  ),
  'drill-over': label('演练已结束', 'The drill is over'),
  'drill-overlaps': label(
    '该区域或其上下级区域已有演练在进行',
    'Another drill is running in this region, above it or below it',
  ),
  'drill-too-long': label('演练时间超过本区域上限', 'The drill is longer than this region allows'),
  'no-practice': label('这是真实事件，不是测试或演练', 'This case is in earnest, neither a test nor a drill'),
  'no-window': label('该设备当前没有测试时段', 'No test window is open for this device'),
  'not-in-drill': label('该住所或设备不在此次演练中', 'This home or device takes no part in the drill'),
  'practice-outcome': label(
    '测试只能以“测试”办结，演练只能以“演练”办结',
    'A test is closed as a test, a drill as a drill, and neither as anything else',
  ),
  'real-case-open': label('该户有真实求助，不能演练', 'Somebody there really asks for help: no drill in this home'),
  'training-seat': label('培训席只能查看和处理【演练】事件', 'A seat for training sees and handles drills alone'),
  'window-open': label('该设备已有测试时段', 'A test window is open for this device already'),
  'not-arrived': label('请先报告到场，再报告完成', 'Please report your arrival before you finish'),
  'not-attended': label('请先受理此事件', 'Please attend the case first'),
  'offer-accepted': label('您已接单；如不能前往请退单', 'You accepted this offer; withdraw if you cannot go'),
  'reason-missing': label('请说明理由', 'Please give the reason'),
  'recognition-missing': label('请填写如何核对本人身份', 'Please say how the senior was recognised'),
};
