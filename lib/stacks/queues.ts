// The queue of each worker: who works it off, how much at once, and when somebody must be told that work waits.
import { Duration } from 'aws-cdk-lib';
import type { WorkerQueue } from '../../functions/subscriptions.ts';
import type { WorkerProps } from '../constructs/compute/worker.ts';

type QueueSpec = Pick<WorkerProps, 'name' | 'impact' | 'tolerableAge' | 'batchSize' | 'maxConcurrency'>;

export const queues = {
  timeline: {
    name: 'timeline',
    impact: 'Customer timelines lag: agents answer without the newest history.',
    tolerableAge: Duration.minutes(5),
    batchSize: 10,
    maxConcurrency: 20,
  },
  // Two queues, so that a flood of standard tickets never stands before an urgent one. Few at once: all of them
  // claim slots of the same agents.
  routingUrgent: {
    name: 'routing-worker',
    impact: 'Urgent tickets, complaints and vulnerable customers among them, wait for an agent.',
    tolerableAge: Duration.minutes(1),
    batchSize: 5,
    maxConcurrency: 10,
  },
  routingStandard: {
    name: 'routing-worker',
    impact: 'New tickets wait for an agent.',
    tolerableAge: Duration.minutes(5),
    batchSize: 5,
    maxConcurrency: 10,
  },
  // Before routing, and as it in two lanes. Many at once: reading takes nothing from anybody.
  triageUrgent: {
    name: 'triage-worker',
    impact: 'Urgent tickets wait to be read, and so for an agent.',
    tolerableAge: Duration.minutes(1),
    batchSize: 5,
    maxConcurrency: 20,
  },
  triageStandard: {
    name: 'triage-worker',
    impact: 'New tickets wait to be read, and so for an agent.',
    tolerableAge: Duration.minutes(5),
    batchSize: 5,
    maxConcurrency: 20,
  },
  assist: {
    name: 'assist-worker',
    impact: 'Summaries come after the ticket has changed hands.',
    tolerableAge: Duration.minutes(15),
    batchSize: 5,
    maxConcurrency: 5,
  },
  complaints: {
    name: 'sensitive-worker',
    impact: 'Complaints come late into the register, and warnings of their clocks come late.',
    tolerableAge: Duration.minutes(5),
    batchSize: 10,
    maxConcurrency: 10,
  },
  desk: {
    name: 'tickets-worker',
    impact: 'Solved tickets are closed late, and people hear late of what they are mentioned in.',
    tolerableAge: Duration.minutes(15),
    batchSize: 10,
    maxConcurrency: 10,
  },
  promises: {
    name: 'promises-worker',
    impact: 'Promises are about to be missed, or were, and nobody is told.',
    tolerableAge: Duration.minutes(5),
    batchSize: 10,
    maxConcurrency: 10,
  },
  compensation: {
    name: 'authority-worker',
    impact: 'Approval requests expire late, and agents hear late what became of theirs.',
    tolerableAge: Duration.minutes(15),
    batchSize: 10,
    maxConcurrency: 5,
  },
  // Two at once, ten mails each: SES first gives an account 14 mails a second, and what it throttles is postponed.
  outreach: {
    name: 'outreach-worker',
    impact: 'Reminders come late, and bounces and complaints are not yet heeded.',
    tolerableAge: Duration.minutes(15),
    batchSize: 10,
    maxConcurrency: 2,
  },
  feedback: {
    name: 'feedback-worker',
    impact: 'Customers are asked late how their ticket went.',
    tolerableAge: Duration.minutes(15),
    batchSize: 10,
    maxConcurrency: 2,
  },
  // Batches stay small: the files of an answer are in memory while it is sent.
  email: {
    name: 'email-worker',
    impact: 'Agents’ answers leave late by mail.',
    tolerableAge: Duration.minutes(5),
    batchSize: 5,
    maxConcurrency: 4,
  },
  // One at a time: whatever a mail does to the function that reads it, no other waits with it or comes again for it.
  inbound: {
    name: 'inbound-worker',
    impact: 'Mails of customers are read late.',
    tolerableAge: Duration.minutes(5),
    batchSize: 1,
    maxConcurrency: 10,
  },
  intelligence: {
    name: 'intelligence-worker',
    impact: 'What agents correct is learned late.',
    tolerableAge: Duration.minutes(30),
    batchSize: 5,
    maxConcurrency: 2,
  },
  sla: {
    name: 'sla-worker',
    impact: 'Warnings of broken promises come late.',
    tolerableAge: Duration.minutes(5),
    batchSize: 10,
    maxConcurrency: 10,
  },
} as const satisfies Record<WorkerQueue, QueueSpec>;
