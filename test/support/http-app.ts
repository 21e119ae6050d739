import type { AddressInfo } from 'node:net';
import {
  Body,
  Controller,
  Delete,
  Get,
  Global,
  HttpCode,
  Module,
  NotFoundException,
  Param,
  Post,
  Req,
  Res,
  type MiddlewareConsumer,
  type NestModule,
} from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import {
  bodyText,
  createHttpAdapter,
  currentCorrelationId,
  HttpRoute,
  ProblemError,
  ProblemFilter,
  rawBodyText,
} from '@sluice/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** Lets a test hold an answer back until it says so. */
export const gate: { open: () => void; opened: Promise<void> } = {
  open: () => undefined,
  opened: Promise.resolve(),
};

export function closeGate(): void {
  gate.opened = new Promise((resolve) => {
    gate.open = resolve;
  });
}

@Controller('things')
class ThingsController {
  /** How often a handler was reached: what is refused must not get here. */
  static reached = 0;

  @Post()
  take(@Body() body: unknown, @Req() request: FastifyRequest): object {
    ThingsController.reached += 1;
    const texts = { text: bodyText(request), raw: rawBodyText(request) };
    return { body, ...texts, correlationId: currentCorrelationId() };
  }

  @Post('batch')
  @HttpRoute({ bodyLimitBytes: 200_000 })
  batch(@Body() body: unknown): object {
    return { length: JSON.stringify(body).length };
  }

  @Post('pause')
  @HttpCode(200)
  @HttpRoute({ body: 'optional' })
  pause(@Body() body: unknown): object {
    return { body: body ?? null };
  }

  @Post('gated')
  async gated(): Promise<object> {
    await gate.opened;
    return { passed: true };
  }

  @Get('text')
  @HttpRoute({ produces: ['text/plain'] })
  text(): string {
    return 'plain';
  }

  @Get(':id')
  read(@Param('id') id: string): object {
    return { id };
  }

  @Delete(':id')
  remove(@Param('id') id: string): object {
    return { id };
  }
}

@Controller('failing')
class FailingController {
  @Get('defect')
  defect(): never {
    throw new TypeError('the secret sauce');
  }

  @Get('thrown-text')
  text(): never {
    // eslint-disable-next-line @typescript-eslint/only-throw-error
    throw 'the secret sauce';
  }

  @Get('refusal')
  refusal(): never {
    throw new ProblemError('duplicate-order', 'Order A-1 exists', {
      headers: { Location: '/v1/orders/1', 'Retry-After': '7' },
      extensions: { orderStatus: 'queued', status: 200, code: 'mine' },
    });
  }

  @Get('nest')
  nest(): never {
    throw new NotFoundException('No such thing');
  }

  @Get('streamed')
  streamed(@Res() reply: FastifyReply): void {
    reply.raw.writeHead(200, { 'content-type': 'text/plain' });
    reply.raw.write('half');
    throw new Error('in the middle');
  }

  @Get('middleware')
  unreached(): string {
    return 'unreached';
  }
}

@Global()
@Module({ controllers: [ThingsController, FailingController] })
class HttpTestModule implements NestModule {
  configure(consumer: MiddlewareConsumer): void {
    const fail = (): never => {
      throw new Error('the secret sauce');
    };
    consumer.apply(fail).forRoutes('failing/middleware');
  }
}

export interface HttpTestApp {
  port: number;
  url: string;
  app: NestFastifyApplication;
  handlersReached(): number;
  close(): Promise<void>;
}

/** A real server with our adapter and a route for each way in which a request can go. */
export async function startHttpApp(
  options: Parameters<typeof createHttpAdapter>[0] = {},
): Promise<HttpTestApp> {
  const adapter = createHttpAdapter(options);
  const app = await NestFactory.create<NestFastifyApplication>(HttpTestModule, adapter, {
    logger: false,
    bodyParser: false,
    abortOnError: false,
  });
  app.useGlobalFilters(new ProblemFilter());
  await app.listen({ port: 0, host: '127.0.0.1' });
  const { port } = app.getHttpServer().address() as AddressInfo;
  return {
    port,
    url: `http://127.0.0.1:${port}`,
    app,
    handlersReached: () => ThingsController.reached,
    close: async () => {
      app.getHttpServer().closeAllConnections();
      await app.close();
    },
  };
}
