// What other capabilities may use of routing.
export { agentExistsCheck } from './agents/agent-exists-check.ts';
