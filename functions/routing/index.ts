// What other capabilities may use of routing: whom it would trust with what.
export { trainedSkills } from './requirement.ts';
export { loadAgent } from './store.ts';
