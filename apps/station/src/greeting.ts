import type { Mode } from './folder.js';

export interface Addresses {
  readonly http: string;
  readonly mqtt: string;
  readonly mqttWs: string | null;
}

/** What a newcomer needs to see: where, as whom, and how to stop. Chinese first, as everywhere. */
export function greeting(told: {
  readonly mode: Mode;
  readonly quiet: boolean;
  readonly addresses: Addresses;
  readonly dataDir: string;
  readonly adminPassword: string | null;
  readonly tookS: number;
}): string {
  const { mode, quiet, addresses, dataDir, adminPassword, tookS } = told;
  const page = (name: string): string => `${addresses.http}/${name}/`.padEnd(40);
  const lines = ['', `银铃已就绪，用时 ${tookS} 秒。  Silverbell is ready after ${tookS} s.`, ''];
  if (mode === 'demo') {
    lines.push(
      '  全部人员、地点和设备均为虚构。  Every person, place and device in here is fictional.',
      '',
      `  坐席 console   ${page('console')} operator · operator-2 · lead · supervisor · auditor · admin`,
      `  助老员 helper  ${page('helper')} helper-1 … helper-8`,
      `  家属 family    ${page('family')} family-1`,
      `  民政 office    ${page('office')} admin · lead · supervisor · auditor · community-1 · township-1 · county-1 · provider-1`,
      `  挂件 pendant   ${page('pendant')} demo-pendant-1 … demo-pendant-8`,
      '  密码 password  silverbell-demo',
      '',
      quiet
        ? '  安静演示：没有模拟人员和设备。  Quiet demo: no simulated people or devices.'
        : '  模拟老人每隔几分钟按铃一次，模拟助老员约应答一半。  A simulated senior presses every few minutes; simulated helpers answer about half.',
    );
  } else {
    lines.push(
      `  坐席 console   ${page('console')}`,
      `  助老员 helper  ${page('helper')}`,
      `  家属 family    ${page('family')}`,
      `  民政 office    ${page('office')}`,
    );
    if (adminPassword !== null) {
      lines.push(
        '',
        '  首次登录 first login:',
        `admin / ${adminPassword}`,
        '  此密码只显示这一次，24 小时内有效，登录后须立即更改。  This password is shown only now and lasts 24 hours: it opens its change alone.',
      );
    }
  }
  lines.push(
    '',
    `  API            ${addresses.http}/api/docs`,
    `  MQTT           ${addresses.mqtt}${addresses.mqttWs ? `   ${addresses.mqttWs}` : ''}`,
    `  数据 data      ${dataDir}`,
    '',
    '  按 Ctrl-C 停止。  Ctrl-C stops.',
    '',
  );
  return lines.join('\n');
}
