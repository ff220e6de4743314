import { Module } from '@nestjs/common';
import { AuthModule } from '../auth/auth.module.js';
import { InactivityController } from './inactivity.controller.js';
import { WeatherController } from './weather.controller.js';

/** Inactivity rules and absences of seniors, and the weather that raises a class. */
@Module({
  imports: [AuthModule],
  controllers: [InactivityController, WeatherController],
})
export class MonitoringModule {}
