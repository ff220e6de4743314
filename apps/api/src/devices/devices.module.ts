import { Module } from '@nestjs/common';
import { AuthModule } from '../auth/auth.module.js';
import { DeviceLoginsController } from './device-logins.controller.js';
import { DevicePlacesController } from './device-places.controller.js';
import { DeviceRefusalsModule } from './device-refusals.module.js';
import { DeviceSecretService } from './device-secret.service.js';
import { DevicesController } from './devices.controller.js';
import { EmqxHookController } from './emqx-hook.controller.js';
import { ReplicaBusModule } from '../realtime/replica-bus.module.js';

/** Devices on file, their logins and places, and the login hook of an outside broker. */
@Module({
  imports: [AuthModule, ReplicaBusModule, DeviceRefusalsModule],
  controllers: [DevicesController, DeviceLoginsController, DevicePlacesController, EmqxHookController],
  providers: [DeviceSecretService],
})
export class DevicesModule {}
