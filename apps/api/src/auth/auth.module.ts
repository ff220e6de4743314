import { Module } from '@nestjs/common';
import { ProcessClock, type Settings } from '@silverbell/adapter-runtime';
import type { Clock } from '@silverbell/kernel';
import { CLOCK, SETTINGS } from '../tokens.js';
import { AccountsController } from './accounts.controller.js';
import { AccountsService } from './accounts.service.js';
import { AccountsInReach } from './accounts-in-reach.js';
import { AccountIdentitiesController } from './organisation-login/account-identities.controller.js';
import { LoginTickets } from './organisation-login/login-tickets.js';
import { OrganisationLoginController } from './organisation-login/organisation-login.controller.js';
import { OrganisationLogin } from './organisation-login/organisation-login.js';
import { OrganisationProvider } from './organisation-login/provider.js';
import { ServiceKeyLogins } from './service-key-logins.js';
import { ServiceKeysController } from './service-keys.controller.js';
import { ServiceKeysService } from './service-keys.service.js';
import { OwnLoginController } from './own-login.controller.js';
import { SecondFactors } from './second-factor.js';
import { UnfinishedLogins } from './unfinished-logins.js';
import { SessionTokens } from './session-tokens.js';
import { AccessLog } from './access-log.js';
import { LoginQueue } from './login-queue.js';
import { LoginThrottle } from './login-throttle.js';
import { FamilyCodesController } from './family-codes.controller.js';
import { LoginController } from './login.controller.js';
import { OperationsAccess } from './operations-access.js';
import { PasswordCheck } from './password-check.js';
import { AccountRateLimit } from './account-rate-limit.js';
import { RegionNames } from './region-names.js';
import { RegionScope } from './region-scope.js';
import { RenewalController } from './renewal.controller.js';
import { SessionLifecycle } from './session-lifecycle.js';
import { SessionLimitsOfRegions } from './session-limits-of-regions.js';
import { Sessions } from './sessions.js';
import { TrainingSeatsController } from './training-seats.controller.js';
import { TrainingSeats } from './training-seats.js';

/** Who is calling, what they may see, and the log of logins and refusals. */
@Module({
  controllers: [
    LoginController,
    FamilyCodesController,
    RenewalController,
    OwnLoginController,
    AccountsController,
    ServiceKeysController,
    OrganisationLoginController,
    AccountIdentitiesController,
    TrainingSeatsController,
  ],
  providers: [
    Sessions,
    LoginThrottle,
    LoginQueue,
    PasswordCheck,
    RegionScope,
    RegionNames,
    TrainingSeats,
    AccessLog,
    OperationsAccess,
    SessionLimitsOfRegions,
    SessionLifecycle,
    SecondFactors,
    UnfinishedLogins,
    AccountsService,
    AccountsInReach,
    ServiceKeyLogins,
    ServiceKeysService,
    OrganisationLogin,
    OrganisationProvider,
    {
      provide: LoginTickets,
      inject: [SETTINGS, CLOCK],
      useFactory: ({ secret }: Settings, clock: Clock) => new LoginTickets(secret, clock),
    },
    {
      provide: SessionTokens,
      inject: [SETTINGS, CLOCK],
      useFactory: ({ secret }: Settings, clock: Clock) => new SessionTokens(secret, clock),
    },
    // Requests per second are counted in the time of this machine, whatever clock a test moves.
    {
      provide: AccountRateLimit,
      inject: [ProcessClock],
      useFactory: (clock: ProcessClock) => new AccountRateLimit(clock),
    },
  ],
  exports: [
    UnfinishedLogins,
    Sessions,
    ServiceKeyLogins,
    AccountRateLimit,
    RegionScope,
    RegionNames,
    TrainingSeats,
    AccessLog,
    OperationsAccess,
  ],
})
export class AuthModule {}
