import { Module } from '@nestjs/common';
import { AuthModule } from '../auth/auth.module.js';
import { DeviceAccess } from './device-access.service.js';
import { DeviceEntryService } from './device-entry.service.js';
import { DeviceLoginsController } from './device-logins.controller.js';
import { DeviceModelsController } from './device-models.controller.js';
import { DeviceMovesController } from './device-moves.controller.js';
import { DevicePlacesController } from './device-places.controller.js';
import { DeviceRefusalsModule } from './device-refusals.module.js';
import { DeviceSecretService } from './device-secret.service.js';
import { DeviceWorkController } from './device-work.controller.js';
import { DevicesController } from './devices.controller.js';
import { EmqxHookController } from './emqx-hook.controller.js';
import { UnknownDevicesController } from './unknown-devices.controller.js';
import { RegionsModule } from '../regions/regions.module.js';
import { ReplicaBusModule } from '../realtime/replica-bus.module.js';

/** Devices on file from the stock to the end, their logins, places and work, and the login hook of an outside broker. */
@Module({
  imports: [AuthModule, RegionsModule, ReplicaBusModule, DeviceRefusalsModule],
  // `/devices/unknown` and `/devices/work` before `/devices/{id}`
  controllers: [
    UnknownDevicesController,
    DeviceWorkController,
    DeviceModelsController,
    DevicesController,
    DeviceLoginsController,
    DeviceMovesController,
    DevicePlacesController,
    EmqxHookController,
  ],
  providers: [DeviceSecretService, DeviceAccess, DeviceEntryService],
  exports: [DeviceAccess],
})
export class DevicesModule {}
