// The parts from which the platform is assembled: the started emulators and the options of this run.
import type { ApiServer } from './api-server.ts';
import type { Database } from './dynamo/launch-database.ts';
import type { Gateway } from './gateway/gateway.ts';
import type { Inbox } from './mail/inbox/inbox.ts';
import type { Printer } from './print.ts';
import type { StartedMessaging } from './queues/messaging.ts';
import type { RapportOptions } from './rapport.ts';
import type { Clock } from './state/clock.ts';
import type { Journal } from './state/journal.ts';
import type { SavedState } from './state/saved-state.ts';
import type { StackTemplate } from './template/assembly.ts';
import type { Place } from './template/physical.ts';

export interface PlatformParts {
  options: RapportOptions;
  place: Place;
  stacks: StackTemplate[];
  clock: Clock;
  kept: SavedState;
  /** Present with a data folder. */
  journal: Journal | undefined;
  api: ApiServer;
  database: Database;
  gateway: Gateway;
  inbox: Inbox;
  queues: StartedMessaging;
  printer: Printer;
  /** The steps to undo at the end, last first. */
  undo: (() => unknown)[];
  stop(): Promise<void>;
}
