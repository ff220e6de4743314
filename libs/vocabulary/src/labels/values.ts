import type * as codes from '../codes/values.js';
import { label, type Labels } from '../label.js';

export const VALUE_NAME_LABELS: Labels<codes.ValueName> = {
  ppm: label('浓度', 'Concentration'),
  'carbon-monoxide': label('一氧化碳浓度', 'Carbon monoxide'),
  gas: label('燃气读数', 'Gas reading'),
  'smoke-density': label('烟雾浓度', 'Smoke density'),
  'heart-rate': label('心率', 'Heart rate'),
  'respiratory-rate': label('呼吸', 'Breathing'),
  spo2: label('血氧', 'Oxygen saturation'),
  temperature: label('温度', 'Temperature'),
  humidity: label('湿度', 'Humidity'),
  systolic: label('收缩压', 'Systolic pressure'),
  diastolic: label('舒张压', 'Diastolic pressure'),
  glucose: label('血糖', 'Blood glucose'),
  battery: label('电量', 'Battery'),
  voltage: label('电压', 'Voltage'),
  acceleration: label('加速度', 'Acceleration'),
  duration: label('持续', 'Duration'),
  steps: label('步数', 'Steps'),
  action: label('动作', 'Action'),
  state: label('状态', 'State'),
};
