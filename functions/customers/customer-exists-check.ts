import { rejection } from '../platform/table/refusal.ts';
import { assertExists, type Write } from '../platform/table/write.ts';
import { customerError } from './errors.ts';
import { customerKeys } from './keys.ts';

/** Asserts in a transaction that a customer exists. Refuses an unknown one with `customer.not_found`. */
export const customerExistsCheck = (customerId: string): Write =>
  assertExists(customerKeys.customer(customerId), () => rejection(customerError('customer.not_found')));
