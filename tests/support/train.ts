import {
  type SensitiveKind,
  sensitiveKinds,
  trainedSkills,
} from '../../functions/platform/contract/shared-kinds.ts';
import type { Apis } from './http/apis.ts';

/** Creates or changes an agent who is trained for these sensitive kinds and nothing else. */
export async function train(
  { routing }: Pick<Apis, 'routing'>,
  agentId: string,
  kinds: readonly SensitiveKind[] = sensitiveKinds,
  over: object = {},
): Promise<void> {
  const skills = kinds.map((kind) => ({ name: trainedSkills[kind], level: 3 }));
  const body = { name: agentId, skills, ...over };
  const answer = await routing('putAgent', { params: { agentId }, body, over: true });
  if (answer.status !== 200) throw new Error(answer.text);
}
