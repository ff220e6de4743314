import { Route, Routes } from 'react-router';
import type { PageProps } from '../../shared/page-props.js';
import { DeviceList } from './device-list.js';
import { DevicePage } from './device-page.js';

export function DevicesPage(props: PageProps) {
  return (
    <Routes>
      <Route index element={<DeviceList {...props} />} />
      <Route path=":id" element={<DevicePage {...props} />} />
    </Routes>
  );
}
