// What a team sets once for the whole of routing: how heavy channels are, which do not go together, how long to wait.
import * as z from 'zod/mini';
import { type Channel, ChannelSchema, channels } from '../../tickets/index.ts';
import type { Agent } from './agent.ts';

const weight = z.int().check(z.minimum(1), z.maximum(100));
const seconds = (least: number, most: number) => z.int().check(z.minimum(least), z.maximum(most));

/** How much of an agent's capacity a piece of work takes, by channel; the default capacity is 10. */
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
  /** While one of these is in hand nothing else is given, whatever capacity is left. */
  exclusiveChannels: z._default(z.array(ChannelSchema).check(z.maxLength(channels.length)), []),
  /** At most so many at once of a channel. */
  most: z._default(z.partialRecord(ChannelSchema, z.int().check(z.minimum(0), z.maximum(100))), {}),
  /** How long an agent who went offline may come back before their unanswered work returns. */
  graceSeconds: z._default(seconds(0, 3600), 60),
  /** How long a ticket is not offered again to an agent who declined it or let the offer pass. */
  skipSeconds: z._default(seconds(0, 86_400), 600),
});
export type RoutingSettings = z.output<typeof RoutingSettingsSchema>;

/** Version 0: nobody has changed them. */
export const RoutingSettingsViewSchema = z.extend(RoutingSettingsSchema, { version: z.int() });

export const defaultRoutingSettings: RoutingSettings = z.parse(RoutingSettingsSchema, {});

export const channelWeight = (channel: Channel, settings: RoutingSettings = defaultRoutingSettings): number =>
  settings.channelWeights[channel] ?? defaultWeights[channel];

/** Whether an agent has room for one more piece of work of a channel: online, free capacity, and the rules across channels. */
export function hasRoomFor(agent: Agent, channel: Channel, settings: RoutingSettings): boolean {
  if (agent.presence !== 'online' || agent.free < channelWeight(channel, settings)) return false;
  if (settings.exclusiveChannels.some((one) => (agent.work[one] ?? 0) > 0)) return false;
  return (agent.work[channel] ?? 0) < (settings.most[channel] ?? Number.POSITIVE_INFINITY);
}
