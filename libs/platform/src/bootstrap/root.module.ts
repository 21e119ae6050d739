import { Module, type DynamicModule, type Type } from '@nestjs/common';

/** Joins the platform's providers and the app's own module. */
@Module({})
export class RootModule {
  static joining(...imports: (DynamicModule | Type)[]): DynamicModule {
    return { module: RootModule, imports };
  }
}
