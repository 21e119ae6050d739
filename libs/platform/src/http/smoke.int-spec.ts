import { Body, Controller, Get, Post, Req, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import type { AddressInfo } from 'node:net';
import { RawConnection } from '../../../../test/support/raw-http';
import { ProblemFilter } from '../problems';
import { bodyText, createHttpAdapter } from '.';

@Controller('things')
class Things {
  @Post() make(@Body() body: unknown, @Req() request: FastifyRequest) {
    return { body, text: bodyText(request), id: request.id };
  }
  @Get('boom') boom() {
    throw new Error('secret');
  }
  @Get(':id') get(@Req() r: FastifyRequest) {
    return r.params;
  }
  @Post('batch') batch() {
    return 1;
  }
}
@Module({ controllers: [Things] })
class M {}

it('smoke', async () => {
  const app = await NestFactory.create(
    M,
    createHttpAdapter({
      requestTimeoutMs: 1000,
      headersTimeoutMs: 500,
      connectionsCheckingIntervalMs: 100,
    }),
    { logger: false, bodyParser: false },
  );
  app.useGlobalFilters(new ProblemFilter());
  await app.listen(0, '127.0.0.1');
  const port = (app.getHttpServer().address() as AddressInfo).port;
  const url = `http://127.0.0.1:${port}`;
  const show = async (path: string, init: RequestInit = {}) => {
    const r = await fetch(url + path, init);
    console.log(
      init.method ?? 'GET',
      path,
      r.status,
      JSON.stringify(Object.fromEntries(r.headers)),
      await r.text(),
    );
  };
  const json = { 'content-type': 'application/json' };
  await show('/things', { method: 'POST', headers: json, body: '{"a":1}' });
  await show('/things', {
    method: 'POST',
    headers: json,
    body: '{"a":1, "a":2, "x":{"__proto__":1},"n":[1,2,12345678901234567890], "s":"\\ud800"}',
  });
  await show('/things', { method: 'POST', headers: json, body: '{"a"' });
  await show('/things', { method: 'POST', headers: json });
  await show('/things', { method: 'POST' });
  await show('/things', {
    method: 'POST',
    headers: { ...json, 'content-encoding': 'gzip' },
    body: '{"a":1}',
  });
  await show('/things', {
    method: 'POST',
    headers: { 'content-type': 'text/plain' },
    body: '{"a":1}',
  });
  await show('/things', {
    method: 'POST',
    headers: json,
    body: '['.repeat(30000) + ']'.repeat(30000),
  });
  await show('/things', { method: 'POST', headers: json, body: '"' + 'x'.repeat(300000) + '"' });
  await show('/things/boom');
  await show('/things/%zz');
  await show('/things/x', { headers: { accept: 'text/html' } });
  await show('/things/x', { method: 'HEAD' });
  await show('/nope', { method: 'HEAD' });
  await show('/nope', { method: 'POST', headers: json, body: '{' });
  await show('/things/batch', { method: 'OPTIONS' });
  await show('/things/batch');
  await show('/things/batch', { method: 'DELETE' });
  await show('/things/7', { method: 'PUT' });
  const c = await RawConnection.open(port);
  c.send('GARBAGE\r\n\r\n');
  console.log(await c.untilClosed());
  const d = await RawConnection.open(port);
  d.send(
    'POST /things HTTP/1.1\r\nHost: x\r\nX-Correlation-Id: abc\r\nContent-Type: application/json\r\nContent-Length: 10\r\n\r\n{"a',
  );
  console.log(await d.untilClosed());
  const e = await RawConnection.open(port);
  e.send('GET / HTT');
  console.log(await e.untilClosed());
  const f = await RawConnection.open(port);
  f.send('GET / HTTP/1.1\r\n\r\n');
  console.log(await f.take(1));
  f.close();
  const g = await RawConnection.open(port);
  g.send('CONNECT a:1 HTTP/1.1\r\nHost: x\r\n\r\n');
  console.log(await g.untilClosed());
  await app.close();
});
