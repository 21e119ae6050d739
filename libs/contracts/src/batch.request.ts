import { ArrayMaxSize, ArrayMinSize, IsArray } from 'class-validator';

/** Most orders of one batch. */
export const LARGEST_BATCH = 500;

/**
 * The body of `POST /v1/orders/batch`. Each order meets the rules of `SubmitOrderRequest` on its own,
 * so that a bad one is no fault of the others.
 */
export class SubmitBatchRequest {
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(LARGEST_BATCH)
  orders!: unknown[];
}
