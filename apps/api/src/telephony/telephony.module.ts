import { Module } from '@nestjs/common';
import { AuthModule } from '../auth/auth.module.js';
import { IncidentsModule } from '../incidents/incidents.module.js';
import { TelephonyController } from './telephony.controller.js';
import { TelephonyHookController } from './telephony-hook.controller.js';
import { TelephonyService } from './telephony.service.js';

/** The exchange, its calls and the telephones of the desks. */
@Module({
  imports: [AuthModule, IncidentsModule],
  controllers: [TelephonyController, TelephonyHookController],
  providers: [TelephonyService],
})
export class TelephonyModule {}
