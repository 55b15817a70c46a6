// The exports of routing that other capabilities may use.
export { agentExistsCheck } from './agents/agent-exists-check.ts';
