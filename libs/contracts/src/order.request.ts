import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsInt,
  Matches,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import { IsHttpUrl } from './is-http-url.decorator';
import { IsOptionalMember } from './is-optional-member.decorator';
import {
  CURRENCY_PATTERN,
  NOTES_PATTERN,
  ORDER_NUMBER_PATTERN,
  PRINTABLE_PATTERN,
} from './text-patterns';

/** One line of an order. */
export class OrderItemRequest {
  @Matches(PRINTABLE_PATTERN, { message: 'must be 1 to 64 printable characters' })
  sku!: string;

  @IsInt()
  @Min(1)
  @Max(10_000)
  quantity!: number;

  /** Minor units of the order's currency (cents). */
  @IsInt()
  @Min(0)
  @Max(1_000_000_000)
  unitPrice!: number;
}

/**
 * The body of every intake call. These decorators are the single source of its rules: run-time
 * validation, OpenAPI and the client's types are derived from them.
 */
export class SubmitOrderRequest {
  /** Chosen by the client; unique per client while the order's record lives. */
  @Matches(ORDER_NUMBER_PATTERN, { message: 'must be 1 to 64 of A-Z a-z 0-9 . _ -' })
  orderNumber!: string;

  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(100)
  @ValidateNested({ each: true })
  @Type(() => OrderItemRequest)
  items!: OrderItemRequest[];

  @IsOptionalMember()
  @Matches(PRINTABLE_PATTERN, { message: 'must be 1 to 64 printable characters' })
  customerId?: string;

  @IsOptionalMember()
  @Matches(CURRENCY_PATTERN, { message: 'must be three capital letters' })
  currency?: string;

  @IsOptionalMember()
  @Matches(NOTES_PATTERN, { message: 'must be text of at most 500 characters, without NUL' })
  notes?: string;

  /** Where the outcome is POSTed to. */
  @IsOptionalMember()
  @IsHttpUrl()
  callbackUrl?: string;
}
