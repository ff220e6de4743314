import type * as codes from '../codes/problems.js';
import { label, type Labels } from '../label.js';

export const PROBLEM_LABELS: Labels<codes.ProblemSlug> = {
  'invalid-request': label(
    '填写的内容有误，请检查标出的字段',
    'Something in the request is not right; see the fields named',
  ),
  'not-json': label('请求内容不是有效的 JSON', 'The request body is not valid JSON'),
  'too-large': label('请求内容过大', 'The request body is too large'),
  'not-logged-in': label('请先登录', 'Please log in first'),
  'login-failed': label('用户名或密码不正确', 'The user name or the password is wrong'),
  'code-required': label('请输入动态验证码', 'Please enter the code of your second factor as well'),
  'code-wrong': label('动态验证码不正确或已使用过', 'The code is wrong, or was used before'),
  'password-change-required': label('请先修改初始密码', 'Please choose a password of your own first'),
  'totp-required': label('请先绑定动态验证码', 'Please set up your second factor first'),
  'password-wrong': label('当前密码不正确', 'The current password is wrong'),
  'password-too-common': label(
    '该密码过于常见，请换一个',
    'This password is one that everybody tries first; please choose another',
  ),
  'username-taken': label('用户名已被使用', 'This user name is taken'),
  'grant-to-oneself': label('不能给自己授予角色', 'Nobody grants a role to herself'),
  'roles-exclude-each-other': label(
    '审计管理员不能兼任系统管理员或安全管理员',
    'One account is not auditor and administrator or security administrator as well',
  ),
  'second-person-needed': label(
    '须由申请人以外的另一位安全管理员确认',
    'Another security administrator than who asked for it has to agree',
  ),
  'last-keeper': label(
    '这是最后一位安全管理员，请先授权他人',
    'She is the last security administrator; name another one first',
  ),
  'account-suspended': label(
    '您的账号已暂停使用，暂时不会收到求助。如有疑问，请联系站点负责人',
    'Your account is suspended, and you will not be asked to help for now. For questions please call your station',
  ),
  'too-many-logins': label('登录失败次数过多，请稍后再试', 'Too many failed logins; please try again later'),
  'too-many-requests': label('请求过于频繁，请稍候', 'Too many requests; please slow down'),
  'not-allowed': label('您没有权限进行此操作', 'You are not allowed to do this'),
  'not-found': label('找不到该内容', 'There is nothing here by that name'),
  'stale-version': label(
    '事件已被他人更新，请查看最新状态',
    'The case was changed by somebody else; look at its current state',
  ),
  'idempotency-key-reused': label(
    '同一请求编号用于了不同内容',
    'This idempotency key was used for a different request',
  ),
  'already-done': label('该操作已完成，结果只显示一次', 'This was done already; its answer was shown once'),
  'id-taken': label('该编号已被使用，请换一个', 'This id is in use already; please choose another'),
  'offer-taken': label('已有人接单，感谢您', 'Somebody else is already going; thank you'),
  'offer-over': label('该邀请已失效', 'This offer is over'),
  'already-attended': label('已有坐席受理此事件', 'Another operator has taken this case'),
  'person-has-open-case': label(
    '老人还有未办结的事件，办结后才能删除其资料',
    'A case of this person is still open; she can be erased when it is closed',
  ),
  'person-under-hold': label(
    '老人本人或其事件正在依法保全，解除保全后才能删除其资料；现在什么也没有删除',
    'This person, or a case of hers, is under a legal hold; she can be erased when it is lifted. Nothing was erased now',
  ),
  'person-erased': label(
    '该老人的资料已永久删除，没有可保全的内容',
    'This person was erased for ever; nothing is left to be held',
  ),
  'region-level': label(
    '下级区划的层级须低于上级',
    'A region below another one has a greater level number than that one',
  ),
  'region-cycle': label('不能把区划移到它自己的下级之下', 'A region cannot be moved below itself'),
  'region-is-root': label('最上级区划不能移动或停用', 'The root of the regions can be neither moved nor deactivated'),
  'region-inactive': label('该区划已停用', 'This region is deactivated'),
  'region-in-use': label(
    '该区划或其下级还有在用的住所或区划，先移走再停用',
    'Active homes or regions are still there or below; move them before the region is deactivated',
  ),
  'place-nowhere': label('坐标为 0/0 或不在地球上，请重新定位', 'This position is 0/0 or no place on earth'),
  'last-seat-of-rung': label(
    '这是该级最后一个可拨通的席位，上级也没有同类席位，不能停用或移走',
    'This is the last seat of its rung that can be called, and no region above has one; it has to stay',
  ),
  'helper-under-18': label('未满 18 周岁，不能登记为助老人员', 'A helper has to be 18 years old at least'),
  'facility-unknown': label('没有登记这个上级设施，或它已停用', 'There is no such active facility to be its hub'),
  'facility-cycle': label('设施不能成为自己下级的下级', 'A facility cannot be a spoke of its own spoke'),
  'setting-value': label('这项设置不能取这个值', 'This setting cannot have such a value'),
  'setting-not-here': label(
    '这项设置不在这里修改，或没有这项设置',
    'This setting is not changed here, or there is none of this name',
  ),
  'setting-in-past': label('生效时间不能早于现在', 'A setting cannot count from a time that is over'),
  'shift-overlaps': label(
    '该席位此时段已排给他人，请先取消或换班',
    'Another shift of this seat lies in these hours; cancel it or swap',
  ),
  'shift-over': label('该班次已结束、已取消或已缺勤', 'This shift is over, cancelled or absent already'),
  'shift-in-past': label('班次的结束时间已过', 'A shift cannot be planned for hours that are over'),
  'feature-off': label('该区划未开通此功能（试点开关）', 'This feature is switched off in this region (pilot switch)'),
  'referral-same-place': label('转出与转入不能是同一设施', 'A referral goes from one facility to another one'),
  'referral-decided': label('该转介已不在这一步', 'This referral has left that step'),
  'calendar-place-unknown': label(
    '排班引用了未登记的常在地点',
    'The calendar names a usual place that is not in its list',
  ),
  'channel-code-wrong': label(
    '自检码不符，请核对短信或来电中的数字',
    'This is not the code of the test; read the message or the call again',
  ),
  'channel-work-over': label('该联络方式现在没有待办', 'Nothing has to be done about this channel now'),
  'no-follow-up': label('该事件没有待办的回访', 'No follow-up of this case is waiting'),
  'already-closed': label('该事件已办结', 'This case is closed'),
  'wave-running': label('正在派单，请稍候', 'A wave is already running'),
  'not-owner': label('只有受理此事件的坐席可以操作', 'Only the operator who attends this case may do this'),
  'not-agreed': label(
    '当前受理人尚未同意移交，请对方点“移交”给您，60 秒内有效',
    'The owner has not agreed yet: she names you with “Hand over”, and that stands for 60 seconds',
  ),
  'proof-missing': label('缺少办结依据', 'The proof this outcome needs is missing'),
  'hold-too-long': label('挂起时间超过上限', 'The hold is longer than its limit'),
  'ladder-beyond-limits': label(
    '修改后的阶梯超出安全限值，未被接受',
    'This ladder is beyond the limits of safety and was refused',
  ),
  'ladder-unchanged': label('与现行阶梯没有不同', 'This is no different from the present ladder'),
  'ladder-draft-exists': label('已有内容相同的草案等待批准', 'A draft with the same contents is waiting for approval'),
  'ladder-draft-decided': label('该草案已处理完毕', 'This draft has been decided already'),
  'ladder-own-draft': label(
    '草案须由另一人处理，提出人不能批准或驳回自己的草案',
    'Somebody else decides a draft; its author cannot approve or reject it',
  ),
  'ladder-not-author': label('只有提出人可以撤回草案', 'Only its author may withdraw a draft'),
  'ladder-dry-run-missing': label(
    '请先亲自查看试运行结果，再批准',
    'Please look at a dry run yourself before you approve',
  ),
  'ladder-dry-run-stale': label(
    '现行阶梯已变化，请重新试运行后再批准',
    'The ladders have changed meanwhile; please run it dry again before you approve',
  ),
  'ladder-effect-in-past': label('生效时间不能早于现在', 'It cannot take effect in the past'),
  'ladder-effect-too-early': label(
    '已有版本定在该时间之后生效，请选择更晚的时间',
    'Another version takes effect at that time or later; please choose a later time',
  ),
  'file-missing': label('请选择要上传的文件', 'Please choose a file to upload'),
  'import-not-checked': label(
    '只有检查完毕、尚未导入的文件可以确认导入',
    'Only a file that was checked and is not imported yet can be committed',
  ),
  'import-not-committed': label('只有已导入的文件可以撤销', 'Only an import that was committed can be undone'),
  'export-too-large': label(
    '一次最多导出 500,000 行，请缩小范围',
    'An export holds at most 500,000 rows; please narrow it down',
  ),
  'export-not-ready': label('文件还在导出，请稍候', 'The file is still being written; please wait a moment'),
  'export-over': label(
    '导出的文件已满七天并删除，请重新导出',
    'The file was deleted after seven days; please export it anew',
  ),
  'import-over': label(
    '文件和逐行记录已按规定在 7 天后删除',
    'The file and its rows were deleted seven days after their end',
  ),
  busy: label(
    '此刻登录的人很多，请稍等片刻再试',
    'Many people are logging in at this moment; please try again in a few seconds',
  ),
  unavailable: label('系统暂时不可用，请重试', 'The service is briefly unavailable; please try again'),
  internal: label('系统出错，已记录', 'Something went wrong on our side; it was recorded'),
};
