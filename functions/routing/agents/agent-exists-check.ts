import { rejection } from '../../platform/table/refusal.ts';
import { assertExists, type Write } from '../../platform/table/write.ts';
import { routingError } from '../errors.ts';
import { routingKeys } from '../keys.ts';

/**
 * Checks inside another capability's transaction that an agent exists; refuses an unknown one with
 * `agent.not_found`.
 */
export const agentExistsCheck = (agentId: string): Write =>
  assertExists(routingKeys.agent(agentId), () => rejection(routingError('agent.not_found')));
