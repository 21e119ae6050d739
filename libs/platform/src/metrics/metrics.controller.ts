import { Controller, Get, Header } from '@nestjs/common';
import { Registry } from 'prom-client';
import { HttpRoute } from '../http';
import { MetricsRegistry } from './metrics-registry';

@Controller('metrics')
export class MetricsController {
  constructor(private readonly registry: MetricsRegistry) {}

  @Get()
  @HttpRoute({ produces: ['text/plain'] })
  @Header('Content-Type', Registry.PROMETHEUS_CONTENT_TYPE)
  @Header('Cache-Control', 'no-store')
  read(): Promise<string> {
    return this.registry.metrics();
  }
}
