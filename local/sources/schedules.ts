// Runs the schedules of EventBridge Scheduler and of EventBridge rules on the runner's clock.
import { randomUUID } from 'node:crypto';
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { decide } from '../iam/policy.ts';
import { type Role, roleOf } from '../iam/roles.ts';
import { type FunctionSpec, findFunction } from '../lambda/function-spec.ts';
import type { Messaging } from '../queues/messaging.ts';
import type { Clock } from '../state/clock.ts';
import type { Deployment, Resolved } from '../template/deployment.ts';
import { isObject, type JsonObject } from '../template/intrinsics.ts';
import { objects, optionalText, refuse, text } from '../template/read-property.ts';
import { parseSchedule, type Timetable } from './schedule-expression.ts';

export interface ScheduleTarget {
  invoke(functionArn: string, event: unknown): Promise<void>;
  messaging: Messaging;
  functions: { spec: FunctionSpec }[];
  roles: Map<string, Role>;
  /** Returns whether a permission of the function lets events.amazonaws.com invoke it for a rule. */
  permits(functionArn: string, service: string, sourceArn: string): boolean;
}

export interface Schedules {
  /**
   * Fires what is due now, each schedule once however many occurrences have passed; resolves
   * when they have run.
   */
  catchUp(): Promise<void>;
  running(): number;
  stop(): void;
}

interface Schedule {
  timetable: Timetable;
  nextMs: number | undefined;
  fire(occurrenceMs: number): Promise<void>;
}

const longestTimerMs = 3_600_000;

export const startSchedules = (deployment: Deployment, target: ScheduleTarget, clock: Clock): Schedules => {
  const schedules = [
    ...deployment
      .ofType('AWS::Scheduler::Schedule')
      .flatMap((resource) => schedulerSchedule(resource, deployment, target, clock)),
    ...deployment
      .ofType('AWS::Events::Rule')
      .flatMap((resource) => rule(resource, deployment, target, clock)),
  ];
  let timer: NodeJS.Timeout | undefined;
  let running = 0;
  let stopped = false;

  const fireDue = async (): Promise<void> => {
    const now = clock.now();
    const due = schedules.filter(({ nextMs }) => nextMs !== undefined && nextMs <= now);
    await Promise.all(
      due.map(async (schedule) => {
        const occurrence = schedule.nextMs ?? now;
        schedule.nextMs = schedule.timetable.nextAfter(now);
        running += 1;
        await schedule.fire(occurrence).finally(() => (running -= 1));
      }),
    );
  };

  const arm = (): void => {
    clearTimeout(timer);
    const upcoming = schedules.flatMap(({ nextMs }) => (nextMs === undefined ? [] : [nextMs]));
    if (stopped || upcoming.length === 0) return;
    const wait = Math.max(0, Math.min(...upcoming) - clock.now());
    timer = setTimeout(() => void fireAndArm(), Math.min(wait, longestTimerMs));
  };

  const fireAndArm = async (): Promise<void> => {
    const fired = fireDue();
    arm();
    await fired;
  };

  arm();
  return {
    catchUp: fireAndArm,
    running: () => running,
    stop: () => {
      stopped = true;
      clearTimeout(timer);
    },
  };
};

const schedulerSchedule = (
  resource: Resolved,
  deployment: Deployment,
  target: ScheduleTarget,
  clock: Clock,
): Schedule[] => {
  if (optionalText(resource, 'State') === 'DISABLED') return [];
  const arn = text(resource, 'Target.Arn');
  const role = roleOf(target.roles, text(resource, 'Target.RoleArn'), resource);
  const { account, region } = deployment.place;
  const group = `arn:aws:scheduler:${region}:${account}:schedule-group/${optionalText(resource, 'GroupName') ?? 'default'}`;
  if (!role.trusts('scheduler.amazonaws.com', group))
    refuse(resource, `its role ${role.name} does not trust scheduler.amazonaws.com`);
  const action = arn.includes(':lambda:') ? 'lambda:InvokeFunction' : 'sqs:SendMessage';
  if (!decide(role.statements, { action, resource: arn }).allowed)
    refuse(resource, `its role ${role.name} may not ${action} on ${arn}`);
  const zone = optionalText(resource, 'ScheduleExpressionTimezone') ?? 'UTC';
  const timetable = timetableOf(resource, zone, clock);
  const input = optionalText(resource, 'Target.Input');
  const event = (occurrenceMs: number): unknown =>
    input === undefined
      ? scheduledEvent('aws.scheduler', resource.arn, deployment, occurrenceMs, '{}')
      : JSON.parse(fillIn(input, resource.arn, occurrenceMs));
  return [
    {
      timetable,
      nextMs: timetable.nextAfter(clock.now()),
      fire: (occurrenceMs) => send(resource, arn, event(occurrenceMs), target),
    },
  ];
};

const rule = (
  resource: Resolved,
  deployment: Deployment,
  target: ScheduleTarget,
  clock: Clock,
): Schedule[] => {
  if (optionalText(resource, 'State') === 'DISABLED') return [];
  // Triggered by events of AWS services, not by time.
  if (optionalText(resource, 'ScheduleExpression') === undefined) return [];
  const timetable = timetableOf(resource, 'UTC', clock);
  return objects(resource, 'Targets').map((entry) => {
    const arn = String(entry.Arn);
    if (arn.includes(':lambda:') && !target.permits(arn, 'events.amazonaws.com', resource.arn))
      refuse(resource, `no permission lets it invoke ${arn}`);
    const event = (occurrenceMs: number): unknown =>
      ruleInput(entry) ?? scheduledEvent('aws.events', resource.arn, deployment, occurrenceMs, {});
    return {
      timetable,
      nextMs: timetable.nextAfter(clock.now()),
      fire: (occurrenceMs) => send(resource, arn, event(occurrenceMs), target),
    };
  });
};

const timetableOf = (resource: Resolved, zone: string, clock: Clock): Timetable => {
  try {
    return parseSchedule(text(resource, 'ScheduleExpression'), zone, clock.now());
  } catch (error) {
    return refuse(resource, error instanceof Error ? error.message : String(error));
  }
};

const ruleInput = (entry: JsonObject): unknown =>
  typeof entry.Input === 'string' ? (JSON.parse(entry.Input) as unknown) : undefined;

const scheduledEvent = (
  source: string,
  arn: string,
  deployment: Deployment,
  occurrenceMs: number,
  detail: unknown,
): object => ({
  version: '0',
  id: randomUUID(),
  'detail-type': 'Scheduled Event',
  source,
  account: deployment.place.account,
  time: isoSeconds(occurrenceMs),
  region: deployment.place.region,
  resources: [arn],
  detail,
});

const isoSeconds = (milliseconds: number): string => `${new Date(milliseconds).toISOString().slice(0, 19)}Z`;

/** Replaces the context attributes of Scheduler inside an input. */
const fillIn = (input: string, arn: string, occurrenceMs: number): string =>
  input
    .replaceAll('<aws.scheduler.schedule-arn>', arn)
    .replaceAll('<aws.scheduler.scheduled-time>', isoSeconds(occurrenceMs))
    .replaceAll('<aws.scheduler.execution-id>', randomUUID())
    .replaceAll('<aws.scheduler.attempt-number>', '1');

const send = async (
  resource: Resolved,
  arn: string,
  event: unknown,
  target: ScheduleTarget,
): Promise<void> => {
  if (arn.includes(':lambda:')) {
    if (findFunction(target.functions, arn) === undefined)
      refuse(resource, `no function ${arn} in the application`);
    return target.invoke(arn, event);
  }
  const queue = target.messaging.queues.find((candidate) => candidate.arn === arn);
  if (queue === undefined) return refuse(resource, `its target ${arn} is not served here`);
  const MessageBody = typeof event === 'string' || isObject(event) ? JSON.stringify(event) : String(event);
  await target.messaging.sqs.send(new SendMessageCommand({ QueueUrl: queue.url, MessageBody }));
};
