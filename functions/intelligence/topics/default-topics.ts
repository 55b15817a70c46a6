// The topics of a new installation. A team changes, adds and deletes them; agents' corrections do the rest.
import topics from '../../../data/topics.json' with { type: 'json' };
import type { Topic } from './topic.ts';

export const defaultTopics: readonly Topic[] = topics;
