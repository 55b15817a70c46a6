// The settings of routing as a whole: channel weights, exclusive channels, limits and waiting times.
import * as z from 'zod/mini';
import { type Channel, ChannelSchema, channels } from '../../tickets/index.ts';
import type { Agent } from './agent.ts';

const weight = z.int().check(z.minimum(1), z.maximum(100));
const seconds = (least: number, most: number) => z.int().check(z.minimum(least), z.maximum(most));

/** Capacity that one ticket takes, by channel; an agent's default capacity is 10. */
const defaultWeights: Readonly<Record<Channel, number>> = {
  phone: 10,
  in_person: 10,
  chat: 3,
  social: 2,
  email: 1,
  web: 1,
  app: 1,
};

export const RoutingSettingsSchema = z.strictObject({
  channelWeights: z._default(z.partialRecord(ChannelSchema, weight), {}),
  /** An agent with a ticket of one of these channels gets no other, whatever capacity is left. */
  exclusiveChannels: z._default(z.array(ChannelSchema).check(z.maxLength(channels.length)), []),
  /** The most tickets of a channel that an agent has at once. */
  most: z._default(z.partialRecord(ChannelSchema, z.int().check(z.minimum(0), z.maximum(100))), {}),
  /** How long an agent may be offline before their unanswered tickets are requeued. */
  graceSeconds: z._default(seconds(0, 3600), 60),
  /** How long a ticket is not offered again to an agent who declined it or let the offer pass. */
  skipSeconds: z._default(seconds(0, 86_400), 600),
});
export type RoutingSettings = z.output<typeof RoutingSettingsSchema>;

/** Version 0 means that nobody has changed the settings. */
export const RoutingSettingsViewSchema = z.extend(RoutingSettingsSchema, { version: z.int() });

export const defaultRoutingSettings: RoutingSettings = z.parse(RoutingSettingsSchema, {});

export const channelWeight = (channel: Channel, settings: RoutingSettings = defaultRoutingSettings): number =>
  settings.channelWeights[channel] ?? defaultWeights[channel];

/**
 * Checks that an agent is online, has enough free capacity for a ticket of a channel, and breaks no channel
 * rule.
 */
export function hasCapacityFor(agent: Agent, channel: Channel, settings: RoutingSettings): boolean {
  if (agent.presence !== 'online' || agent.free < channelWeight(channel, settings)) return false;
  if (settings.exclusiveChannels.some((one) => (agent.work[one] ?? 0) > 0)) return false;
  return (agent.work[channel] ?? 0) < (settings.most[channel] ?? Number.POSITIVE_INFINITY);
}
