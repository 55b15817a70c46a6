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
    summary: 'List the topics with their examples',
    description: 'Returns all topics, at most 40, on one page.',
    roles: ['agent', 'lead', 'admin', 'service'],
    success: { status: 200, body: pageOf(TopicSchema) },
    errors: [],
  },
  putTopic: {
    method: 'PUT',
    path: '/v1/topics/{topicId}',
    summary: 'Create or replace a topic',
    description: 'The model is trained again within minutes.',
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
    summary: 'Delete a topic',
    description: 'Tickets that have it keep it; new tickets do not get it.',
    roles: ['lead', 'admin'],
    params: topicParams,
    success: { status: 200, body: TopicSchema },
    errors: ['topic.not_found', 'write.contended'],
    precondition: 'optional',
  },
  getAnalysisSettings: {
    method: 'GET',
    path: '/v1/analysis-settings',
    summary: 'Get the analysis settings',
    description: 'Says which kinds of sensitivity the analysis reports.',
    roles: ['agent', 'lead', 'admin', 'service'],
    success: { status: 200, body: ShownAnalysisSettingsSchema },
    errors: [],
    etag: 'version',
  },
  putAnalysisSettings: {
    method: 'PUT',
    path: '/v1/analysis-settings',
    summary: 'Replace the analysis settings',
    description: 'Applies to messages that are analysed from a minute later on.',
    roles: ['lead', 'admin'],
    body: AnalysisSettingsSchema,
    success: { status: 200, body: ShownAnalysisSettingsSchema },
    errors: [],
    etag: 'version',
    precondition: 'create',
  },
} as const satisfies Routes;
