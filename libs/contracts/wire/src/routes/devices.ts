import { ENDPOINTS } from '../endpoints.js';
import {
  confirmPlaceRequest,
  device,
  devicePage,
  deviceQuery,
  deviceChangeRequest,
  deviceLogin,
  devicePlace,
  openTestWindowRequest,
  registerDeviceRequest,
  retiredDevice,
  testWindow,
} from '../http/index.js';
import type { Route } from './route.js';
import { LOOK, KEEP, words, look } from './shape.js';

/** Devices: their file, their place, their secrets and the windows in which they are tried out. */
export const DEVICE_ROUTES = {
  devices: {
    ...look(
      'devices',
      LOOK,
      'devices',
      devicePage,
      words(
        '设备列表（可按住所、区域、测试到期、从未上线筛选）',
        'Devices, by home or region, those due to be tried out, or those never heard',
      ),
    ),
    query: deviceQuery,
  },
  device: look(
    'device',
    LOOK,
    'devices',
    device,
    words('设备详情：在线、电量、按铃与回执', 'One device: last seen, battery, presses and receipts'),
  ),
  openTestWindow: {
    ...ENDPOINTS.openTestWindow,
    roles: KEEP,
    body: openTestWindowRequest,
    response: testWindow,
    status: 201,
    tag: 'devices',
    summary: words('开启测试时段（仅此设备）', 'Open a test window, for this device alone'),
  },
  endTestWindow: {
    ...ENDPOINTS.endTestWindow,
    roles: KEEP,
    body: null,
    response: testWindow,
    status: 200,
    tag: 'devices',
    summary: words('提前结束测试时段', 'End the test window before its time'),
  },
  registerDevice: {
    ...ENDPOINTS.registerDevice,
    roles: ['admin'],
    body: registerDeviceRequest,
    response: deviceLogin,
    status: 201,
    tag: 'people',
    summary: words('登记设备，密钥只显示这一次', 'Register a device; its secret is shown this once'),
    problems: ['not-allowed'],
  },
  renewDeviceSecret: {
    ...ENDPOINTS.renewDeviceSecret,
    roles: ['admin'],
    body: deviceChangeRequest,
    response: deviceLogin,
    status: 200,
    tag: 'people',
    summary: words('更换设备密钥，旧密钥随即失效', 'Give a device a new secret; the old one opens nothing from now on'),
    problems: ['not-found'],
  },
  retireDevice: {
    ...ENDPOINTS.retireDevice,
    roles: ['admin'],
    body: deviceChangeRequest,
    response: retiredDevice,
    status: 200,
    tag: 'people',
    summary: words('停用设备；它再报警时仍会受理', 'Retire a device; should it call, it is heard all the same'),
    problems: ['not-found'],
  },
  confirmPlace: {
    ...ENDPOINTS.confirmPlace,
    roles: KEEP,
    body: confirmPlaceRequest,
    response: devicePlace,
    status: 200,
    tag: 'devices',
    summary: words('确认设备现在在哪里', 'Say where the device is now'),
    problems: ['not-found'],
  },
} as const satisfies Record<string, Route>;
