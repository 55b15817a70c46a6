// The code of the relay belongs to the platform (functions/platform/stream); this is only its manifest.
import { defineCapability } from '../platform/capability.ts';
import { EnvSchema } from '../platform/stream/env.ts';

export const relay = defineCapability({
  name: 'relay',
  functions: {
    relay: {
      entry: 'functions/platform/stream/relay.lambda.ts',
      memoryMb: 512,
      timeoutSeconds: 60,
      reservedPercent: 10,
      impact:
        'Nothing follows from what people do: tickets reach no agent, no mail goes out, no survey is sent.',
      environment: EnvSchema,
      stream: { batchSize: 100 },
      publishesEvents: true,
    },
  },
});
