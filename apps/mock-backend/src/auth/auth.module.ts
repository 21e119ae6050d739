import { type DynamicModule, Module } from '@nestjs/common';
import { AuthController } from './auth.controller';
import { SsoLinks } from './sso-links';

/** `/auth`: a second service behind the same address. */
@Module({})
export class AuthModule {
  /** @param workforce exports `Workforce` and `FaultSource` */
  static over(workforce: DynamicModule): DynamicModule {
    return {
      module: AuthModule,
      imports: [workforce],
      controllers: [AuthController],
      providers: [{ provide: SsoLinks, useFactory: () => new SsoLinks() }],
    };
  }
}
