import { theme, type ThemeConfig } from 'antd';

const font =
  "'Noto Sans CJK SC', 'Noto Sans SC', 'PingFang SC', 'Microsoft YaHei UI', 'Microsoft YaHei', system-ui, sans-serif";
const shape = {
  fontFamily: font,
  fontSize: 14,
  borderRadius: 6,
  controlHeight: 36,
  controlHeightSM: 28,
  motion: false,
};

/** Neutral paper, teal for what can be pressed; red, brown and blue belong to the severities and appear nowhere in here. */
const day: ThemeConfig = {
  algorithm: theme.defaultAlgorithm,
  token: {
    ...shape,
    ...{ colorPrimary: '#0b5c59', colorInfo: '#0b5c59', colorLink: '#0b5c59', colorSuccess: '#0b5c59' },
    ...{ colorError: '#7a1216', colorWarning: '#7a5a00' },
    ...{
      colorText: '#12191c',
      colorTextSecondary: '#3f4c53',
      colorTextTertiary: '#56636a',
      colorTextDescription: '#56636a',
    },
    ...{ colorTextPlaceholder: '#5c676d', colorTextDisabled: '#66727a', colorTextQuaternary: '#66727a' },
    ...{ colorBorder: '#74828a', colorBorderSecondary: '#d3dadd', colorBgLayout: '#e9edee' },
  },
};
const night: ThemeConfig = {
  algorithm: theme.darkAlgorithm,
  token: {
    ...shape,
    ...{ colorPrimary: '#6fcac3', colorInfo: '#6fcac3', colorLink: '#6fcac3', colorSuccess: '#6fcac3' },
    ...{ colorError: '#ffb3ad', colorWarning: '#ffd479', colorTextLightSolid: '#04201e' },
    ...{
      colorText: '#e9eef0',
      colorTextSecondary: '#bcc7cc',
      colorTextTertiary: '#9dabb2',
      colorTextDescription: '#9dabb2',
    },
    ...{ colorTextPlaceholder: '#9dabb2', colorTextDisabled: '#8b989f', colorTextQuaternary: '#8b989f' },
    ...{ colorBorder: '#7d8d96', colorBorderSecondary: '#2c3940', colorBgLayout: '#0b1013' },
    ...{ colorBgContainer: '#141b1f', colorBgElevated: '#1f2a30' },
  },
};

export const themeFor = (dark: boolean): ThemeConfig => (dark ? night : day);
