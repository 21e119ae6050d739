import { Injectable } from '@nestjs/common';
import { Chance } from './chance.port';

@Injectable()
export class SystemChance extends Chance {
  next(): number {
    return Math.random();
  }
}
