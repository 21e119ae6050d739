import { InjectQueue } from '@nestjs/bull';
import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import type { Queue } from 'bull';
import { TutorialOrderRequest } from './order.request';

@Controller('v1/orders')
export class TutorialOrderController {
  constructor(@InjectQueue('orders') private readonly orders: Queue<TutorialOrderRequest>) {}

  @Post('async')
  @HttpCode(202)
  async submit(@Body() order: TutorialOrderRequest): Promise<object> {
    const job = await this.orders.add(order);
    return { jobId: job.id, orderNumber: order.orderNumber, status: 'queued' };
  }
}
