import type { MessageTree, Translation } from '@silverbell/web-ui';

export const zh = {
  classes: {
    label: '注意事项',
    outsideTitle: '只在屋外！任何人不得进入（{{kinds}}）',
    outside: '告诉去的人：在屋外守候，不按门铃、不开关电器、不用明火、不在屋内打电话；先通风。进屋由119负责。',
    silentTitle: '静默报警：不要惊动现场',
    silent:
      '设备不响、不亮、不震；家属和助老员都不会被告知。先听，不要先开口；不要回拨老人家里的电话。30 秒内决定是否呼叫110。',
    lostTitle: '走失：目的地随定位移动',
    lost: '只有见到本人才能办结。',
    lastFix: '最近定位：{{ago}}前（{{at}}），{{accuracy}}，{{source}}。',
    noFix: '至今没有收到定位。',
    knockTitle: '先敲门',
    knock: '没有人按铃，是较长时间没有动静。到了先敲门、喊名字、打电话，老人可能只是在休息；无应答再设法进入。',
    twoPlacesTitle: '两个地点相距较远，老人在哪里还不确定',
    twoPlaces: '两处附近的人都已在询问之列。请问清楚后用“前往地点”决定。',
    practice: {
      drill: '演练事件：没有人真的求助，不会呼叫120，时间到自动关闭。同一住所真有人按铃会另立真实事件。',
      test: '设备测试窗口内的按铃：不派单、不通知家属。如果老人真的需要帮助，核实结论选“属实”。',
    },
    noCallTitle: '这是静默报警',
    noCall: '打老人家里的电话会响铃，可能惊动现场。只有确认安全时才拨打。',
  },
} satisfies MessageTree;

export const en = {
  classes: {
    label: 'Warnings',
    outsideTitle: 'Outside only! Nobody enters ({{kinds}})',
    outside:
      'Tell whoever goes: wait outside; no doorbell, no switch, no flame, no call from inside; air first. Entering is for the fire service.',
    silentTitle: 'Silent alarm: nothing may be noticed there',
    silent:
      'The device stays mute and dark; neither family nor helpers are told. Listen first, do not speak first; do not call the home. Decide about 110 within 30 s.',
    lostTitle: 'Lost: the destination moves with her position',
    lost: 'It ends only when she was seen.',
    lastFix: 'Last position {{ago}} ago ({{at}}), {{accuracy}}, {{source}}.',
    noFix: 'No position has come so far.',
    knockTitle: 'Knock first',
    knock:
      'Nobody pressed; it has been quiet for long. Knock, call her name, telephone: she may only be resting. Only then find a way in.',
    twoPlacesTitle: 'Two places far apart: it is not certain where she is',
    twoPlaces: 'People near both are being asked. Find out, then decide with “Destination”.',
    practice: {
      drill:
        'A drill: nobody is in need, 120 is not called, it ends with its time. A real press from this home opens a case of its own.',
      test: 'A press inside a test window: nobody is asked to go and no family is told. If she does need help, give the verdict “real”.',
    },
    noCallTitle: 'This is a silent alarm',
    noCall: 'A call to the home rings there and may be noticed. Call only when it is surely safe.',
  },
} satisfies Translation<typeof zh>;
