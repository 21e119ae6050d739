import { Module } from '@nestjs/common';
import { OrdersController } from './orders.controller';

/** `GET /v1/orders/…`: what became of an order. */
@Module({ controllers: [OrdersController] })
export class OrderTrackingModule {}
