import 'reflect-metadata';
import { BullModule } from '@nestjs/bull';
import { ValidationPipe } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Module } from '@nestjs/common';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { TutorialOrderController } from './order.controller';

const [port, redisUrl, unchecked] = process.argv.slice(2);

@Module({
  imports: [
    BullModule.forRoot({ url: redisUrl ?? '' }),
    BullModule.registerQueue({ name: 'orders' }),
  ],
  controllers: [TutorialOrderController],
})
class TutorialModule {}

/** "The tutorial": what the framework's own documentation leads to, on its faster HTTP adapter. */
async function main(): Promise<void> {
  const app = await NestFactory.create<NestFastifyApplication>(
    TutorialModule,
    new FastifyAdapter(),
    { logger: ['error', 'warn'] },
  );
  const strict = { whitelist: true, forbidNonWhitelisted: true, transform: true };
  if (unchecked === undefined) app.useGlobalPipes(new ValidationPipe(strict));
  await app.listen({ port: Number(port), host: '127.0.0.1', backlog: 4_096 });
  // Ends with the benchmark that started it.
  for (const end of ['SIGTERM', 'disconnect']) process.once(end, () => process.exit(0));
  process.send?.('ready');
}

void main();
