import * as z from 'zod/mini';
import { pageOf } from '../platform/contract/fields.ts';
import type { Routes } from '../platform/contract/route.ts';
import { AnalysisSettingsSchema, ShownAnalysisSettingsSchema } from './requests.ts';
import { PutTopicRequestSchema, TopicSchema, topicId } from './topics/topic.ts';

const topicParams = z.strictObject({ topicId: topicId() });

export const intelligenceRoutes = {
  listTopics: {
    method: 'GET',
    path: '/v1/topics',
    summary: 'The topics that messages are sorted by, with their examples; at most 40, on one page',
    roles: ['agent', 'lead', 'admin', 'service'],
    success: { status: 200, body: pageOf(TopicSchema) },
    errors: [],
  },
  putTopic: {
    method: 'PUT',
    path: '/v1/topics/{topicId}',
    summary: 'Make or change a topic; the model is trained again within minutes',
    roles: ['lead', 'admin'],
    params: topicParams,
    body: PutTopicRequestSchema,
    success: { status: 200, body: TopicSchema },
    errors: ['topic.too_many', 'write.contended'],
    etag: 'version',
    precondition: 'create',
  },
  deleteTopic: {
    method: 'DELETE',
    path: '/v1/topics/{topicId}',
    summary: 'Take a topic away; tickets that have it keep it, new ones do not get it',
    roles: ['lead', 'admin'],
    params: topicParams,
    success: { status: 200, body: TopicSchema },
    errors: ['topic.not_found', 'write.contended'],
    precondition: 'optional',
  },
  getAnalysisSettings: {
    method: 'GET',
    path: '/v1/analysis-settings',
    summary: 'Which sensitive kinds the analysis of messages reports',
    roles: ['agent', 'lead', 'admin', 'service'],
    success: { status: 200, body: ShownAnalysisSettingsSchema },
    errors: [],
    etag: 'version',
  },
  putAnalysisSettings: {
    method: 'PUT',
    path: '/v1/analysis-settings',
    summary:
      'Change it, for messages that are read from a minute later on; a help desk for faults may leave them out',
    roles: ['lead', 'admin'],
    body: AnalysisSettingsSchema,
    success: { status: 200, body: ShownAnalysisSettingsSchema },
    errors: [],
    etag: 'version',
    precondition: 'create',
  },
} as const satisfies Routes;
